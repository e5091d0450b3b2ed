using System.Text.Json;

namespace Vouch.Domain.Insights;

/// <summary>The measures of a period; what each counts stands in science.md 1 and at the members of <see cref="KpiCounts"/>.</summary>
public enum Kpi
{
    ParticipationRate,
    ParticipantsWithoutOrder,
    JoinConversion,
    ShareRate,
    ReferralRateMade,
    ReferralRateSuccessful,
    UniqueFriendClicks,
    ClicksPerShare,
    ShareClickThrough,
    ConversionClickToOrder,
    ConversionClickToOrderGross,
    ConversionReferredToOrder,
    ReferralRevenueFirstMinor,
    ReferralRevenueAllMinor,
    AovReferredAllMinor,
    AovReferredFirstMinor,
    AovNonreferredFirstMinor,
    NewReferredCustomers,
    RewardCostMinor,
    CacReferralVariableMinor,
    CacReferralFullMinor,

    /// <summary>(revenue - rewards) / rewards, as marketers state it; it can praise a loss.</summary>
    RoiSeed,

    /// <summary>(margin of the revenue - rewards - fixed cost) / (rewards + fixed cost).</summary>
    RoiMargin,
    RepeatReferrers,
    RepeatReferrersTrailingYear,
    RepeatReferrerRate,
    AdvocatesWithReferral,
    RedemptionRate,
    BreakageRate,
    OutstandingMinor,
    CycleTimeDays,
    CycleTimeMeanDays,
}

/// <summary>What is known about measures apart from their values.</summary>
public static class Kpis
{
    /// <summary>All measures, in the order they are read.</summary>
    public static IReadOnlyList<Kpi> All { get; } = Enum.GetValues<Kpi>();

    /// <summary>The name in JSON: <c>participationRate</c>.</summary>
    public static string JsonName(Kpi kpi) => JsonNamingPolicy.CamelCase.ConvertName(kpi.ToString());

    /// <summary>Reads a name as <see cref="JsonName"/> writes it, or in snake_case; false for anything else.</summary>
    public static bool TryParse(string? name, out Kpi kpi)
    {
        foreach (var one in All)
        {
            if (JsonName(one) == name || WireName.Of(one) == name)
            {
                kpi = one;
                return true;
            }
        }

        kpi = default;
        return false;
    }

    /// <summary>Money in minor units of the shop's currency.</summary>
    public static bool IsMoney(Kpi kpi) => kpi.ToString().EndsWith("Minor", StringComparison.Ordinal);

    /// <summary>Grows through a period day by day, so that half a period holds about half of it; the others are states or ratios.</summary>
    public static bool IsAccruing(Kpi kpi) => kpi is Kpi.UniqueFriendClicks or Kpi.ReferralRevenueFirstMinor
        or Kpi.ReferralRevenueAllMinor or Kpi.NewReferredCustomers or Kpi.RewardCostMinor;
}
