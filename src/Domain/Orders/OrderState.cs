using System.Numerics;
using Vouch.Domain.Money;

namespace Vouch.Domain.Orders;

/// <summary>Where an order stands.</summary>
public enum OrderStatus { Pending, Paid, Fulfilled, Delivered, Cancelled, Refunded }

/// <summary>What can happen to an order. Charged back: the buyer's bank took the money back, which undoes what a refund does.</summary>
public enum OrderEventType { Paid, Fulfilled, Delivered, Cancelled, Refunded, ChargedBack }

/// <summary>Something that happened to an order, as told; counts once by its external id.</summary>
/// <param name="ExternalId">The shop's id of it, unique within its order.</param>
/// <param name="Type">What happened.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Amount">Money returned out of the total, minor units of the order's currency; null returns all of it.</param>
/// <param name="GoodsAmount">Its merchandise part where the shop knows it.</param>
public sealed record OrderEventFact(string ExternalId, OrderEventType Type, Instant OccurredAt, long? Amount, long? GoodsAmount);

/// <summary>
/// Where an order stands, derived from the order and the set of its events: the same whatever the order in which they
/// came and however often.
/// </summary>
/// <param name="Status">The present status.</param>
/// <param name="PaidAt">When it was first said to be paid; null when never.</param>
/// <param name="FulfilledAt">When it first left.</param>
/// <param name="DeliveredAt">When it first arrived.</param>
/// <param name="CancelledAt">When it was first cancelled.</param>
/// <param name="RefundedAt">When money last went back.</param>
/// <param name="RefundedTotal">Money returned, minor units of the order's currency, at most its total.</param>
/// <param name="RefundedGoods">Its merchandise part, same currency, at most the goods.</param>
/// <param name="BaseAmount">Goods after discounts without tax, minor units of the shop's currency at the frozen rate.</param>
/// <param name="RefundedBase">The returned part of the base amount, shop's currency.</param>
/// <param name="IsWhollyRefunded">True when everything went back.</param>
public sealed record OrderState(
    OrderStatus Status,
    Instant? PaidAt,
    Instant? FulfilledAt,
    Instant? DeliveredAt,
    Instant? CancelledAt,
    Instant? RefundedAt,
    long RefundedTotal,
    long RefundedGoods,
    long BaseAmount,
    long RefundedBase,
    bool IsWhollyRefunded)
{
    /// <summary>The base amount that was kept.</summary>
    public long KeptBase => BaseAmount - RefundedBase;

    /// <summary>Folds an order and its events.</summary>
    public static OrderState Of(OrderFacts order, IEnumerable<OrderEventFact> events, Currency shopCurrency)
    {
        ArgumentNullException.ThrowIfNull(order);
        var facts = Once(events);
        var amounts = order.Amounts;
        var refunds = facts.Where(fact => fact.Type is OrderEventType.Refunded or OrderEventType.ChargedBack).ToList();
        var returned = Returned.Of(refunds, amounts);
        var baseAmount = Base(amounts, shopCurrency);
        var paidAt = Earliest(order.PaidAt, First(facts, OrderEventType.Paid));
        var fulfilledAt = First(facts, OrderEventType.Fulfilled);
        var deliveredAt = First(facts, OrderEventType.Delivered);
        var cancelledAt = First(facts, OrderEventType.Cancelled);
        var status =
            cancelledAt is not null ? OrderStatus.Cancelled
            : returned.IsWhole ? OrderStatus.Refunded
            : deliveredAt is not null ? OrderStatus.Delivered
            : fulfilledAt is not null ? OrderStatus.Fulfilled
            : paidAt is not null ? OrderStatus.Paid
            : OrderStatus.Pending;
        return new OrderState(
            status,
            paidAt,
            fulfilledAt,
            deliveredAt,
            cancelledAt,
            refunds.Count == 0 ? null : refunds.Max(fact => fact.OccurredAt),
            returned.Total,
            returned.Share(amounts.Goods),
            baseAmount,
            returned.Share(baseAmount),
            returned.IsWhole);
    }

    /// <summary>Goods after discounts without tax, in the shop's currency, rounded once; never negative.</summary>
    public static long Base(OrderAmounts amounts, Currency shopCurrency)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(shopCurrency);
        var net = Math.Max(amounts.Net, 0);
        return ExchangeRate.TryParse(amounts.ExchangeRate, out var rate)
            ? rate.Convert(net, Currency.Of(amounts.Currency), shopCurrency)
            : net;
    }

    /// <summary>The set of events: each external id once; of two that differ under one id the same one always wins.</summary>
    private static List<OrderEventFact> Once(IEnumerable<OrderEventFact> events) =>
        [.. events
            .OrderBy(fact => fact.OccurredAt)
            .ThenBy(fact => fact.Type)
            .ThenBy(fact => fact.Amount ?? long.MaxValue)
            .ThenBy(fact => fact.GoodsAmount ?? long.MaxValue)
            .DistinctBy(fact => fact.ExternalId, StringComparer.Ordinal)];

    private static Instant? First(List<OrderEventFact> facts, OrderEventType type) =>
        facts.Where(fact => fact.Type == type).Select(fact => (Instant?)fact.OccurredAt).Min();

    private static Instant? Earliest(Instant? a, Instant? b) => a is { } x && b is { } y ? Instant.Min(x, y) : a ?? b;

    /// <summary>Money returned, and the exact share of the goods in it as a fraction, so that every figure is rounded once.</summary>
    private readonly record struct Returned(long Total, BigInteger Numerator, BigInteger Denominator, bool IsWhole)
    {
        public static Returned Of(List<OrderEventFact> refunds, OrderAmounts amounts)
        {
            var known = refunds.Sum(fact => fact.GoodsAmount ?? 0);
            var rest = refunds.Where(fact => fact.GoodsAmount is null).Sum(fact => fact.Amount ?? 0);
            var total = Math.Min(refunds.Sum(fact => fact.Amount ?? 0), amounts.Total);
            if (refunds.Exists(fact => fact.Amount is null) || (total == amounts.Total && total > 0))
            {
                return new Returned(amounts.Total, 1, 1, true);
            }

            if (amounts.Total == 0 || amounts.Goods == 0)
            {
                return new Returned(total, 0, 1, false);
            }

            // (known + rest * goods / total) / goods
            var numerator = ((BigInteger)known * amounts.Total) + ((BigInteger)rest * amounts.Goods);
            var denominator = (BigInteger)amounts.Total * amounts.Goods;
            return new Returned(total, BigInteger.Min(numerator, denominator), denominator, false);
        }

        /// <summary>The returned part of an amount, rounded half away from zero.</summary>
        public long Share(long amount) => Quotient.Of(amount * Numerator, Denominator);
    }
}
