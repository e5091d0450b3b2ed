namespace Vouch.Domain.Insights;

/// <summary>What a target of a measure is counted in.</summary>
public enum GoalUnit
{
    /// <summary>Whole cases.</summary>
    Count,

    /// <summary>Whole minor units of the shop's currency.</summary>
    Money,

    /// <summary>A share of a whole, above 0 and at most 1.</summary>
    Share,

    /// <summary>A return: 0 is neither gain nor loss, below it is a loss.</summary>
    Return,

    /// <summary>Days, or so many of one for each other.</summary>
    Number,
}

/// <summary>
/// The measures that a goal may be set for, and which side of a target is good. Left out is what says the same as another one, and what
/// nobody works towards, such as rewards that expire unused.
/// </summary>
public static class GoalAims
{
    /// <summary>Every measure with a good side, in the order they are read.</summary>
    public static IReadOnlyList<Kpi> All { get; } = [.. Kpis.All.Where(kpi => DirectionOf(kpi) is not null)];

    /// <summary>Which side is good; null where a target makes no sense. Costs and times are to stay below theirs.</summary>
    public static GoalDirection? DirectionOf(Kpi kpi) => kpi switch
    {
        Kpi.RewardCostMinor or Kpi.CacReferralVariableMinor or Kpi.CacReferralFullMinor or Kpi.CycleTimeDays => GoalDirection.AtMost,
        Kpi.ParticipationRate or Kpi.JoinConversion or Kpi.ShareRate or Kpi.ReferralRateMade or Kpi.ReferralRateSuccessful
            or Kpi.UniqueFriendClicks or Kpi.ClicksPerShare or Kpi.ShareClickThrough or Kpi.ConversionClickToOrder
            or Kpi.ConversionReferredToOrder or Kpi.ReferralRevenueFirstMinor or Kpi.ReferralRevenueAllMinor or Kpi.AovReferredAllMinor
            or Kpi.AovReferredFirstMinor or Kpi.NewReferredCustomers or Kpi.RoiSeed or Kpi.RoiMargin or Kpi.RepeatReferrers
            or Kpi.RepeatReferrerRate or Kpi.AdvocatesWithReferral or Kpi.RedemptionRate => GoalDirection.AtLeast,
        _ => null,
    };

    /// <summary>What its target is counted in.</summary>
    public static GoalUnit UnitOf(Kpi kpi) => Kpis.IsMoney(kpi) ? GoalUnit.Money : kpi switch
    {
        Kpi.UniqueFriendClicks or Kpi.NewReferredCustomers or Kpi.RepeatReferrers or Kpi.AdvocatesWithReferral => GoalUnit.Count,
        Kpi.RoiSeed or Kpi.RoiMargin => GoalUnit.Return,
        Kpi.ClicksPerShare or Kpi.CycleTimeDays => GoalUnit.Number,
        _ => GoalUnit.Share,
    };
}
