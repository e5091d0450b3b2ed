using Vouch.Domain;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>What became of an event.</summary>
/// <param name="Fact">As told.</param>
/// <param name="IsNew">False when it was known already; then nothing has changed.</param>
/// <param name="Order">The order with it; null while the order has not come, then the event is kept for it.</param>
/// <param name="Before">The order without it.</param>
public sealed record RecordedOrderEvent(OrderEventFact Fact, bool IsNew, OrderRecord? Order, OrderRecord? Before);

/// <summary>Keeps what happened to an order. Each event counts once, in whatever order they come, also before their order.</summary>
public static class RecordOrderEvent
{
    private const string Insert = """
        INSERT INTO order_events (shop_id, order_external_id, external_id, type, occurred_at, amount, goods_amount, received_at)
        VALUES (@shop, @orderExternalId, @externalId, @type, @occurredAt, @amount, @goodsAmount, @receivedAt)
        """;

    /// <summary>Records one event. What follows for referral and rewards is the conductor's.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="orderExternalId">The order as the shop knows it.</param>
    /// <param name="request">As told.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<Result<RecordedOrderEvent>> Run(
        ShopTx tx, Shop shop, string orderExternalId, OrderEventRequest request, Instant now)
    {
        if (orderExternalId.Length > OrderParsing.LongestId || orderExternalId.Contains('\0', StringComparison.Ordinal))
        {
            return Refusal.NotFound("order");
        }

        var parsed = OrderParsing.Parse(request, now);
        if (parsed.IsRefused)
        {
            return parsed.Refusal;
        }

        var fact = parsed.Value;
        await OrderStore.LockAll(tx, [OrderStore.OrderKey(orderExternalId)]);
        var rows = await OrderStore.Find(tx, orderExternalId);
        var before = OrderRow.ToOrder(rows, shop);
        if (rows.Exists(row => row.EventId == fact.ExternalId))
        {
            return new RecordedOrderEvent(fact, false, before, before);
        }

        if (before is not null && IsAboveWhatIsLeft(fact, before, rows))
        {
            return OrderRefusals.RefundAboveTotal;
        }

        tx.Enqueue(Insert, new
        {
            OrderExternalId = orderExternalId, fact.ExternalId, fact.Type, fact.OccurredAt, fact.Amount, fact.GoodsAmount, ReceivedAt = now,
        });
        if (before is null)
        {
            return new RecordedOrderEvent(fact, true, null, null);
        }

        var events = rows.Select(row => row.Event()).OfType<OrderEventFact>().Append(fact);
        var order = before with { State = OrderState.Of(before.Facts, events, before.ShopCurrency) };
        if (order.State != before.State)
        {
            await OrderStore.Save(tx, shop, order, hasOtherPeople: false);
            RecordOrder.Tell(tx, order, before, now);
        }

        return new RecordedOrderEvent(fact, true, order, before);
    }

    // Only told amounts count: refunds come in any order, also after the one of all. A bank takes back what it likes, at most everything.
    private static bool IsAboveWhatIsLeft(OrderEventFact fact, OrderRecord order, List<OrderRow> rows)
    {
        var refunded = fact.Type != OrderEventType.Refunded ? 0 : rows.Select(row => row.Event()).OfType<OrderEventFact>()
            .Where(earlier => earlier.Type == OrderEventType.Refunded).Sum(earlier => earlier.Amount ?? 0);
        return fact.Amount > order.Facts.Amounts.Total - Math.Min(refunded, order.Facts.Amounts.Total);
    }
}
