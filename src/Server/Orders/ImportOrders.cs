using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>An order of a file, read and checked before its transaction begins.</summary>
/// <param name="Request">As the file tells it.</param>
/// <param name="Facts">As an order that was not known before.</param>
/// <param name="Body">The facts as they are kept.</param>
/// <param name="PersonKeys">Whose it is.</param>
public sealed record ImportedOrder(OrderRequest Request, OrderFacts Facts, string Body, IReadOnlyList<string> PersonKeys);

/// <summary>What became of a handful of imported orders.</summary>
/// <param name="Added">Those that were new.</param>
/// <param name="Known">How many were known just so.</param>
/// <param name="Others">Those known otherwise, or told twice in one handful: to be recorded one by one.</param>
public sealed record ImportedOrders(IReadOnlyList<ImportedOrder> Added, int Known, IReadOnlyList<ImportedOrder> Others);

/// <summary>
/// Takes in history in bulk: what <see cref="RecordOrder"/> does for one order, for a thousand new ones at once, with the
/// same rows, locks and events.
/// </summary>
public static class ImportOrders
{
    private const string KnownBodies = "SELECT external_id, body FROM orders WHERE shop_id = @shop AND external_id = ANY(@ids)";

    private const string EarlyEvents = """
        SELECT order_external_id, external_id, type, occurred_at, amount, goods_amount FROM order_events
        WHERE shop_id = @shop AND order_external_id = ANY(@ids)
        """;

    /// <summary>Reads one order of a file by the rules of history: paid and with a computed total unless told otherwise.</summary>
    public static Result<ImportedOrder> Prepare(Shop shop, OrderRequest request, Instant now)
    {
        var facts = OrderParsing.Parse(request, null, new OrderContext(Currency.Of(shop.Currency), now, IsImport: true));
        if (facts.IsRefused)
        {
            return facts.Refusal;
        }

        var customer = facts.Value.Customer;
        return new ImportedOrder(
            request, facts.Value, OrderStore.Body(facts.Value), PersonKeys.Of(shop, customer.ExternalId, customer.Email, customer.Phone));
    }

    /// <summary>Adds those that are new, in the order of the file.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="orders">About a thousand.</param>
    /// <param name="now">Shop time.</param>
    public static async Task<ImportedOrders> Run(ShopTx tx, Shop shop, IReadOnlyList<ImportedOrder> orders, Instant now)
    {
        var ids = orders.Select(order => order.Facts.ExternalId).Distinct(StringComparer.Ordinal).ToList();
        await OrderStore.LockAll(tx, orders.SelectMany(order => order.PersonKeys).Concat(ids.Select(OrderStore.OrderKey)));
        var bodies = (await tx.Query<KnownRow>(KnownBodies, new { Ids = ids }))
            .ToDictionary(row => row.ExternalId, row => row.Body, StringComparer.Ordinal);
        var (added, others, known) = (new List<ImportedOrder>(orders.Count), new List<ImportedOrder>(), 0);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            if (!seen.Add(order.Facts.ExternalId))
            {
                others.Add(order);
            }
            else if (!bodies.TryGetValue(order.Facts.ExternalId, out var body))
            {
                added.Add(order);
            }
            else if (body == order.Body)
            {
                known++;
            }
            else
            {
                others.Add(order);
            }
        }

        await Add(tx, shop, added, now);
        return new ImportedOrders(added, known, others);
    }

    private static async Task Add(ShopTx tx, Shop shop, List<ImportedOrder> orders, Instant now)
    {
        if (orders.Count == 0)
        {
            return;
        }

        var currency = Currency.Of(shop.Currency);
        var events = (await tx.Query<EventRow>(EarlyEvents, new { Ids = orders.Select(order => order.Facts.ExternalId) }))
            .ToLookup(row => row.OrderExternalId, row => row.ToFact(), StringComparer.Ordinal);
        var rows = orders.ConvertAll(order =>
        {
            var id = tx.NewId<OrderId>();
            var state = OrderState.Of(order.Facts, events[order.Facts.ExternalId], currency);
            var record = new OrderRecord(id, id.Value, OrderSource.Import, order.Facts, state, false, now, currency);
            return (Order: record, order.Body, order.PersonKeys);
        });
        await OrderStore.AddMany(tx, shop, rows);
        foreach (var row in rows)
        {
            RecordOrder.Tell(tx, row.Order, null, now);
        }
    }

    private sealed record KnownRow(string ExternalId, string Body);

    private sealed record EventRow(
        string OrderExternalId, string ExternalId, OrderEventType Type, Instant OccurredAt, long? Amount, long? GoodsAmount)
    {
        internal OrderEventFact ToFact() => new(ExternalId, Type, OccurredAt, Amount, GoodsAmount);
    }
}
