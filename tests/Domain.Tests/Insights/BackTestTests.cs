using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Lifetime;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class BackTestTests
{
    private static readonly JsonElement Reference = TestData.Json("ltv_reference.json").RootElement;

    [Theory]
    [InlineData(RepeatModelKind.BgNbd, "bgnbd")]
    [InlineData(RepeatModelKind.MbgNbd, "mbgnbd")]
    [InlineData(RepeatModelKind.ParetoNbd, "pnbd")]
    public void The_holdout_of_cdnow_is_told_as_published(RepeatModelKind kind, string name)
    {
        var holdout = Reference.GetProperty("holdout");
        var test = PurchaseBackTest.Run(RepeatModel.Of(kind, PurchaseModelTests.Fitted(name)), Cdnow.Table)!;

        test.ByFrequency.Select(bin => bin.Customers).ShouldBe([1411, 439, 214, 100, 62, 38, 29, 64]);
        Each(test.ByFrequency.Select(bin => bin.Actual!.Value), holdout.GetProperty("actual"), 1e-9);
        var expected = holdout.GetProperty(name);
        Each(test.ByFrequency.Select(bin => bin.Predicted!.Value), expected.GetProperty("exp"), 1e-6);
        if (holdout.GetProperty("published_btyd").TryGetProperty(name, out var published))
        {
            Each(test.ByFrequency.Select(bin => bin.Predicted!.Value), published, 1e-3);
        }

        (test.Weeks, test.Actual).ShouldBe((39, 1882));
        test.Predicted.ShouldBe(expected.GetProperty("total").GetDouble(), 1e-4);
        test.MeanError.ShouldBe(expected.GetProperty("mae").GetDouble(), 1e-6);
        test.RootMeanSquare.ShouldBe(expected.GetProperty("rmse").GetDouble(), 1e-6);
        test.Correlation!.Value.ShouldBe(expected.GetProperty("corr").GetDouble(), 1e-6);
        test.Bias!.Value.ShouldBeLessThan(-0.1, "all of them are too low here, which is said beside each projection");
    }

    [Theory]
    [InlineData(RepeatModelKind.BgNbd, "bgnbd")]
    [InlineData(RepeatModelKind.ParetoNbd, "pnbd")]
    public void Weeks_are_followed_as_in_the_reference(RepeatModelKind kind, string name)
    {
        var tracking = Reference.GetProperty("tracking");
        Cdnow.Table.RepeatsByWeek.Select(count => (double)count)
            .ShouldBe(PurchaseModelTests.Numbers(tracking.GetProperty("actual_weekly")));
        var sum = 0.0;
        Each(
            PurchaseBackTest.ExpectedByWeek(RepeatModel.Of(kind, PurchaseModelTests.Fitted(name)), Cdnow.Table).Select(week => sum += week),
            tracking.GetProperty("expected_cum_continuous").GetProperty(name), 1e-4);
    }

    [Fact]
    public void Without_a_holdout_there_is_no_back_test() =>
        PurchaseBackTest.Run(new BgNbd(1, 1, 1, 1), Cdnow.Table with { HoldoutDays = 0 }).ShouldBeNull();

    [Theory]
    [InlineData(399, 150, 182, LifetimeGate.Customers)]
    [InlineData(400, 149, 182, LifetimeGate.Repeaters)]
    [InlineData(400, 150, 181, LifetimeGate.Weeks)]
    [InlineData(400, 150, 182, null)]
    public void A_projection_needs_customers_who_came_again_over_half_a_year(int customers, int repeaters, int days, LifetimeGate? failing)
    {
        var verdict = LifetimeGates.Judge(Table(customers, repeaters, days), null);
        verdict.Gates.Where(gate => !gate.IsPassed).Select(gate => (LifetimeGate?)gate.Kind).FirstOrDefault().ShouldBe(failing);
        verdict.IsProjectable.ShouldBe(failing is null);
        verdict.IsStable.ShouldBeFalse();
    }

    [Fact]
    public void A_fit_that_ran_away_projects_nothing()
    {
        var table = Table(800, 150, 182);
        var fit = new RepeatFit(new BgNbd(1, 1, 1, 20_000), -1, 800, null, null, true, []);
        var verdict = LifetimeGates.Judge(table, fit);
        verdict.Gates.Single(gate => !gate.IsPassed).Kind.ShouldBe(LifetimeGate.Fit);
        verdict.IsStable.ShouldBeTrue();
        LifetimeGates.Judge(table, fit with { IsDegenerate = false }).IsProjectable.ShouldBeTrue();
    }

    [Theory]
    [InlineData(800, 800, true)]
    [InlineData(799, 5000, false)]
    public void Groups_have_models_of_their_own_only_if_both_are_large(int group, int other, bool may) =>
        LifetimeGates.MayFitApart(group, other).ShouldBe(may);

    [Fact]
    public void Realised_margin_counts_only_those_whose_days_are_over()
    {
        var start = new Instant(0);
        var realised = RealisedMargin.Of(
            [
                new("a", start, 100), new("a", start.PlusDays(89), 60), new("a", start.PlusDays(90), 999),
                new("b", start.PlusDays(10), 40), new("c", start.PlusDays(11), 5),
            ], 90, start.PlusDays(100));
        (realised.Value, realised.Numerator, realised.Denominator).ShouldBe((100, 200, 2));
        realised.Data.Missing.ShouldBe("2 of 30 needed");
    }

    private static RfmTable Table(int customers, int repeaters, int days) => new(
        [.. Enumerable.Range(0, customers).Select(i => new RfmCustomer($"{i}", i < repeaters ? 1 : 0, 0, days, 0, 0))], days, 0, []);

    private static void Each(IEnumerable<double> values, JsonElement expected, double tolerance)
    {
        foreach (var (value, right) in values.Zip(PurchaseModelTests.Numbers(expected)))
        {
            value.ShouldBe(right, tolerance);
        }
    }
}
