using System.Text.Json;
using Shouldly;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class RefitModelTests
{
    [Fact]
    public void The_published_refit_is_found_again()
    {
        using var vectors = TestData.Json("fraud_vectors.json");
        using var baseline = TestData.Json("fraud_sim_baseline.json");
        var labels = vectors.RootElement.GetProperty("refit_rows").EnumerateArray().SelectMany(Labels).ToList();
        labels.Count.ShouldBe(9547);

        var refit = RefitModel.From(ScreeningModel.Expert, labels).Value;

        var published = baseline.RootElement.GetProperty("refit_seed1");
        refit.Model.Bias.ShouldBe(published.GetProperty("bias").GetDouble(), 1e-6);
        foreach (var signal in Signals.All)
        {
            var weight = published.GetProperty("weights").GetProperty(Signals.Code(signal)).GetDouble();
            refit.Model.Of(signal).ShouldBe(weight, 1e-6, Signals.Code(signal));
        }

        refit.Dropped.ShouldBe([Signal.SameDevice, Signal.SameIpSmall, Signal.SameName, Signal.Velocity7Days]);
        (refit.Labels, refit.Abuse).ShouldBe((9547, 1692));
        refit.LogLikelihood.ShouldBeGreaterThan(refit.PriorLogLikelihood);
    }

    [Fact]
    public void The_slope_is_nought_where_it_stops()
    {
        var labels = Drawn(7, 600);
        var refit = RefitModel.Fit(ScreeningModel.Expert, labels);
        foreach (var signal in Signals.All.Except(refit.Dropped))
        {
            Slope(refit.Model, labels, signal).ShouldBe(0, 1e-5, Signals.Code(signal));
        }
    }

    [Fact]
    public void Nothing_learnt_is_the_model_that_was() =>
        RefitModel.Fit(ScreeningModel.Expert, []).Model.Weights.ShouldBe(ScreeningModel.Expert.Weights);

    [Fact]
    public void Too_few_reviews_teach_nothing()
    {
        RefitModel.From(ScreeningModel.Expert, Drawn(1, 199)).Refusal!.Code.ShouldBe("too_few_labels");
        RefitModel.From(ScreeningModel.Expert, Drawn(1, 199)).Refusal!.Sentence.ShouldStartWith("199 of 200 reviews needed");
        RefitModel.From(ScreeningModel.Expert, Drawn(1, 200)).IsRefused.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reviews_that_all_came_out_the_same_teach_nothing(bool isAbuse) =>
        RefitModel.From(ScreeningModel.Expert, [.. Drawn(1, 300).Select(label => (label.Values, isAbuse))])
            .Refusal.ShouldBe(ScreeningRefusals.OneKindOfLabel);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_signal_turns_against_its_sense_even_where_every_review_says_so(int seed)
    {
        (double[] Values, bool IsAbuse)[] perverse = [.. Drawn(seed, 500).Select(label => (label.Values, !label.IsAbuse))];
        foreach (var labels in new IReadOnlyList<(double[], bool)>[] { Drawn(seed, 500), perverse })
        {
            var refit = RefitModel.From(ScreeningModel.Expert, labels).Value;
            foreach (var signal in Signals.All)
            {
                (refit.Model.Of(signal) * (Signals.IsProtective(signal) ? -1 : 1)).ShouldBeGreaterThanOrEqualTo(-1e-9, Signals.Code(signal));
            }

            refit.Dropped.ShouldAllBe(signal => refit.Model.Of(signal) == 0);
        }

        RefitModel.Fit(ScreeningModel.Expert, perverse).Dropped.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Twenty_reviews_move_little_and_two_thousand_move_much(int seed)
    {
        var (few, many) = (Moves(20), Moves(2000));
        few.Average().ShouldBeLessThan(0.25);
        few.Max().ShouldBeLessThan(0.8);
        many.Average().ShouldBeGreaterThan(0.5);
        many.Max().ShouldBeGreaterThan(2);

        double[] Moves(int count)
        {
            var model = RefitModel.Fit(ScreeningModel.Expert, Drawn(seed, count)).Model;
            return [.. Signals.All.Select(signal => Math.Abs(model.Of(signal) - ScreeningModel.Expert.Of(signal)))];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_wrong_reviews_are_each_moves_a_weight_by_a_half_at_most(int seed)
    {
        var random = new Random(seed);
        (double[] Values, bool IsAbuse)[] tossed = [.. Drawn(seed, 20).Select(label => (label.Values, random.Next(2) == 1))];
        var refit = RefitModel.Fit(ScreeningModel.Expert, tossed);
        foreach (var signal in Signals.All.Except(refit.Dropped))
        {
            var move = Math.Abs(refit.Model.Of(signal) - ScreeningModel.Expert.Of(signal));
            move.ShouldBeLessThanOrEqualTo(0.5 * tossed.Count(label => label.Values[(int)signal] > 0) + 1e-9, Signals.Code(signal));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void More_of_a_signal_among_abuse_never_lowers_its_weight(int seed)
    {
        var labels = Drawn(seed, 400);
        foreach (var signal in Signals.All.Where(signal => !Signals.IsProtective(signal)))
        {
            var more = labels.Select((label, i) => label.IsAbuse && i % 3 == 0 ? (With(label.Values, signal), true) : label).ToList();
            Weight(more).ShouldBeGreaterThanOrEqualTo(Weight(labels) - 1e-9, Signals.Code(signal));

            double Weight(IReadOnlyList<(double[], bool)> given) => RefitModel.Fit(ScreeningModel.Expert, given).Model.Of(signal);
        }
    }

    [Fact]
    public void Reviews_that_one_signal_parts_cleanly_leave_the_weights_finite()
    {
        var abuse = With(new double[Signals.Count], Signal.DealReferrer);
        (double[], bool)[] parted = [.. Enumerable.Range(0, 100_000).Select(i => i % 2 == 0 ? (abuse, true) : (new double[Signals.Count], false))];
        var refit = RefitModel.From(ScreeningModel.Expert, parted).Value;
        refit.Model.Of(Signal.DealReferrer).ShouldBeInRange(5, 30);
        refit.Model.Bias.ShouldBeInRange(-30, -5);
        double.IsFinite(refit.LogLikelihood).ShouldBeTrue();

        var wrongWay = RefitModel.From(ScreeningModel.Expert, [.. parted.Select(label => (label.Item1, !label.Item2))]).Value;
        wrongWay.Dropped.ShouldBe([Signal.DealReferrer]);
        wrongWay.Model.Bias.ShouldBe(0, 0.01);
    }

    private static IEnumerable<(double[] Values, bool IsAbuse)> Labels(JsonElement row)
    {
        var values = new double[Signals.Count];
        foreach (var value in row.GetProperty("values").EnumerateObject())
        {
            values[(int)Signals.Find(value.Name)!.Value] = value.Value.GetDouble();
        }

        return Enumerable.Repeat((values, false), row.GetProperty("honest").GetInt32())
            .Concat(Enumerable.Repeat((values, true), row.GetProperty("abuse").GetInt32()));
    }

    /// <summary>Reviews of which a third is abuse; risk signals are there in one abuse of five and in one honest of twenty.</summary>
    private static List<(double[] Values, bool IsAbuse)> Drawn(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var isAbuse = i % 3 == 0;
            double[] values =
            [
                .. Signals.All.Select(signal => random.NextDouble() < (isAbuse != Signals.IsProtective(signal) ? 0.2 : 0.05) ? 1.0 : 0.0),
            ];
            return (values, isAbuse);
        })];
    }

    private static double[] With(double[] values, Signal signal) => [.. values.Select((value, i) => i == (int)signal ? 1 : value)];

    /// <summary>By differences, of a cost written down apart from the one that is minimised.</summary>
    private static double Slope(ScreeningModel model, IReadOnlyList<(double[] Values, bool IsAbuse)> labels, Signal signal)
    {
        const double step = 1e-5;
        return (Cost(step) - Cost(-step)) / (2 * step);

        double Cost(double by)
        {
            var moved = model with { Weights = [.. model.Weights.Select((weight, i) => i == (int)signal ? weight + by : weight)] };
            var prior = Signals.All.Sum(other => Math.Pow(moved.Of(other) - ScreeningModel.Expert.Of(other), 2));
            return prior - labels.Sum(label => Math.Log(label.IsAbuse
                ? moved.Probability(label.Values)
                : 1 - moved.Probability(label.Values)));
        }
    }
}
