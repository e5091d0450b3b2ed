using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights.Lifetime;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class PurchaseModelTests
{
    private static readonly JsonElement Reference = TestData.Json("ltv_reference.json").RootElement;

    [Theory]
    [InlineData(RepeatModelKind.BgNbd, "bgnbd")]
    [InlineData(RepeatModelKind.MbgNbd, "mbgnbd")]
    [InlineData(RepeatModelKind.ParetoNbd, "pnbd")]
    public void Likelihood_life_and_expectation_are_those_of_the_reference(RepeatModelKind kind, string name)
    {
        var points = Reference.GetProperty("point_vectors");
        var model = RepeatModel.Of(kind, Numbers(points.GetProperty(name + "_params")));
        foreach (var row in points.GetProperty("rows").EnumerateArray())
        {
            var (history, expected) = (History(row), row.GetProperty(name));
            Near(model.LogLikelihood(history), expected.GetProperty("ll"), 1e-8);
            Near(model.ProbabilityAlive(history), expected.GetProperty("p_alive"), 1e-8);
            Near(model.Expected(history, 39), expected.GetProperty("ce39"), 1e-6);
            if (expected.TryGetProperty("ce52", out var year))
            {
                Near(model.Expected(history, 52), year, 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(RepeatModelKind.BgNbd, "bgnbd")]
    [InlineData(RepeatModelKind.MbgNbd, "mbgnbd")]
    [InlineData(RepeatModelKind.ParetoNbd, "pnbd")]
    public void A_new_customer_repeats_as_the_reference_says(RepeatModelKind kind, string name)
    {
        var vectors = Reference.GetProperty("E_X_t");
        var model = RepeatModel.Of(kind, Numbers(Reference.GetProperty("point_vectors").GetProperty(name + "_params")));
        foreach (var (weeks, expected) in Numbers(vectors.GetProperty("t")).Zip(Numbers(vectors.GetProperty(name))))
        {
            model.ExpectedNew(weeks).ShouldBe(expected, 1e-6);
        }
    }

    [Fact]
    public void The_published_probabilities_of_so_many_repeats_come_out()
    {
        var model = new BgNbd(0.243, 4.414, 0.793, 2.426);
        var vectors = Reference.GetProperty("bgnbd_pmf");
        var t30 = Numbers(vectors.GetProperty("t30"));
        for (var count = 0; count < t30.Length; count++)
        {
            model.Probability(count, 30).ShouldBe(t30[count], 1e-6 * t30[count]);
        }

        var published = vectors.GetProperty("published");
        Near(model.Probability(10, 2), published.GetProperty("p_x10_t2"), 5e-13);
        Near(model.Probability(0, 39), published.GetProperty("p_x0_t39"), 5e-8);
        foreach (var (value, at) in Numbers(published.GetProperty("n11_20_t30")).Select((value, at) => (value, at)))
        {
            model.Probability(11 + at, 30).ShouldBe(value, 5e-11);
        }

        Enumerable.Range(0, 400).Sum(count => model.Probability(count, 30)).ShouldBe(1, 1e-6);
    }

    [Theory]
    [InlineData(0.793, 2.426)]
    [InlineData(0.3, 0.4)] // a + b < 1: the hypergeometric function is beyond its pole
    [InlineData(0.3, 0.7)] // and on it
    [InlineData(1, 1.5)]
    public void The_expected_number_is_the_mean_of_the_probabilities(double a, double b)
    {
        var model = new BgNbd(0.5, 6, a, b);
        model.ExpectedNew(4).ShouldBe(Enumerable.Range(1, 150).Sum(count => count * model.Probability(count, 4)), 1e-5);
    }

    [Fact]
    public void Spend_is_drawn_to_the_mean_of_all_as_published()
    {
        var vectors = Reference.GetProperty("gg_vectors");
        var p = Numbers(vectors.GetProperty("params"));
        var spend = new GammaGamma(p[0], p[1], p[2]);
        foreach (var row in vectors.GetProperty("rows").EnumerateArray())
        {
            Near(spend.Expected(row.GetProperty("x").GetInt32(), row.GetProperty("zbar").GetDouble()), row.GetProperty("expected"), 1e-8);
        }
    }

    [Fact]
    public void The_value_to_a_horizon_is_that_of_the_reference()
    {
        var vectors = Reference.GetProperty("clv_vectors");
        var (model, p) = (RepeatModel.Of(RepeatModelKind.BgNbd, Numbers(vectors.GetProperty("bgnbd"))), Numbers(vectors.GetProperty("gg")));
        var terms = new ValueTerms(
            vectors.GetProperty("months").GetInt32(), vectors.GetProperty("monthly_discount").GetDouble(),
            vectors.GetProperty("margin").GetDouble());
        foreach (var row in vectors.GetProperty("rows").EnumerateArray())
        {
            Near(
                CustomerValue.Of(model, new(p[0], p[1], p[2]), History(row), row.GetProperty("zbar").GetDouble(), terms),
                row.GetProperty("clv"), 1e-6);
        }

        Should.Throw<ArgumentOutOfRangeException>(() => CustomerValue.DiscountedPurchases(model, default, terms with { Months = 37 }));
    }

    [Theory]
    [InlineData("high_end", 1000)]
    [InlineData("regular", 1000)]
    public void Subscribers_stay_as_the_reference_says(string cohort, int customers)
    {
        var expected = Reference.GetProperty("sbg").GetProperty(cohort);
        var model = new ShiftedBetaGeometric(expected.GetProperty("alpha").GetDouble(), expected.GetProperty("beta").GetDouble());
        long[] survivors = [.. Numbers(Reference.GetProperty("sbg").GetProperty("data").GetProperty(cohort)).Take(8)
            .Select(percent => (long)Math.Round(percent * customers / 100))];
        Near(model.LogLikelihood(Subscribers.Survivors(survivors)), expected.GetProperty("loglik_n1000"), 1e-4);
        Each("survival_pct", renewals => 100 * model.Survival(renewals));
        Each("retention", before => model.Retention(before + 1));
        Each("derl_d10pct_n0_7", renewals => model.ResidualPeriods(renewals, 0.1));
        Enumerable.Range(1, 12).Sum(model.Leaving).ShouldBe(1 - model.Survival(12), 1e-12);

        void Each(string name, Func<int, double> value)
        {
            foreach (var (number, at) in Numbers(expected.GetProperty(name)).Select((number, at) => (number, at)))
            {
                value(at).ShouldBe(number, 1e-4, name);
            }
        }
    }

    [Theory]
    [InlineData(RepeatModelKind.BgNbd)]
    [InlineData(RepeatModelKind.MbgNbd)]
    [InlineData(RepeatModelKind.ParetoNbd)]
    public void A_parameter_of_one_is_no_singularity(RepeatModelKind kind)
    {
        double At(double third) => RepeatModel.Of(kind, [0.5, 6, third, 2]).Expected(new(3, 20, 30), 26);
        At(1).ShouldBe((At(0.999) + At(1.001)) / 2, 1e-5);
        At(1 + 1e-9).ShouldBe(At(1), 1e-6);
    }

    [Theory]
    [InlineData(RepeatModelKind.BgNbd)]
    [InlineData(RepeatModelKind.MbgNbd)]
    [InlineData(RepeatModelKind.ParetoNbd)]
    public void The_busiest_customer_does_not_overflow(RepeatModelKind kind)
    {
        var model = RepeatModel.Of(kind, [0.5, 9, 0.7, 5]);
        foreach (var history in (PurchaseHistory[])[new(221, 60, 78), new(221, 78, 78), new(221, 1, 78), new(1, 0.2, 500)])
        {
            double.IsFinite(model.LogLikelihood(history)).ShouldBeTrue();
            model.ProbabilityAlive(history).ShouldBeInRange(0, 1);
            model.Expected(history, 52).ShouldBeInRange(0, 200);
        }
    }

    internal static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

    internal static double[] Fitted(string name) =>
        [.. Reference.GetProperty(name).GetProperty("params").EnumerateObject().Select(parameter => parameter.Value.GetDouble())];

    private static PurchaseHistory History(JsonElement row) =>
        new(row.GetProperty("x").GetInt32(), row.GetProperty("t_x").GetDouble(), row.GetProperty("T").GetDouble());

    private static void Near(double value, JsonElement expected, double tolerance) =>
        Math.Abs(value - expected.GetDouble()).ShouldBeLessThan(tolerance, expected.ToString());
}
