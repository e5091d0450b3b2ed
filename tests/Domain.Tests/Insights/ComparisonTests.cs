using System.Diagnostics;
using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Comparison;
using Vouch.Domain.Insights.Numerics;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class ComparisonTests(ITestOutputHelper output)
{
    private static readonly JsonElement Reference = TestData.Json("ltv_compare_reference.json").RootElement;
    private static readonly List<double[]> Rows = [.. Cdnow.Csv("ltv_compare.csv")];

    private static readonly ComparedCustomers Drawn = new(
        ["acq_month", "country1", "country2", "mobile", "log_first_order_value"],
        [
            .. Rows.Select(row => new ComparedCustomer(
                row[1] == 1, row[1] == 1 ? $"a{row[2]}" : $"c{row[0]}", row[7],
                [row[3], row[4] == 1 ? 1 : 0, row[4] == 2 ? 1 : 0, row[5], Math.Log(row[6])])),
        ]);

    [Fact]
    public void Effects_are_those_of_the_reference()
    {
        var (result, expected) = (FairComparison.Of(Drawn), Reference.GetProperty("estimators"));
        double Number(string name) => expected.GetProperty(name).GetDouble();
        (result.Referred, result.Others).ShouldBe((1373, 4627));

        var coefficients = Reference.GetProperty("propensity").EnumerateObject().Select(one => one.Value.GetDouble());
        foreach (var (value, right) in result.Effects!.Propensity.Zip(coefficients))
        {
            value.ShouldBe(right, 1e-6);
        }

        var effects = result.Effects;
        result.NaiveRelative!.Value.ShouldBe(Number("naive_rel"), 1e-6);
        (effects.MeanReferred - result.MeanOthers!.Value).ShouldBe(Number("naive"), 1e-6);
        effects.EffectAdjusted!.Value.ShouldBe(Number("ols_adjusted"), 1e-6);
        effects.EffectWeighted.ShouldBe(Number("ipw_att"), 1e-6);
        effects.Effect.ShouldBe(Number("dr_att"), 1e-6);
        effects.Relative!.Value.ShouldBe(Number("dr_rel"), 1e-6);
        effects.MeanReferred.ShouldBe(Number("mean_referred"), 1e-6);
        effects.MeanComparable.ShouldBe(Number("counterfactual_dr"), 1e-6);
        result.EffectiveSample.ShouldBe(Number("ess_controls"), 1e-3);
        effects.StandardError.ShouldBe(Number("dr_se_influence"), 1e-6);
        result.IsComparable.ShouldBeTrue();
    }

    [Fact]
    public void Weighting_takes_the_differences_away()
    {
        var balance = FairComparison.Of(Drawn).Balance.ToDictionary(line => line.Name);
        foreach (var name in (string[])["acq_month", "mobile"])
        {
            // The reference divides by n where we divide by n - 1.
            balance[name].Before.ShouldBe(Reference.GetProperty("smd_before").GetProperty(name).GetDouble(), 1e-4);
            balance[name].After.ShouldBe(Reference.GetProperty("smd_after").GetProperty(name).GetDouble(), 1e-4);
        }

        balance.Values.ShouldAllBe(line => Math.Abs(line.After) < 0.1);
        balance["log_first_order_value"].Before.ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Resampling_advocates_gives_the_interval_of_the_reference()
    {
        var watch = Stopwatch.StartNew();
        var interval = ClusterBootstrap.Of(Drawn, 20260322)!;
        output.WriteLine($"{watch.ElapsedMilliseconds} ms: {interval}");
        var expected = Reference.GetProperty("cluster_bootstrap");
        var ends = PurchaseModelTests.Numbers(expected.GetProperty("dr_rel_ci95"));
        var error = expected.GetProperty("dr_att_se").GetDouble();
        interval.StandardError.ShouldBe(error, 0.1 * error);
        var relative = interval.Relative!.Value;
        (relative.High - relative.Low).ShouldBe(ends[1] - ends[0], 0.1 * (ends[1] - ends[0]));
        relative.Low.ShouldBe(ends[0], 0.025);
        relative.High.ShouldBe(ends[1], 0.025);
        interval.IsBeyondChance.ShouldBeTrue("the truth is 16 %");
        interval.Draws.ShouldBe(400);
    }

    [Fact]
    public void Equal_seeds_give_equal_intervals()
    {
        var few = Drawn with { Customers = [.. Drawn.Customers.Take(900)] };
        ClusterBootstrap.Of(few, 7, 20).ShouldBe(ClusterBootstrap.Of(few, 7, 20));
        ClusterBootstrap.Of(few, 8, 20).ShouldNotBe(ClusterBootstrap.Of(few, 7, 20));
        Should.Throw<OperationCanceledException>(() => ClusterBootstrap.Of(few, 7, 20, null, () => true));
    }

    [Theory]
    [InlineData(99, 400, ComparisonGate.Referred)]
    [InlineData(100, 299, ComparisonGate.Others)]
    [InlineData(100, 300, null)]
    public void A_comparison_needs_enough_of_both(int referred, int others, ComparisonGate? failing)
    {
        var result = FairComparison.Of(Alike(referred, others, 0));
        result.Gates.Where(gate => !gate.IsPassed).Select(gate => (ComparisonGate?)gate.Kind).FirstOrDefault().ShouldBe(failing);
        result.IsComparable.ShouldBe(failing is null);
    }

    [Theory]
    [InlineData(2.5, ComparisonGate.EffectiveSample)]
    [InlineData(6, ComparisonGate.Balance)]
    public void Groups_that_hardly_overlap_are_not_compared(double apart, ComparisonGate failing)
    {
        var result = FairComparison.Of(Alike(200, 600, apart));
        result.IsComparable.ShouldBeFalse();
        result.Gates.Where(gate => !gate.IsPassed).Select(gate => gate.Kind).ShouldContain(failing);
    }

    [Fact]
    public void A_loss_has_no_share()
    {
        var loss = Alike(150, 400, 0);
        var result = FairComparison.Of(
            loss with { Customers = [.. loss.Customers.Select(one => one with { Outcome = one.Outcome - 20 })] });
        (result.NaiveRelative, result.Effects!.Relative).ShouldBe((null, null), "nobody is so many percent above minus 10");
        result.Effects.Effect.ShouldBe(0, 0.4);
    }

    [Fact]
    public void Groups_that_are_all_different_are_apart_by_a_number()
    {
        var split = Alike(150, 400, 0);
        var result = FairComparison.Of(
            split with { Customers = [.. split.Customers.Select(one => one with { Covariates = [one.IsReferred ? 1 : 0] })] });
        result.Balance.ShouldAllBe(line => double.IsFinite(line.Before) && line.Before > 1);
        result.IsComparable.ShouldBeFalse();
    }

    [Fact]
    public void With_nobody_to_compare_there_is_no_effect()
    {
        var result = FairComparison.Of(Alike(50, 0, 0));
        (result.Effects, result.MeanOthers, result.NaiveRelative, result.IsComparable).ShouldBe((null, null, null, false));
        FairComparison.Of(new([], [])).IsComparable.ShouldBeFalse();
        ClusterBootstrap.Of(Alike(0, 50, 0), 1).ShouldBeNull();
    }

    [Fact]
    public void What_was_known_becomes_numbers()
    {
        Acquisition One(int i) => new(
            $"c{i}", i % 5 == 0 ? "a" : null, CalendarMonth.Of(2026, 1 + (i % 3)), i % 4 == 0 ? "PL" : i == 1 ? "MT" : "RO", "phone", 1000,
            "", DayOfWeek.Monday, i);
        var encoded = Encode.From([.. Enumerable.Range(0, 160).Select(One), One(0) with { Month = CalendarMonth.Of(2026, 9) }]);
        encoded.Customers.Count.ShouldBe(160, "in September only a referred customer came");
        encoded.Names.ShouldBe(["month", "firstOrder", "country:PL"], "one level says nothing, and one customer in Malta is too few");
        encoded.Customers[4].Covariates.ShouldBe([1, Math.Log(1000), 1]);
        (encoded.Customers[5].IsReferred, encoded.Customers[5].Cluster, encoded.Customers[6].Cluster).ShouldBe((true, "a", "c6"));
    }

    [Fact]
    public void Draws_are_the_published_rows()
    {
        Enumerable.Range(1, 3).Select(n => Draws.SplitMix(0, n)).ShouldBe([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]);
        var draws = new Draws([1, 2, 3, 4]);
        Enumerable.Range(0, 4).Select(_ => draws.Next()).ShouldBe([11520, 0, 1509978240, 1215971899390074240]);

        var random = new Draws(1);
        var normal = Enumerable.Range(0, 20_000).Select(_ => random.Normal()).ToList();
        normal.Average().ShouldBe(0, 0.03);
        normal.Average(value => value * value).ShouldBe(1, 0.05);
        random.Resample(50).Sum().ShouldBe(50);
    }

    // Two groups whose one covariate lies so many standard deviations apart.
    private static ComparedCustomers Alike(int referred, int others, double apart)
    {
        var random = new Draws(3);
        return new(["x"], [.. Enumerable.Range(0, referred + others).Select(i => new ComparedCustomer(
            i < referred, $"{i}", 10 + random.Normal(), [random.Normal() + (i < referred ? apart : 0)]))]);
    }
}
