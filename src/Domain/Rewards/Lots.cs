using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>What of an issued reward is unspent.</summary>
/// <param name="Reward">Which reward.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Remaining">Minor units or points, above 0.</param>
/// <param name="ExpiresAt">When it runs out; null never.</param>
public sealed record Lot(RewardId Reward, RewardKind Kind, long Remaining, Instant? ExpiresAt);

/// <summary>What is taken from, or given back to, one lot.</summary>
/// <param name="Reward">Which reward.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Amount">Above 0.</param>
public sealed record LotPart(RewardId Reward, RewardKind Kind, long Amount);

/// <summary>What a clawback takes.</summary>
/// <param name="Parts">From which lots.</param>
/// <param name="Rest">What no lot had: it is owed.</param>
public sealed record LotClawBack(IReadOnlyList<LotPart> Parts, long Rest);

/// <summary>Which lots are used: the earliest expiry first, those that never expire last, older rewards before newer.</summary>
public static class Lots
{
    /// <summary>Spends from lots that have not run out; refuses when they do not have that much.</summary>
    public static Result<LotPart[]> Spend(IEnumerable<Lot> lots, long amount, Instant now)
    {
        if (amount <= 0)
        {
            return RewardRefusals.AmountNotPositive;
        }

        var (parts, rest) = Take(InOrder(lots.Where(lot => lot.ExpiresAt is not { } end || now < end)), amount);
        return rest == 0 ? parts : RewardRefusals.NotEnoughAvailable;
    }

    /// <summary>Takes back: the reward's own lot first, then the others; what they do not have is owed.</summary>
    public static LotClawBack ClawBack(IEnumerable<Lot> lots, RewardId own, long amount)
    {
        var (parts, rest) = Take(InOrder(lots).OrderBy(lot => lot.Reward != own), amount);
        return new LotClawBack(parts, rest);
    }

    private static IOrderedEnumerable<Lot> InOrder(IEnumerable<Lot> lots) =>
        lots.OrderBy(lot => lot.ExpiresAt?.Milliseconds ?? long.MaxValue).ThenBy(lot => lot.Reward.Value);

    private static (LotPart[] Parts, long Missing) Take(IEnumerable<Lot> lots, long amount)
    {
        var parts = new List<LotPart>();
        foreach (var lot in lots)
        {
            var part = Math.Min(lot.Remaining, amount);
            if (part > 0)
            {
                parts.Add(new LotPart(lot.Reward, lot.Kind, part));
                amount -= part;
            }
        }

        return ([.. parts], amount);
    }
}
