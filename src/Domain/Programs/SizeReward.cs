namespace Vouch.Domain.Programs;

/// <summary>Puts an amount into a reward that says its size in another way, and says what a reward comes to.</summary>
public static class SizeReward
{
    private const long Whole = 10_000;
    private const int OnePercent = 100;
    private const long MostPoints = 1_000_000_000;

    /// <summary>What a reward costs for an order, minor units; 0 for what has no stated worth.</summary>
    /// <param name="reward">The reward; null for none.</param>
    /// <param name="order">The order's subtotal, minor units.</param>
    /// <param name="pointValue">What 100 points stand for, minor units; null where they stand for nothing.</param>
    public static long CostOf(RewardSpecification? reward, long order, long? pointValue) =>
        reward is not null && StatedWorth.Applying(reward, order) is { Type: RewardValueType.Points } value
            ? (long)Int128.Min((Int128)value.Points * (pointValue ?? 0) / 100, Currency.MaxMinor)
            : StatedWorth.Cost(reward, order);

    /// <summary>
    /// The change that makes a reward come to an amount for an average order; null where its size is no amount, such as a free month.
    /// </summary>
    /// <param name="reward">The reward there is.</param>
    /// <param name="amount">What it is to come to, minor units, positive.</param>
    /// <param name="averageOrder">The order that a percentage is taken of, minor units, positive.</param>
    /// <param name="pointValue">What 100 points stand for, minor units; null where they stand for nothing.</param>
    public static RewardRequest? To(RewardSpecification reward, long amount, long averageOrder, long? pointValue)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(amount, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(averageOrder, 0);
        return reward.Value.Type switch
        {
            RewardValueType.Fixed => Scaled(reward, amount, averageOrder),
            RewardValueType.Percent => Sized(new RewardValueRequest
            {
                Type = WireName.Of(RewardValueType.Percent), Percent = (decimal?)(BasisPoints(amount, averageOrder) / 100m),
                Cap = reward.Value.Cap is { } cap ? Math.Max(cap, amount) : null,
            }),
            RewardValueType.Points when pointValue > 0 => Sized(new RewardValueRequest
            {
                Type = WireName.Of(RewardValueType.Points),
                Points = Plain((long)Int128.Min((Int128)amount * 100 / pointValue.Value, MostPoints)),
            }),
            _ => null,
        };
    }

    // Steps keep their proportion: the one that the average order reaches gets the amount.
    private static RewardRequest Scaled(RewardSpecification reward, long amount, long averageOrder)
    {
        var now = StatedWorth.At(StatedWorth.Applying(reward, averageOrder), averageOrder);
        if (reward.ByOrderSubtotal.Count == 0 || now == 0 || reward.ByOrderSubtotal.Any(step => step.Value.Type != RewardValueType.Fixed))
        {
            return Sized(Fixed(amount));
        }

        return Sized(Fixed(Times(reward.Value.Amount))) with
        {
            ByOrderSubtotal = new Optional<IReadOnlyList<RewardStepRequest?>?>(
            [
                .. reward.ByOrderSubtotal.Select(step =>
                    new RewardStepRequest { From = step.From, Value = Fixed(Times(step.Value.Amount)) }),
            ]),
        };

        long Times(long part) => (long)Int128.Clamp((Int128)part * amount / now, 1, Currency.MaxMinor);
    }

    private static RewardRequest Sized(RewardValueRequest value) =>
        new() { Value = value, ByOrderSubtotal = new Optional<IReadOnlyList<RewardStepRequest?>?>([]) };

    private static RewardValueRequest Fixed(long amount) => new() { Type = WireName.Of(RewardValueType.Fixed), Amount = amount };

    // Whole percents read well; below one there are none.
    private static long BasisPoints(long amount, long averageOrder)
    {
        var exact = (long)Int128.Clamp((Int128)amount * Whole / averageOrder, 1, Whole);
        return exact >= OnePercent ? exact / OnePercent * OnePercent : exact;
    }

    private static long Plain(long points) => points >= 10 ? points / 10 * 10 : Math.Max(1, points);
}
