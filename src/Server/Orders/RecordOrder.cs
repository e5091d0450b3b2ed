using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>An order after it was told.</summary>
/// <param name="Order">As it stands now.</param>
/// <param name="Before">As it stood; null when it is new.</param>
/// <param name="HasChanged">False when the shop only repeated itself.</param>
public sealed record RecordedOrder(OrderRecord Order, OrderRecord? Before, bool HasChanged)
{
    /// <summary>True when this order was not known before.</summary>
    public bool IsNew => Before is null;

    /// <summary>True when an amount, the currency or the rate became another; forbidden once the referral is approved.</summary>
    public bool HasOtherAmounts => Before is not null && Before.Facts.Amounts != Order.Facts.Amounts;
}

/// <summary>
/// Keeps an order as the shop tells it: the first time it is recorded, later what is sent replaces and what is absent
/// stays. Events that came before it apply. People are locked first, in sorted order, so that of two first orders of
/// one friend the second sees the first.
/// </summary>
public static class RecordOrder
{
    /// <summary>Records one order. Attribution, referral and rewards are the conductor's.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="request">As told.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="source">Whether it happens now or is history.</param>
    public static async Task<Result<RecordedOrder>> Run(
        ShopTx tx, Shop shop, OrderRequest request, Instant now, OrderSource source = OrderSource.Live)
    {
        var externalId = OrderParsing.ExternalId(request);
        if (externalId.IsRefused)
        {
            return OrderParsing.Parse(request, null, Context(shop, now, source)).Refusal ?? externalId.Refusal;
        }

        var sent = request.Customer.Value;
        var country = request.ShippingAddress.Value?.Country.Value ?? request.BillingAddress.Value?.Country.Value;
        var locked = PersonKeys.Of(shop, sent?.ExternalId.Value, sent?.Email.Value, sent?.Phone.Value, country)
            .Append(OrderStore.OrderKey(externalId.Value)).ToList();
        await OrderStore.LockAll(tx, locked);
        var rows = await OrderStore.Find(tx, externalId.Value);
        var before = OrderRow.ToOrder(rows, shop);
        var parsed = OrderParsing.Parse(request, before?.Facts, Context(shop, now, source));
        if (parsed.IsRefused)
        {
            return parsed.Refusal;
        }

        var order = await Decide(tx, shop, parsed.Value, before, rows, locked, now, source);
        if (before is not null && order.State == before.State && order.Facts.IpAddress == before.Facts.IpAddress
            && OrderStore.Body(order.Facts) == OrderStore.Body(before.Facts))
        {
            return new RecordedOrder(before, before, false);
        }

        if (before is null)
        {
            await OrderStore.Add(tx, shop, order);
        }
        else
        {
            await OrderStore.Save(tx, shop, order, !order.PersonKeys(shop).SequenceEqual(before.PersonKeys(shop)));
        }

        Tell(tx, order, before, now);
        return new RecordedOrder(order, before, true);
    }

    /// <summary>The order with its new facts; a part of a person that only now comes in is locked as well.</summary>
    private static async Task<OrderRecord> Decide(
        ShopTx tx, Shop shop, OrderFacts facts, OrderRecord? before, List<OrderRow> rows, List<string> locked, Instant now,
        OrderSource source)
    {
        var state = OrderState.Of(facts, rows.Select(row => row.Event()).OfType<OrderEventFact>(), Currency.Of(shop.Currency));
        if (before is not null)
        {
            var changed = before with { Facts = facts, State = state };
            await OrderStore.LockAll(tx, changed.PersonKeys(shop).Except(locked));
            return changed;
        }

        // After the locks, so that of two orders of one instant the one decided first has the smaller number.
        var id = tx.NewId<OrderId>();
        return new OrderRecord(id, id.Value, source, facts, state, false, now, Currency.Of(shop.Currency));
    }

    /// <summary>Tells the journal what is new about an order. History is recorded without its steps.</summary>
    internal static void Tell(ShopTx tx, OrderRecord order, OrderRecord? before, Instant now)
    {
        if (before is null || OrderStore.Body(before.Facts) != OrderStore.Body(order.Facts))
        {
            tx.Publish(new OrderHappened(
                before is null ? "recorded" : "updated", order.OrderId, order.Facts.ExternalId, order.State.BaseAmount), now);
        }

        if (order.Source == OrderSource.Import && before is null)
        {
            return;
        }

        var (was, state) = (before?.State, order.State);
        Step(state.PaidAt, was?.PaidAt, "paid");
        Step(state.FulfilledAt, was?.FulfilledAt, "fulfilled");
        Step(state.DeliveredAt, was?.DeliveredAt, "delivered");
        Step(state.CancelledAt, was?.CancelledAt, "cancelled");
        if (state.RefundedTotal > (was?.RefundedTotal ?? 0) || (state.IsWhollyRefunded && was?.IsWhollyRefunded != true))
        {
            tx.Publish(new OrderHappened("refunded", order.OrderId, order.Facts.ExternalId, state.RefundedBase), now);
        }

        void Step(Instant? at, Instant? known, string step)
        {
            if (at is not null && known is null)
            {
                tx.Publish(new OrderHappened(step, order.OrderId, order.Facts.ExternalId, state.BaseAmount), now);
            }
        }
    }

    private static OrderContext Context(Shop shop, Instant now, OrderSource source) =>
        new(Currency.Of(shop.Currency), now, source == OrderSource.Import);
}
