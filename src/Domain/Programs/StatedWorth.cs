using Vouch.Domain.Money;

namespace Vouch.Domain.Programs;

/// <summary>What a reward comes to for an order of a given size: for comparing steps and warning of dear promises.</summary>
internal static class StatedWorth
{
    /// <summary>Minor units (or points) that a value comes to at a subtotal, rounded half away from zero.</summary>
    public static long At(RewardValue value, long subtotal) => value.Type switch
    {
        RewardValueType.Fixed => value.Amount,
        RewardValueType.Points => value.Points,
        RewardValueType.Percent => Math.Min(new Percentage(value.BasisPoints).Of(subtotal), value.Cap ?? long.MaxValue),
        _ => value.Quantity,
    };

    /// <summary>The value that applies to a subtotal: the last step at or below it, else the plain one.</summary>
    public static RewardValue Applying(RewardSpecification reward, long subtotal) =>
        reward.ByOrderSubtotal.LastOrDefault(step => step.From <= subtotal)?.Value ?? reward.Value;

    /// <summary>What the merchant gives for an order of this subtotal, minor units; points count what the budget counts.</summary>
    public static long Cost(RewardSpecification? reward, long subtotal)
    {
        if (reward is null || subtotal < reward.MinimumSubtotal)
        {
            return 0;
        }

        var value = Applying(reward, subtotal);
        return value.Type is RewardValueType.Points or RewardValueType.Quantity ? reward.BudgetValue ?? 0 : At(value, subtotal);
    }
}
