using Vouch.Domain.Money;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>What a specification pays for a purchase, and what it may come to before the purchase is known.</summary>
public static class RewardWorth
{
    /// <summary>The value that holds for a purchase of this size: the last step reached, else the plain value.</summary>
    public static RewardValue ValueFor(RewardSpecification specification, long baseAmount) =>
        specification.ByOrderSubtotal.LastOrDefault(step => step.From <= baseAmount)?.Value ?? specification.Value;

    /// <summary>
    /// What is paid for a purchase: minor units, or points, or pieces, by the kind of value. Nothing for nothing, and
    /// nothing below the specification's minimum.
    /// </summary>
    public static long Of(RewardSpecification specification, long baseAmount) =>
        baseAmount <= 0 || baseAmount < specification.MinimumSubtotal ? 0 : Of(ValueFor(specification, baseAmount), baseAmount);

    /// <summary>What a value comes to on a base amount, minimum and steps aside.</summary>
    public static long Of(RewardValue value, long baseAmount) => value.Type switch
    {
        RewardValueType.Fixed => value.Amount,
        RewardValueType.Percent => Math.Min(new Percentage(value.BasisPoints).Of(baseAmount), value.Cap ?? long.MaxValue),
        RewardValueType.Points => value.Points,
        RewardValueType.Quantity => value.Quantity,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>What a coupon takes off a cart: its worth there, never more than the cart, nothing below its minimum.</summary>
    public static long OnCart(RewardSpecification specification, long cartSubtotal) =>
        Math.Min(Of(specification, cartSubtotal), Math.Max(cartSubtotal, 0));

    /// <summary>
    /// What a reward counts against budget and caps, minor units, while its size is unknown: the amount, the cap, else
    /// its budget value (0 where the program has no budget to name one). Of several steps the dearest.
    /// </summary>
    public static long Ceiling(RewardSpecification specification) =>
        specification.ByOrderSubtotal.Select(step => step.Value).Append(specification.Value)
            .Max(value => Ceiling(value, specification.BudgetValue));

    /// <summary>The same of one value.</summary>
    public static long Ceiling(RewardValue value, long? budgetValue) => value.Type switch
    {
        RewardValueType.Fixed => value.Amount,
        RewardValueType.Percent => value.Cap ?? budgetValue ?? 0,
        _ => budgetValue ?? 0,
    };
}
