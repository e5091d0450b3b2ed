using System.Diagnostics;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>
/// The benchmark of screening: a seed makes half a year of a shop with labelled abuse, screening looks at it as it would at a shop's
/// orders, and policies are compared by what they cost and save; source: science.md 4.4.
/// </summary>
internal sealed class FraudSimulation
{
    private static readonly ScreeningTerms Bands = new(12, 35, 80);

    private readonly SimulationParameters _parameters;
    private readonly StageFacts _order;
    private readonly StageFacts _release;

    private FraudSimulation(ulong seed, SimulationParameters parameters)
    {
        (Seed, _parameters) = (seed, parameters);
        Events = SimulatedShop.Events(seed, parameters);
        (_order, _release) = Replay.Run(Events, parameters);
    }

    internal ulong Seed { get; }

    internal IReadOnlyList<SimulatedEvent> Events { get; }

    /// <summary>How many events each population brought.</summary>
    internal IReadOnlyDictionary<string, int> Kinds => Populations.All
        .ToDictionary(kind => kind.Name(), kind => Events.Count(happening => happening.Population == kind));

    internal static FraudSimulation Run(ulong seed) => new(seed, SimulationParameters.Baseline);

    /// <summary>
    /// The seed that a model is refitted on before it is tried on this one: a model that has seen the answers proves nothing.
    /// </summary>
    internal static ulong TrainingSeed(ulong seed) => seed == 1 ? 2UL : 1UL;

    /// <summary>The expert's weights, refitted on every label of another seed.</summary>
    internal static ScreeningModel RefittedFor(ulong seed) =>
        RefitModel.From(ScreeningModel.Expert, Run(TrainingSeed(seed)).Labels()).Value.Model;

    /// <summary>Every event with its true label, as a refit takes them: the values at the release.</summary>
    internal IReadOnlyList<(double[] Values, bool IsAbuse)> Labels() =>
        [.. _release.Values().Zip(Events, (values, happening) => (values, happening.Population.IsAbuse()))];

    /// <summary>Everything is paid.</summary>
    internal PolicyOutcome NoChecks() => Tally(_ => ScreeningDecision.Allow);

    /// <summary>Who shares IP address, device or nearly the mail address with the advocate is rejected.</summary>
    internal PolicyOutcome NaiveRules()
    {
        var values = _order.Values();
        return Tally(i => Rejects(
            Has(values[i], Signal.SameDevice) || Has(values[i], Signal.EmailSimilar) || Has(values[i], Signal.SameAccount)
            || Events[i].Network == Events[i].Advocate.Network || Events[i].Network == Events[i].Advocate.Office));
    }

    /// <summary>Only what leaves no doubt is rejected: one account, or an order out of a data centre.</summary>
    internal PolicyOutcome HardRules()
    {
        var values = _release.Values();
        return Tally(i => Rejects(Has(values[i], Signal.SameAccount) || Has(values[i], Signal.HostingIp)));
    }

    /// <summary>A model's verdicts at one of the two stages, under the usual bands.</summary>
    internal PolicyOutcome Score(ScreeningModel model, ScreeningStage stage)
    {
        var known = stage == ScreeningStage.Order ? _order : _release;
        var started = Stopwatch.GetTimestamp();
        var decisions = known.Facts.Select(facts => ScreenOrder.Decide(facts, model, Bands, ListVerdict.Silent).Decision).ToArray();
        var elapsed = Stopwatch.GetElapsedTime(started) + known.Elapsed;
        bool[] labels = [.. Events.Select(happening => happening.Population.IsAbuse())];
        double[] scores = [.. known.Values().Select(values => model.Probability(values))];
        return Tally(i => decisions[i]) with
        {
            Auc = Ranking.AreaUnderCurve(labels, scores),
            AveragePrecision = Ranking.AveragePrecision(labels, scores),
            MicrosecondsPerScore = Math.Round(elapsed.TotalMicroseconds / Events.Count, 1),
        };
    }

    private PolicyOutcome Tally(Func<int, ScreeningDecision> decide) => PolicyTally.Of(Events, _parameters, decide);

    private static ScreeningDecision Rejects(bool isSuspect) => isSuspect ? ScreeningDecision.Reject : ScreeningDecision.Allow;

    private static bool Has(double[] values, Signal signal) => values[(int)signal] > 0;
}
