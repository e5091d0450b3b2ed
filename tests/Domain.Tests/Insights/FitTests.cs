using System.Diagnostics;
using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights.Lifetime;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class FitTests(ITestOutputHelper output)
{
    private static readonly JsonElement Reference = TestData.Json("ltv_reference.json").RootElement;

    [Theory]
    [InlineData(RepeatModelKind.BgNbd, "bgnbd")]
    [InlineData(RepeatModelKind.MbgNbd, "mbgnbd")]
    [InlineData(RepeatModelKind.ParetoNbd, "pnbd")]
    public void The_fit_of_cdnow_is_found_again(RepeatModelKind kind, string name)
    {
        var expected = Reference.GetProperty(name);
        var watch = Stopwatch.StartNew();
        var fit = FitRepeat.From(kind, RfmTable.Collapse(Cdnow.Histories));
        output.WriteLine($"{kind}: {watch.ElapsedMilliseconds} ms, {fit.LogLikelihood:F9}");

        fit.LogLikelihood.ShouldBe(expected.GetProperty("loglik").GetDouble(), 1e-4);
        foreach (var (parameter, at) in fit.Model.Names.Select((parameter, at) => (parameter, at)))
        {
            var value = expected.GetProperty("params").GetProperty(parameter).GetDouble();
            fit.Model.Parameters[at].ShouldBe(value, (parameter == "beta" ? 0.02 : 0.005) * value, parameter);
            var error = expected.GetProperty("se").GetProperty(parameter).GetDouble();
            fit.StandardErrors![at].ShouldBe(error, 0.02 * error, parameter);
        }

        (fit.Starts.Max() - fit.Starts.Min()).ShouldBeLessThan(0.05, "all three starts come to one place");
        (fit.IsDegenerate, fit.Customers).ShouldBe((false, 2357));
    }

    [Fact]
    public void Spend_of_cdnow_is_found_again()
    {
        var (expected, fit) = (Reference.GetProperty("gg"), FitSpend.From(Cdnow.Table.Customers)!);
        fit.LogLikelihood.ShouldBe(expected.GetProperty("loglik").GetDouble(), 1e-4);
        foreach (var (parameter, at, value) in (ReadOnlySpan<(string, int, double)>)
            [("p", 0, fit.Model.P), ("q", 1, fit.Model.Q), ("gamma", 2, fit.Model.Gamma)])
        {
            var right = expected.GetProperty("params").GetProperty(parameter).GetDouble();
            value.ShouldBe(right, 0.005 * right, parameter);
            var error = expected.GetProperty("se").GetProperty(parameter).GetDouble();
            fit.StandardErrors![at].ShouldBe(error, 0.02 * error, parameter);
        }

        fit.Model.PopulationMean.ShouldBe(expected.GetProperty("population_mean").GetDouble(), 0.01);
        fit.Correlation!.Value.ShouldBe(expected.GetProperty("corr_x_zbar").GetDouble(), 1e-6);
        (fit.Customers, fit.IsDegenerate, fit.IsDoubtful).ShouldBe((946, false, false));
    }

    [Theory]
    [InlineData("high_end")]
    [InlineData("regular")]
    public void Subscribers_are_fitted_as_published(string cohort)
    {
        var sbg = Reference.GetProperty("sbg");
        long[] survivors = [.. PurchaseModelTests.Numbers(sbg.GetProperty("data").GetProperty(cohort)).Take(8)
            .Select(percent => (long)Math.Round(percent * 10))];
        var fit = FitRetention.From(Subscribers.Survivors(survivors));
        fit.Model.A.ShouldBe(sbg.GetProperty(cohort).GetProperty("alpha").GetDouble(), 1e-4);
        fit.Model.B.ShouldBe(sbg.GetProperty(cohort).GetProperty("beta").GetDouble(), 1e-4);
        fit.Model.A.ShouldBe(sbg.GetProperty("published").GetProperty(cohort).GetProperty("alpha").GetDouble(), 5e-4);
        fit.Model.B.ShouldBe(sbg.GetProperty("published").GetProperty(cohort).GetProperty("beta").GetDouble(), 5e-4);
        fit.IsDegenerate.ShouldBeFalse();
        fit.StandardErrors!.ShouldAllBe(error => error > 0);
    }

    [Fact]
    public void Subscribers_are_read_from_purchases()
    {
        var start = new DateOnly(2026, 1, 1);
        Purchase On(string customer, int day) => new(customer, start.AddDays(day), 900);
        Subscribers.Of(
            [
                On("stays", 0), On("stays", 30), On("stays", 62), On("stays", 90), On("left", 5), On("left", 35),
                On("back", 0), On("back", 30), On("back", 80), On("new", 100), On("before", -30), On("before", 0),
                On("given back", 1) with { IsWhollyRefunded = true },
            ],
            start, start.AddDays(110), 30, 10)
            .ShouldBe([new(0, false, 1), new(1, true, 2), new(3, false, 1)]);
        Subscribers.Survivors([100, 70, 60]).ShouldBe([new(0, true, 30), new(1, true, 10), new(2, false, 60)]);
    }

    [Fact]
    public void Subscribers_that_came_at_different_times_are_fitted_together()
    {
        // Halves of one cohort, the younger cut off after three renewals, tell nearly what the whole does.
        long[] whole = [1000, 869, 743, 653, 593, 551, 517, 491];
        var mixed = Subscribers.Survivors(whole).Concat(Subscribers.Survivors([.. whole.Take(4)])).ToList();
        var fit = FitRetention.From(mixed);
        fit.Model.Survival(7).ShouldBe(0.49, 0.02);
        fit.IsDegenerate.ShouldBeFalse();
    }

    [Fact]
    public void The_whole_of_cdnow_is_fitted()
    {
        var histories = Cdnow.Full().ToList();
        var watch = Stopwatch.StartNew();
        var fit = FitRepeat.From(RepeatModelKind.BgNbd, histories);
        output.WriteLine($"23,570 customers: {watch.ElapsedMilliseconds} ms, {fit.LogLikelihood:F6}");
        (fit.Customers, fit.IsDegenerate).ShouldBe((23_570, false));
        (fit.Starts.Max() - fit.Starts.Min()).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Rows_may_be_counted_or_repeated()
    {
        PurchaseHistory[] histories = [new(0, 0, 30), new(0, 0, 30), new(2, 10, 30), new(2, 10, 30), new(2, 10, 30), new(1, 4, 20)];
        var model = new BgNbd(0.3, 5, 0.8, 2);
        model.LogLikelihood(RfmTable.Collapse(histories)).ShouldBe(histories.Sum(model.LogLikelihood), 1e-12);
    }

    [Fact]
    public void A_fit_tells_how_far_it_is_and_ends_when_asked()
    {
        var histories = RfmTable.Collapse(Cdnow.Histories.Take(300));
        var told = new List<double>();
        FitRepeat.From(RepeatModelKind.BgNbd, histories, told.Add);
        told.ShouldBe(told.Order());
        told[^1].ShouldBe(1);

        var asked = 0;
        Should.Throw<OperationCanceledException>(() => FitRepeat.From(RepeatModelKind.BgNbd, histories, null, () => ++asked > 40));
        asked.ShouldBe(41);
    }

    [Fact]
    public void Customers_of_whom_none_came_again_give_no_model()
    {
        var fit = FitRepeat.From(RepeatModelKind.BgNbd, [new(new(0, 0, 30), 500)]);
        fit.IsDegenerate.ShouldBeTrue();
        fit.StandardErrors.ShouldBeNull();
        FitSpend.From([new("a", 0, 0, 200, 0, 0)]).ShouldBeNull();
    }
}
