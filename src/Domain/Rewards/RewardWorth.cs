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
        baseAmount <= 0 || baseAmount < specification.MinimumSubtotal
            ? 0
            : CampaignBonus.Worth(specification.Bonus, ValueFor(specification, baseAmount), baseAmount);

    /// <summary>
    /// What the ledger and the limits count for a purchase of this size: minor units or points; for pieces what the
    /// program says they count (0 where it says nothing). Whether there is a reward at all says
    /// <see cref="Of(RewardSpecification, long)"/>.
    /// </summary>
    public static long Counted(RewardSpecification specification, long baseAmount)
    {
        var worth = Of(specification, baseAmount);
        return worth > 0 && IsInPieces(specification, baseAmount) ? specification.BudgetValue ?? 0 : worth;
    }

    /// <summary>True where it is pieces or periods, whose cost no order tells.</summary>
    public static bool IsInPieces(RewardSpecification specification, long baseAmount) =>
        ValueFor(specification, baseAmount).Type == RewardValueType.Quantity;

    /// <summary>What a value comes to on a base amount, minimum and steps aside.</summary>
    public static long Of(RewardValue value, long baseAmount) => value.Type switch
    {
        RewardValueType.Fixed => value.Amount,
        RewardValueType.Percent => Math.Min(new Percentage(value.BasisPoints).Of(baseAmount), value.Cap ?? long.MaxValue),
        RewardValueType.Points => value.Points,
        RewardValueType.Quantity => value.Quantity,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>
    /// What a code takes off a cart: its worth there, never more than the cart, nothing below its minimum. Pieces take
    /// nothing off: they are added to it.
    /// </summary>
    public static long OnCart(RewardSpecification specification, long cartSubtotal) =>
        IsInPieces(specification, cartSubtotal) ? 0 : Math.Min(Of(specification, cartSubtotal), Math.Max(cartSubtotal, 0));

    /// <summary>
    /// What a reward counts against budget and caps, minor units, while its size is unknown: the amount, the cap, else
    /// its budget value (0 where the program has no budget to name one). Of several steps the dearest.
    /// </summary>
    public static long Ceiling(RewardSpecification specification) =>
        specification.ByOrderSubtotal.Select(step => step.Value).Append(specification.Value)
            .Max(value => CampaignBonus.Ceiling(specification.Bonus, value, specification.BudgetValue));

    /// <summary>The same of one value.</summary>
    public static long Ceiling(RewardValue value, long? budgetValue) => value.Type switch
    {
        RewardValueType.Fixed => value.Amount,
        RewardValueType.Percent => value.Cap ?? budgetValue ?? 0,
        _ => budgetValue ?? 0,
    };
}
