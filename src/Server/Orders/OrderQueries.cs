using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>An order of a person, as far as the question "is this an existing customer" looks.</summary>
/// <param name="OrderId">Which.</param>
/// <param name="ExternalId">As the shop knows it.</param>
/// <param name="PlacedAt">Its own time.</param>
/// <param name="Sequence">Which was decided first at one instant.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="FraudRejected">Turned down as abuse.</param>
/// <param name="Source">History or live.</param>
public sealed record PersonsOrder(
    OrderId OrderId, string ExternalId, Instant PlacedAt, long Sequence, OrderStatus Status, bool FraudRejected, OrderSource Source)
{
    /// <summary>True when this order makes its person a customer: neither cancelled nor turned down; a wholly refunded one does.</summary>
    public bool Counts => Status != OrderStatus.Cancelled && !FraudRejected;

    /// <summary>True when this order is earlier than another: by its own time, at one instant by which was decided first.</summary>
    public bool IsBefore(Instant placedAt, long sequence) => PlacedAt < placedAt || (PlacedAt == placedAt && Sequence < sequence);
}

/// <summary>What the slices to the right may ask about orders.</summary>
public static class OrderQueries
{
    private const string Any = "SELECT 1 FROM orders WHERE shop_id = @shop LIMIT 1";

    private const string ById = "SELECT" + OrderRow.Columns + """

        FROM orders o LEFT JOIN order_events e ON e.shop_id = o.shop_id AND e.order_external_id = o.external_id
        WHERE o.shop_id = @shop AND o.order_id = @orderId
        """;

    private const string ByIds = "SELECT" + OrderRow.Columns + """

        FROM orders o LEFT JOIN order_events e ON e.shop_id = o.shop_id AND e.order_external_id = o.external_id
        WHERE o.shop_id = @shop AND o.order_id = ANY(@orderIds)
        """;

    private const string Page = """
        SELECT order_id FROM orders
        WHERE shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR order_id < @after)
        ORDER BY order_id DESC LIMIT @limit
        """;

    private const string PlacedBetween = """
        SELECT order_id FROM orders WHERE shop_id = @shop AND placed_at >= @fromAt AND placed_at < @untilAt ORDER BY placed_at, sequence
        """;

    private const string OfPeople = """
        SELECT DISTINCT o.order_id, o.external_id, o.placed_at, o.sequence, o.status, o.fraud_rejected, o.source
        FROM order_people p JOIN orders o ON o.shop_id = p.shop_id AND o.order_id = p.order_id
        WHERE p.shop_id = @shop AND p.person_key = ANY(@keys)
        ORDER BY o.placed_at, o.sequence
        """;

    private const string Verdict = "UPDATE orders SET fraud_rejected = @rejected WHERE shop_id = @shop AND order_id = @orderId";

    /// <summary>An order by its id; a missing one is a bug.</summary>
    public static async Task<OrderRecord> Load(Reads db, Shop shop, OrderId id) =>
        await Find(db, shop, id) ?? throw new InvalidOperationException($"There is no {id}.");

    /// <summary>An order by its id; null when there is none.</summary>
    public static async Task<OrderRecord?> Find(Reads db, Shop shop, OrderId id) =>
        OrderRow.ToOrder(await db.Query<OrderRow>(ById, new { OrderId = id }), shop);

    /// <summary>An order by the shop's own number; null when there is none.</summary>
    public static async Task<OrderRecord?> Find(Reads db, Shop shop, string externalId) =>
        OrderRow.ToOrder(await OrderStore.Find(db, externalId), shop);

    /// <summary>Several orders; those that do not exist are left out.</summary>
    public static async Task<IReadOnlyDictionary<OrderId, OrderRecord>> LoadAll(Reads db, Shop shop, IEnumerable<OrderId> ids)
    {
        var rows = await db.Query<OrderRow>(ByIds, new { OrderIds = ids.ToList() });
        return rows.GroupBy(row => row.OrderId!.Value).ToDictionary(group => group.Key, group => OrderRow.ToOrder([.. group], shop)!);
    }

    /// <summary>A page of orders, the newest recorded first.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    public static async Task<List<OrderRecord>> List(Reads db, Shop shop, OrderId? after, int limit)
    {
        var ids = await db.Query<OrderId>(Page, new { After = after, Limit = limit });
        var orders = await LoadAll(db, shop, ids);
        return ids.ConvertAll(id => orders[id]);
    }

    /// <summary>The orders placed in a stretch of time, in order of their own time.</summary>
    public static Task<List<OrderId>> PlacedIn(Reads db, Instant fromAt, Instant untilAt) =>
        db.Query<OrderId>(PlacedBetween, new { FromAt = fromAt, UntilAt = untilAt });

    /// <summary>All orders of whoever has one of these keys, in order of their own time.</summary>
    public static Task<List<PersonsOrder>> OfPerson(Reads db, IReadOnlyList<string> keys) =>
        keys.Count == 0 ? Task.FromResult(new List<PersonsOrder>()) : db.Query<PersonsOrder>(OfPeople, new { Keys = keys });

    /// <summary>The orders of the same person that came before this one by their own time.</summary>
    public static async Task<List<PersonsOrder>> EarlierOf(Reads db, Shop shop, OrderRecord order) =>
        [.. (await OfPerson(db, order.PersonKeys(shop)))
            .Where(other => other.OrderId != order.OrderId && other.IsBefore(order.Facts.PlacedAt, order.Sequence))];

    /// <summary>The orders of the same person that came after this one by their own time.</summary>
    public static async Task<List<PersonsOrder>> LaterOf(Reads db, Shop shop, OrderRecord order) =>
        [.. (await OfPerson(db, order.PersonKeys(shop)))
            .Where(other => other.OrderId != order.OrderId && !other.IsBefore(order.Facts.PlacedAt, order.Sequence))];

    /// <summary>True when the shop has an order.</summary>
    internal static async Task<bool> HasAny(ShopTx tx) => await tx.First<long?>(Any) is not null;

    /// <summary>Keeps the verdict of screening on the order: one turned down makes nobody an existing customer.</summary>
    public static Task<int> SetFraudVerdict(ShopTx tx, OrderId id, bool rejected) =>
        tx.Execute(Verdict, new { OrderId = id, Rejected = rejected });

    /// <summary>Serialises all who write about these people until the transaction ends: upserted in sorted order.</summary>
    public static Task LockPeople(ShopTx tx, IReadOnlyList<string> keys) => OrderStore.LockAll(tx, keys);
}
