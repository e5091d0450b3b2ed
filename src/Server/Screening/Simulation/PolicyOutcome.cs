using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>
/// What a policy came to; shares are of 1, money in units of the shop's currency. Rewards that an early refund voids are left out.
/// </summary>
internal sealed record PolicyOutcome
{
    /// <summary>How much of what was rejected is abuse; null where nothing was.</summary>
    public required double? Precision { get; init; }

    /// <summary>How much of the abuse was rejected.</summary>
    public required double? Recall { get; init; }

    /// <summary>How many of the honest were rejected.</summary>
    public required double? FalseReject { get; init; }

    /// <summary>How many of the honest had to wait or were looked at.</summary>
    public required double? FalseHold { get; init; }

    /// <summary>Of the money that was kept back, what abuse would have got; null where none was.</summary>
    public required double? MoneyPrecision { get; init; }

    /// <summary>Of the money that abuse asked for, what it did not get.</summary>
    public required double? MoneyRecall { get; init; }

    /// <summary>What was saved less what was lost in goodwill and spent on looking and waiting.</summary>
    public required decimal NetBenefit { get; init; }

    /// <summary>Rewards that abuse did not get.</summary>
    public required decimal Saved { get; init; }

    /// <summary>Rewards that abuse got.</summary>
    public required decimal Lost { get; init; }

    /// <summary>Margin of the customers who left because they were wronged.</summary>
    public required decimal GoodwillLoss { get; init; }

    public required decimal ReviewCost { get; init; }

    public required decimal HoldCost { get; init; }

    /// <summary>How many a person looked at.</summary>
    public required int Reviews { get; init; }

    public required int TruePositives { get; init; }

    public required int FalsePositives { get; init; }

    public required int FalseNegatives { get; init; }

    public required int TrueNegatives { get; init; }

    /// <summary>Rejected share of each population.</summary>
    public required IReadOnlyDictionary<string, double> ByKind { get; init; }

    /// <summary>Rewards kept back from each population.</summary>
    public required IReadOnlyDictionary<string, decimal> KeptBackByKind { get; init; }

    /// <summary>How well the score ranks; null where there is none.</summary>
    public double? Auc { get; init; }

    /// <inheritdoc cref="Auc"/>
    public double? AveragePrecision { get; init; }

    /// <summary>What finding the facts out and deciding took for one event; the only figure that another run does not repeat.</summary>
    public double? MicrosecondsPerScore { get; init; }
}

/// <summary>Adds up what the decisions of a policy cost and save.</summary>
internal sealed class PolicyTally(SimulationParameters parameters)
{
    private readonly SimulatedEconomics _prices = parameters.Economics;
    private readonly Dictionary<Population, (int Rejected, int All, decimal KeptBack)> _kinds = [];
    private int _truePositives;
    private int _falsePositives;
    private int _falseNegatives;
    private int _trueNegatives;
    private int _heldHonest;
    private int _reviews;
    private int _holds;
    private decimal _saved;
    private decimal _lost;

    /// <summary>What a policy comes to.</summary>
    /// <param name="events">What happened.</param>
    /// <param name="parameters">What things are worth.</param>
    /// <param name="decide">The decision on the event of a number, counted from 0.</param>
    internal static PolicyOutcome Of(
        IReadOnlyList<SimulatedEvent> events, SimulationParameters parameters, Func<int, ScreeningDecision> decide)
    {
        var tally = new PolicyTally(parameters);
        for (var i = 0; i < events.Count; i++)
        {
            if (!tally.IsVoid(events[i]))
            {
                tally.Count(events[i], i, decide(i));
            }
        }

        return tally.Outcome();
    }

    // What is returned while the reward is held is no merit of screening.
    private bool IsVoid(SimulatedEvent happening) =>
        happening.RefundedAt <= happening.At + (parameters.HoldDays * SimulatedShop.Day);

    private void Count(SimulatedEvent happening, int number, ScreeningDecision decision)
    {
        var isAbuse = happening.Population.IsAbuse();
        _heldHonest += !isAbuse && decision is ScreeningDecision.Hold or ScreeningDecision.Review ? 1 : 0;
        _holds += decision == ScreeningDecision.Hold ? 1 : 0;
        _reviews += decision == ScreeningDecision.Review ? 1 : 0;
        var isRejected = decision == ScreeningDecision.Reject || (decision == ScreeningDecision.Review && Reviewer(isAbuse, number));
        var reward = happening.IsSignUp ? _prices.SignUpReward : _prices.Reward;
        var kind = _kinds.GetValueOrDefault(happening.Population);
        _kinds[happening.Population] = isRejected
            ? (kind.Rejected + 1, kind.All + 1, kind.KeptBack + reward)
            : kind with { All = kind.All + 1 };
        switch (isAbuse, isRejected)
        {
            case (true, true):
                _truePositives++;
                _saved += reward;
                break;
            case (true, false):
                _falseNegatives++;
                _lost += reward;
                break;
            case (false, true):
                _falsePositives++;
                break;
            default:
                _trueNegatives++;
                break;
        }
    }

    // The same event gets the same reviewer under every policy, so that policies differ by their own decisions alone.
    private bool Reviewer(bool isAbuse, int number) =>
        new MersenneTwister(((ulong)number * 7919) + 13).Chance(isAbuse ? _prices.ReviewerRecall : _prices.ReviewerFalseAlarm);

    private PolicyOutcome Outcome()
    {
        var honest = _falsePositives + _trueNegatives;
        var (goodwill, reviews, holds) = (
            _falsePositives * _prices.LeavingShare * _prices.CustomerMargin, _reviews * _prices.ReviewCost, _holds * _prices.HoldCost);
        var kinds = Populations.All.Where(_kinds.ContainsKey).ToList();
        return new PolicyOutcome
        {
            Precision = Share(_truePositives, _truePositives + _falsePositives),
            Recall = Share(_truePositives, _truePositives + _falseNegatives),
            FalseReject = Share(_falsePositives, honest),
            FalseHold = Share(_heldHonest, honest),
            MoneyPrecision = Share(_saved, _kinds.Values.Sum(kind => kind.KeptBack)),
            MoneyRecall = Share(_saved, _saved + _lost),
            NetBenefit = _saved - goodwill - reviews - holds,
            Saved = _saved,
            Lost = _lost,
            GoodwillLoss = goodwill,
            ReviewCost = reviews,
            HoldCost = holds,
            Reviews = _reviews,
            TruePositives = _truePositives,
            FalsePositives = _falsePositives,
            FalseNegatives = _falseNegatives,
            TrueNegatives = _trueNegatives,
            ByKind = kinds.ToDictionary(kind => kind.Name(), kind => Share(_kinds[kind].Rejected, _kinds[kind].All)!.Value),
            KeptBackByKind = kinds.ToDictionary(kind => kind.Name(), kind => _kinds[kind].KeptBack),
        };
    }

    private static double? Share(decimal part, decimal whole) => whole == 0 ? null : (double)(part / whole);
}
