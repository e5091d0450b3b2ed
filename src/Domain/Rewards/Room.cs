using Vouch.Domain.Money;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>How much of one limit is used. A null limit is unlimited.</summary>
/// <param name="UsedAmount">Promised and not void, minor units.</param>
/// <param name="UsedRewards">Rewards promised and not void.</param>
/// <param name="AmountLimit">The most the amount may come to.</param>
/// <param name="RewardsLimit">The most rewards there may be.</param>
public sealed record LimitUse(long UsedAmount, long UsedRewards, long? AmountLimit, long? RewardsLimit)
{
    /// <summary>Minor units left; never negative.</summary>
    public long AmountLeft => AmountLimit is { } limit ? Math.Max(limit - UsedAmount, 0) : long.MaxValue;

    /// <summary>Rewards left; never negative.</summary>
    public long RewardsLeft => RewardsLimit is { } limit ? Math.Max(limit - UsedRewards, 0) : long.MaxValue;
}

/// <summary>What is asked of the limits.</summary>
/// <param name="Kind">Decides whether it may be cut.</param>
/// <param name="Worth">What would be granted: minor units or points, by the kind.</param>
/// <param name="Weight">What that counts against the limits, minor units.</param>
/// <param name="Count">How many rewards it is: 1, or 0 for the rise of one that stands.</param>
public sealed record RoomWanted(RewardKind Kind, long Worth, long Weight, int Count = 1);

/// <summary>What the limits allow.</summary>
/// <param name="Worth">What is granted, at most what was wanted.</param>
/// <param name="Weight">What is reserved for it, minor units.</param>
public readonly record struct RoomGiven(long Worth, long Weight);

/// <summary>Caps and budget: how much of a wanted reward there is room for.</summary>
public static class Room
{
    /// <summary>
    /// Credit, points, cash and donations are cut to the room that is left, everything else is given whole or not at all.
    /// The refusal says whether the advocate's cap or the program's budget was in the way (the cap where both were).
    /// </summary>
    public static Result<RoomGiven> For(RoomWanted wanted, LimitUse? advocate, LimitUse? budget)
    {
        if (!Allows(wanted, advocate))
        {
            return RewardRefusals.CapReached;
        }

        if (!Allows(wanted, budget))
        {
            return RewardRefusals.BudgetSpent;
        }

        var left = Math.Min(advocate?.AmountLeft ?? long.MaxValue, budget?.AmountLeft ?? long.MaxValue);
        if (wanted.Weight <= left)
        {
            return new RoomGiven(wanted.Worth, wanted.Weight);
        }

        var worth = Quotient.Of((Int128)wanted.Worth * left, wanted.Weight, Rounding.Down);
        return worth > 0
            ? new RoomGiven(worth, left)
            : advocate?.AmountLeft < wanted.Weight ? RewardRefusals.CapReached : RewardRefusals.BudgetSpent;
    }

    /// <summary>True for the kinds of which a part is still a reward.</summary>
    public static bool CanBeCut(RewardKind kind) => RewardKinds.IsCredit(kind) && kind != RewardKind.GiftCard;

    private static bool Allows(RoomWanted wanted, LimitUse? limit) =>
        limit is null
        || (limit.RewardsLeft >= wanted.Count && (wanted.Weight <= limit.AmountLeft || (CanBeCut(wanted.Kind) && limit.AmountLeft > 0)));
}
