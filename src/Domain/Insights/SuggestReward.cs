using Vouch.Domain.Money;

namespace Vouch.Domain.Insights;

/// <summary>What a merchant knows before the first reward is set.</summary>
/// <param name="Margin">Share of an order's net that is left after the cost of goods, shipping and payment.</param>
/// <param name="AverageOrder">Net of a new customer's order, minor units, positive.</param>
/// <param name="RepeatOrders">Orders that a new customer is expected to add within the time the merchant looks ahead.</param>
/// <param name="OtherCac">What a new customer costs in other channels, minor units; null where it is not known.</param>
/// <param name="FixedCost">Of the programme in the same time, minor units.</param>
public sealed record RewardQuestion(Percentage Margin, long AverageOrder, decimal RepeatOrders, long? OtherCac, long FixedCost);

/// <summary>How far the rewards go.</summary>
public enum RewardLevel
{
    /// <summary>Half of what the first order leaves.</summary>
    Careful,

    /// <summary>What the first order leaves: nothing is lost even if the friend never comes again.</summary>
    Usual,

    /// <summary>Half of what later orders are expected to leave on top.</summary>
    Generous,
}

/// <summary>Amounts for both sides, and what they come to. All minor units.</summary>
/// <param name="Level">How far they go.</param>
/// <param name="Advocate">For the advocate.</param>
/// <param name="Friend">For the friend, off the first order.</param>
/// <param name="CostPerCustomer">Both, if both are used.</param>
/// <param name="LeftOfFirstOrder">Margin of an average first order after both; negative where later orders have to pay.</param>
/// <param name="LeftInTime">The same with the expected later orders.</param>
/// <param name="SavedAgainstOthers">How much less a customer costs than elsewhere; null where that is not known.</param>
/// <param name="OrdersToEarnBack">How many average orders of a friend pay for both.</param>
/// <param name="CustomersToBreakEven">How many new customers pay for the programme; null where they never do.</param>
/// <param name="FirstOrderAtNoLoss">The smallest first order that pays for both: a minimum order to consider.</param>
public sealed record RewardSuggestion(
    RewardLevel Level, long Advocate, long Friend, long CostPerCustomer, long LeftOfFirstOrder, long LeftInTime, long? SavedAgainstOthers,
    long OrdersToEarnBack, long? CustomersToBreakEven, long FirstOrderAtNoLoss);

/// <summary>
/// Amounts to begin with, from what a customer leaves. Each level is capped by what a customer costs elsewhere: above that another channel
/// is cheaper. Both sides get the same, since one sentence then tells the offer; the merchant may split it otherwise.
/// </summary>
public static class SuggestReward
{
    private const long Whole = 10_000;

    /// <summary>The levels that differ, least first; empty where nothing is left to give.</summary>
    public static IReadOnlyList<RewardSuggestion> From(RewardQuestion question)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(question.AverageOrder, 0);
        ArgumentOutOfRangeException.ThrowIfNegative(question.RepeatOrders);
        var first = question.Margin.Of(question.AverageOrder, Rounding.Down);
        var later = (long)(first * question.RepeatOrders);
        (RewardLevel Level, long Budget)[] budgets =
            [(RewardLevel.Careful, first / 2), (RewardLevel.Usual, first), (RewardLevel.Generous, first + (later / 2))];
        return
        [
            .. budgets.Select(one => (one.Level, Side: Plain(Math.Min(one.Budget, question.OtherCac ?? long.MaxValue) / 2)))
                .Where(one => one.Side > 0).DistinctBy(one => one.Side)
                .Select(one => With(question, one.Level, one.Side, one.Side)),
        ];
    }

    /// <summary>What any two amounts come to: the merchant moves them and sees.</summary>
    /// <param name="question">What is known; with a margin above 0.</param>
    /// <param name="level">Said beside it.</param>
    /// <param name="advocate">For the advocate, not negative.</param>
    /// <param name="friend">For the friend, not negative.</param>
    public static RewardSuggestion With(RewardQuestion question, RewardLevel level, long advocate, long friend)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(question.Margin.BasisPoints, 0);
        var first = question.Margin.Of(question.AverageOrder, Rounding.Down);
        var inTime = first + (long)(first * question.RepeatOrders);
        var cost = advocate + friend;
        var left = inTime - cost;
        return new(
            level, advocate, friend, cost, first - cost, left, question.OtherCac - cost, Up(cost, Math.Max(1, first)),
            left > 0 ? Up(question.FixedCost, left) : null, Up((Int128)cost * Whole, question.Margin.BasisPoints));
    }

    /// <summary>The next amount below that reads well: one digit, and a second only if it is a 5 (1234 is 1000, 780 is 750).</summary>
    private static long Plain(long amount)
    {
        var step = 1L;
        while (step * 10 <= amount)
        {
            step *= 10;
        }

        var half = Math.Max(1, step / 2);
        return amount <= 0 ? 0 : amount / half * half;
    }

    private static long Up(Int128 amount, Int128 by) => (long)((amount + by - 1) / by);
}
