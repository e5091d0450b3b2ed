namespace Vouch.Domain.Insights;

/// <summary>A goal that could be set.</summary>
/// <param name="Kpi">Which measure.</param>
/// <param name="Direction">Which side is good.</param>
/// <param name="Target">Rounded to what the measure is counted in.</param>
/// <param name="Before">What it was in the time before; null where there was nothing to go by.</param>
/// <param name="BasisPoints">The change from that; 0 without one.</param>
public sealed record SuggestedGoal(Kpi Kpi, GoalDirection Direction, decimal Target, decimal? Before, int BasisPoints);

/// <summary>
/// Proposes three goals for as long a time as one that is over: 15 % more new customers and 10 % less cost of one, as the field's own
/// examples go, and a fifth more who share. A measure with too few data takes a modest first target instead. Our own choice.
/// </summary>
public static class SuggestGoals
{
    private const int MoreCustomers = 1_500;
    private const int LessCost = -1_000;
    private const int MoreSharing = 2_000;
    private const decimal FirstCustomers = 10;
    private const decimal FirstSharing = 0.1m;
    private const decimal FirstClicks = 100;

    /// <summary>Three goals.</summary>
    /// <param name="before">The measures of the time before.</param>
    public static IReadOnlyList<SuggestedGoal> Of(KpiReport before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return
        [
            Changed(before, Kpi.NewReferredCustomers, MoreCustomers) ?? First(Kpi.NewReferredCustomers, FirstCustomers),
            Changed(before, Kpi.CacReferralVariableMinor, LessCost) ?? First(Kpi.UniqueFriendClicks, FirstClicks),
            Changed(before, Kpi.ShareRate, MoreSharing) ?? First(Kpi.ShareRate, FirstSharing),
        ];
    }

    private static SuggestedGoal First(Kpi kpi, decimal target) => new(kpi, GoalAims.DirectionOf(kpi)!.Value, target, null, 0);

    private static SuggestedGoal? Changed(KpiReport before, Kpi kpi, int basisPoints)
    {
        var measure = before[kpi];
        if (measure.Value is not { } was || was <= 0 || !measure.Data.IsShown)
        {
            return null;
        }

        var goal = Goal.ByChange(kpi, was, basisPoints, Instant.Epoch, Instant.Epoch.PlusDays(1)).Value;
        return Rounded(kpi, goal) is var target && target > 0 ? new SuggestedGoal(kpi, goal.Direction, target, was, basisPoints) : null;
    }

    // Towards the harder side, and to what people say: whole cases and units, whole percents.
    private static decimal Rounded(Kpi kpi, Goal goal)
    {
        decimal Whole(decimal value) => goal.Direction == GoalDirection.AtLeast ? decimal.Ceiling(value) : decimal.Floor(value);
        return GoalAims.UnitOf(kpi) == GoalUnit.Share ? Math.Min(1, Whole(goal.Target * 100) / 100) : Whole(goal.Target);
    }
}
