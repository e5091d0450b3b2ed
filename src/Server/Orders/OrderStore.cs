using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Orders;

/// <summary>The rows of orders and of the people they belong to.</summary>
internal static class OrderStore
{
    private const string Lock = """
        INSERT INTO people (shop_id, person_key) VALUES (@shop, @personKey)
        ON CONFLICT (shop_id, person_key) DO UPDATE SET person_key = excluded.person_key
        """;

    private const string WithEvents = "SELECT" + OrderRow.Columns + """

        FROM (SELECT 1 AS one) AS asked
        LEFT JOIN orders o ON o.shop_id = @shop AND o.external_id = @externalId
        LEFT JOIN order_events e ON e.shop_id = @shop AND e.order_external_id = @externalId
        """;

    private const string Insert = """
        INSERT INTO orders (shop_id, order_id, external_id, placed_at, sequence, source, status, subtotal, discount, shipping, tax,
            tax_included, total,
            currency, exchange_rate, base_amount, refunded_base, refunded_total, paid_at, fulfilled_at, delivered_at, cancelled_at,
            customer_id, customer_email, customer_name, click_id, payment_key, ip_address, fraud_rejected, body, recorded_at)
        VALUES (@shop, @orderId, @externalId, @placedAt, @sequence, @source, @status, @subtotal, @discount, @shipping, @tax, @taxIncluded,
            @total,
            @currency, @exchangeRate, @baseAmount, @refundedBase, @refundedTotal, @paidAt, @fulfilledAt, @deliveredAt, @cancelledAt,
            @customerId, @customerEmail, @customerName, @clickId, @paymentKey, @ipAddress, @fraudRejected, @body, @recordedAt)
        """;

    private const string Update = """
        UPDATE orders SET placed_at = @placedAt, status = @status, subtotal = @subtotal, discount = @discount, shipping = @shipping,
            tax = @tax,
            tax_included = @taxIncluded, total = @total, currency = @currency, exchange_rate = @exchangeRate, base_amount = @baseAmount,
            refunded_base = @refundedBase, refunded_total = @refundedTotal, paid_at = @paidAt, fulfilled_at = @fulfilledAt,
            delivered_at = @deliveredAt, cancelled_at = @cancelledAt, customer_id = @customerId, customer_email = @customerEmail,
            customer_name = @customerName, click_id = @clickId, payment_key = @paymentKey, ip_address = @ipAddress, body = @body
        WHERE shop_id = @shop AND order_id = @orderId
        """;

    private const string Unlink = "DELETE FROM order_people WHERE shop_id = @shop AND order_id = @orderId";

    private const string Link = """
        INSERT INTO order_people (shop_id, person_key, order_id) VALUES (@shop, @personKey, @orderId)
        ON CONFLICT (shop_id, person_key, order_id) DO NOTHING
        """;

    /// <summary>Serialises all who write about these people, or about this order, until the transaction ends.</summary>
    internal static Task LockAll(ShopTx tx, IEnumerable<string> keys) =>
        tx.InsertMany(Lock, keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(key => new PersonRow(key)).ToList());

    /// <summary>What stands for an order among the keys that are locked.</summary>
    internal static string OrderKey(string externalId) => "o:" + externalId;

    /// <summary>The order and its events, also those that came before it.</summary>
    internal static Task<List<OrderRow>> Find(Reads db, string externalId) =>
        db.Query<OrderRow>(WithEvents, new { ExternalId = externalId });

    internal static async Task Add(ShopTx tx, Shop shop, OrderRecord order)
    {
        tx.Enqueue(Insert, Row(shop, order));
        await tx.InsertMany(Link, order.PersonKeys(shop).Select(key => new LinkRow(key, order.OrderId.Value)).ToList());
    }

    /// <summary>Adds many orders at once; their bodies and people are known already.</summary>
    internal static async Task AddMany(
        ShopTx tx, Shop shop, IReadOnlyList<(OrderRecord Order, string Body, IReadOnlyList<string> PersonKeys)> orders)
    {
        await tx.InsertMany(Insert, orders.Select(order => Row(shop, order.Order, order.Body)).ToList());
        await tx.InsertMany(
            Link, orders.SelectMany(order => order.PersonKeys, (order, key) => new LinkRow(key, order.Order.OrderId.Value)).ToList());
    }

    internal static async Task Save(ShopTx tx, Shop shop, OrderRecord order, bool hasOtherPeople)
    {
        tx.Enqueue(Update, Row(shop, order));
        if (hasOtherPeople)
        {
            tx.Enqueue(Unlink, new { order.OrderId });
            await tx.InsertMany(Link, order.PersonKeys(shop).Select(key => new LinkRow(key, order.OrderId.Value)).ToList());
        }
    }

    /// <summary>The facts as they are kept; the IP address stands beside them, since it is forgotten sooner.</summary>
    internal static string Body(OrderFacts facts) => JsonSerializer.Serialize(facts with { IpAddress = null }, WireJson.Options);

    private static object Row(Shop shop, OrderRecord order, string? body = null)
    {
        var (facts, amounts, state) = (order.Facts, order.Facts.Amounts, order.State);
        return new
        {
            order.OrderId, facts.ExternalId, facts.PlacedAt, order.Sequence, order.Source, state.Status, amounts.Subtotal, amounts.Discount,
            amounts.Shipping,
            amounts.Tax, amounts.TaxIncluded, amounts.Total, amounts.Currency, amounts.ExchangeRate, state.BaseAmount, state.RefundedBase,
            state.RefundedTotal,
            state.PaidAt, state.FulfilledAt, state.DeliveredAt, state.CancelledAt, CustomerId = facts.Customer.ExternalId,
            CustomerEmail = facts.Customer.Email,
            CustomerName = facts.Customer.Name, facts.ClickId, PaymentKey = PersonKeys.Payment(shop, facts.PaymentFingerprint),
            facts.IpAddress, order.FraudRejected,
            Body = body ?? Body(facts), order.RecordedAt,
        };
    }

    private sealed record PersonRow(string PersonKey);

    private sealed record LinkRow(string PersonKey, long OrderId);
}
