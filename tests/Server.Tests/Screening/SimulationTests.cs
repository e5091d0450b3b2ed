using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Vouch.Domain.Screening;
using Vouch.Server.Screening.Simulation;

namespace Vouch.Server.Tests.Screening;

/// <summary>
/// The real screening over the published simulator. The events are those of the published figures to the last one; the verdicts differ
/// from them in two ways that are meant: a tag behind a plus makes one mailbox only where the provider says so, and referrals inside a
/// group are counted wherever they came from.
/// </summary>
public sealed class SimulationTests : IClassFixture<SimulationTests.HalfYears>
{
    private static readonly string[] Counts = ["tp", "fp", "fn", "tn"];

    private readonly HalfYears _years;

    public SimulationTests(HalfYears years) => _years = years;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_seed_makes_the_published_events(int seed)
    {
        using var baseline = Published.Json("fraud_sim_baseline.json");
        using var vectors = Published.Json("fraud_vectors.json");
        var simulation = _years.Of(seed);

        var kinds = Result(baseline, seed).GetProperty("kinds").EnumerateObject().ToDictionary(kind => kind.Name, kind => kind.Value.GetInt32());
        simulation.Kinds.ShouldBe(kinds, ignoreOrder: true);

        var published = vectors.RootElement.GetProperty("events").GetProperty($"{seed}");
        simulation.Events.Count.ShouldBe(published.GetProperty("count").GetInt32());
        var text = string.Concat(simulation.Events.Select(Line));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ShouldBe(published.GetProperty("sha256").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_figures_are_the_published_ones_but_for_what_is_meant_to_differ(int seed)
    {
        using var baseline = Published.Json("fraud_sim_baseline.json");
        var policies = Result(baseline, seed).GetProperty("policies").EnumerateArray().ToDictionary(policy => policy.GetProperty("name").GetString()!);
        var simulation = _years.Of(seed);

        Same(simulation.NoChecks(), policies["no checks"], 1e-12, 0.001m);
        Same(simulation.NaiveRules(), policies["naive rules: same IP or cookie or similar email -> reject"], 1e-12, 0.001m);

        // At most 32 rewards a seed, those of self-referrers who put a tag behind their address, are left to the score.
        var hard = simulation.HardRules();
        Same(hard, policies["hard rules only"], 0.025, 320);
        hard.TruePositives.ShouldBeLessThan(policies["hard rules only"].GetProperty("tp").GetInt32());

        // At most 15 decisions a seed, all of them rightly stricter.
        foreach (var (stage, name, key) in new[]
            { (ScreeningStage.Order, "expert score at order (T0)", "t0"), (ScreeningStage.Release, "expert score at release (T1)", "t1") })
        {
            var score = simulation.Score(ScreeningModel.Expert, stage);
            Same(score, policies[name], 0.0015, 35);
            score.TruePositives.ShouldBeGreaterThanOrEqualTo(policies[name].GetProperty("tp").GetInt32());
            score.FalsePositives.ShouldBe(policies[name].GetProperty("fp").GetInt32());
            score.Auc!.Value.ShouldBe(Result(baseline, seed).GetProperty("auc_" + key).GetDouble(), 0.0002);
            score.AveragePrecision!.Value.ShouldBe(Result(baseline, seed).GetProperty("ap_" + key).GetDouble(), 0.001);
            score.MicrosecondsPerScore!.Value.ShouldBeGreaterThan(0);
        }

        if (seed != 1)
        {
            Same(_years.Refitted(seed), policies["refitted score at release (T1)"], 0.0025, 35);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_expert_passes_the_gates_and_a_refit_does_better(int seed)
    {
        FailedGates(_years.Of(seed), ScreeningModel.Expert).ShouldBeEmpty();
        _years.Refitted(seed).NetBenefit.ShouldBeGreaterThan(_years.Of(seed).Score(ScreeningModel.Expert, ScreeningStage.Release).NetBenefit);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Nonsense_is_kept_out_by_the_gates(int seed)
    {
        var expert = ScreeningModel.Expert;
        var backwards = expert with { Weights = [.. expert.Weights.Reverse()] };
        FailedGates(_years.Of(seed), backwards).ShouldContain("precision");
        FailedGates(_years.Of(seed), expert with { Weights = [.. expert.Weights.Select(_ => 0.0)] }).ShouldContain("recall");
        FailedGates(_years.Of(seed), expert with { Bias = -0.5 }).ShouldContain("false reject");

        // One thing that the score must not do: punish those who share an address.
        var jealous = expert.Weights.ToArray();
        jealous[(int)Signal.HouseholdPattern] = 4;
        FailedGates(_years.Of(seed), expert with { Weights = jealous }).ShouldContain("households");
    }

    [Fact]
    public void The_same_seed_says_the_same_again()
    {
        var (one, other) = (FraudSimulation.Run(7), FraudSimulation.Run(7));
        Text(one).ShouldBe(Text(other));
        Text(FraudSimulation.Run(8)).ShouldNotBe(Text(one));

        string Text(FraudSimulation simulation) =>
            JsonSerializer.Serialize(simulation.Score(ScreeningModel.Expert, ScreeningStage.Release) with { MicrosecondsPerScore = null });
    }

    [Fact]
    public void A_refit_is_never_tried_on_what_it_learnt_from() =>
        Enumerable.Range(0, 10).ShouldAllBe(seed => FraudSimulation.TrainingSeed((ulong)seed) != (ulong)seed);

    [Fact]
    public void A_ranking_counts_ties_by_half_and_needs_both_kinds()
    {
        Ranking.AreaUnderCurve([true, true, false, false], [0.9, 0.5, 0.5, 0.1])!.Value.ShouldBe(3.5 / 4, 1e-12);
        Ranking.AveragePrecision([true, false, true], [0.9, 0.8, 0.7])!.Value.ShouldBe((1 + (2.0 / 3)) / 2, 1e-12);
        Ranking.AreaUnderCurve([true], [0.9]).ShouldBeNull();
        Ranking.AveragePrecision([false], [0.9]).ShouldBeNull();
    }

    private static List<string> FailedGates(FraudSimulation simulation, ScreeningModel model)
    {
        var (order, release) = (simulation.Score(model, ScreeningStage.Order), simulation.Score(model, ScreeningStage.Release));
        PolicyOutcome[] others = [order, simulation.NoChecks(), simulation.NaiveRules(), simulation.HardRules()];
        (string Gate, bool Holds)[] gates =
        [
            ("precision", release.Precision >= 0.93),
            ("recall", release.Recall >= 0.75),
            ("false reject", release.FalseReject <= 0.01),
            ("offices", release.ByKind["honest_office"] <= 0.002),
            ("super-advocates", release.ByKind["honest_super"] <= 0.002),
            ("households", release.ByKind["honest_household"] <= 0.05),
            ("net benefit", others.All(other => release.NetBenefit > other.NetBenefit)),
        ];
        return [.. gates.Where(gate => !gate.Holds).Select(gate => gate.Gate)];
    }

    private static void Same(PolicyOutcome ours, JsonElement published, double shares, decimal money)
    {
        var name = published.GetProperty("name").GetString();
        var precision = published.GetProperty("precision");
        (ours.Precision is null).ShouldBe(precision.ValueKind == JsonValueKind.Null, name);
        (ours.Precision ?? 0).ShouldBe(precision.ValueKind == JsonValueKind.Null ? 0 : precision.GetDouble(), shares, name);
        ours.Recall!.Value.ShouldBe(published.GetProperty("recall").GetDouble(), shares, name);
        ours.FalseReject!.Value.ShouldBe(published.GetProperty("false_reject_rate").GetDouble(), shares, name);
        ours.FalseHold!.Value.ShouldBe(published.GetProperty("false_hold_rate").GetDouble(), shares, name);
        ours.NetBenefit.ShouldBe(published.GetProperty("net_benefit").GetDecimal(), money, name);
        ours.Lost.ShouldBe(published.GetProperty("lost_to_fraud").GetDecimal(), money, name);
        (ours.Saved + ours.Lost).ShouldBe(AtStake(published), name);
        (ours.TruePositives + ours.FalsePositives + ours.FalseNegatives + ours.TrueNegatives)
            .ShouldBe(Counts.Sum(count => published.GetProperty(count).GetInt32()), name);
    }

    private static decimal AtStake(JsonElement published) => published.GetProperty("lost_to_fraud").GetDecimal()
        + (published.TryGetProperty("saved", out var saved) ? saved.GetDecimal() : 0);

    private static JsonElement Result(JsonDocument baseline, int seed) =>
        baseline.RootElement.GetProperty("results").EnumerateArray().Single(result => result.GetProperty("seed").GetInt32() == seed);

    private static string Line(SimulatedEvent e) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(long)e.At}|{e.Population.Name()}|{e.Advocate.Email}|{e.Friend.Email}|{e.Amount}|{(long)e.SecondsFromClick}|{One(e.ByCode)}|{One(e.DealSite)}|")
        + string.Create(CultureInfo.InvariantCulture, $"{(e.RefundedAt is { } at ? $"{(long)at}" : "-")}|{One(e.BoughtAgain)}|{One(e.IsSignUp)}\n");

    private static int One(bool isSo) => isSo ? 1 : 0;

    /// <summary>Seeds that several tests look at, each lived through once.</summary>
    public sealed class HalfYears
    {
        private readonly Dictionary<int, FraudSimulation> _years = [];
        private readonly Lazy<ScreeningModel> _learnt = new(() => FraudSimulation.RefittedFor(2));

        internal FraudSimulation Of(int seed)
        {
            if (!_years.TryGetValue(seed, out var year))
            {
                _years.Add(seed, year = FraudSimulation.Run((ulong)seed));
            }

            return year;
        }

        /// <summary>By what seed 1 teaches.</summary>
        internal PolicyOutcome Refitted(int seed) => Of(seed).Score(_learnt.Value, ScreeningStage.Release);
    }
}
