using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>
/// What refunds leave of a reward. It is computed from all refunds together, never one by one: so any order of the
/// same refunds ends in the same state, and the clawbacks sum exactly.
/// </summary>
public static class Entitlement
{
    /// <summary>
    /// At most what was granted: the reward computed afresh, caps and steps included, on what was kept; nothing when
    /// nothing or less than the minimum was kept.
    /// </summary>
    /// <param name="specification">What was promised.</param>
    /// <param name="granted">What was promised for the whole purchase, after caps and budget.</param>
    /// <param name="baseAmount">The purchase, minor units.</param>
    /// <param name="refunded">All of it that went back so far, minor units; more than the purchase counts as all.</param>
    /// <param name="minimumKept">The program's own minimum for a qualifying order; 0 without.</param>
    public static long After(RewardSpecification specification, long granted, long baseAmount, long refunded, long minimumKept = 0)
    {
        var kept = baseAmount - Math.Max(refunded, 0);
        return kept <= 0 || kept < minimumKept ? 0 : Math.Min(granted, RewardWorth.Counted(specification, kept));
    }

    /// <summary>True when what was kept earns nothing at all: also rewards without an amount fall then.</summary>
    public static bool Falls(RewardSpecification specification, long baseAmount, long refunded, long minimumKept = 0)
    {
        var kept = baseAmount - Math.Max(refunded, 0);
        return kept <= 0 || kept < minimumKept || RewardWorth.Of(specification, kept) == 0;
    }
}
