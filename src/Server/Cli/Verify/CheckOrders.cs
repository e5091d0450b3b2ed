using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Server.Orders;

namespace Vouch.Server.Cli;

/// <summary>
/// Each order's columns are what its facts and events fold to, its people are those of its facts, and a live one was
/// decided about.
/// </summary>
internal static class CheckOrders
{
    private const int PageSize = 500;

    private const string After = """
        SELECT order_id, external_id, placed_at, status, subtotal, discount, shipping, tax, tax_included, total, currency, exchange_rate,
            base_amount, refunded_base, refunded_total, paid_at, fulfilled_at, delivered_at, cancelled_at,
            CASE WHEN source = 'import' OR EXISTS (SELECT 1 FROM attributions a WHERE a.shop_id = @shop AND a.order_id = orders.order_id)
                THEN 1 ELSE 0 END AS is_decided
        FROM orders WHERE shop_id = @shop AND order_id > @after ORDER BY order_id LIMIT @limit
        """;

    private const string People = """
        SELECT order_id, person_key FROM order_people WHERE shop_id = @shop AND order_id = ANY(@ids) ORDER BY person_key
        """;

    internal static async Task Run(ShopCheck check)
    {
        var after = new OrderId(0);
        while (await check.Db.Query<StoredOrder>(After, new { After = after, Limit = PageSize }) is { Count: > 0 } page)
        {
            var ids = page.ConvertAll(row => row.OrderId);
            var orders = await OrderQueries.LoadAll(check.Db, check.Shop, ids);
            var people = (await check.Db.Query<PersonRow>(People, new { Ids = ids })).ToLookup(row => row.OrderId, row => row.PersonKey);
            foreach (var row in page)
            {
                Compare(check, row, orders[row.OrderId], people[row.OrderId]);
            }

            after = page[^1].OrderId;
            check.Step(page.Count);
        }
    }

    private static void Compare(ShopCheck check, StoredOrder row, OrderRecord order, IEnumerable<string> people)
    {
        foreach (var (name, stored, folded) in Columns(row, order))
        {
            if (!Equals(stored, folded))
            {
                check.Findings.Differ(
                    $"The order {order.Facts.ExternalId} ({row.OrderId}) has {name} {stored ?? "none"}, "
                    + $"its facts and events give {folded ?? "none"}.");
            }
        }

        if (!people.ToHashSet(StringComparer.Ordinal).SetEquals(order.PersonKeys(check.Shop)))
        {
            check.Findings.Differ($"The order {order.Facts.ExternalId} ({row.OrderId}) belongs to other people than its facts say.");
        }

        if (row.IsDecided == 0)
        {
            check.Findings.Differ($"Nothing was decided about the credit of the order {order.Facts.ExternalId} ({row.OrderId}).");
        }
    }

    private static IEnumerable<(string Name, object? Stored, object? Folded)> Columns(StoredOrder row, OrderRecord order)
    {
        var (facts, amounts, state) = (order.Facts, order.Facts.Amounts, order.State);
        return
        [
            ("external_id", row.ExternalId, facts.ExternalId),
            ("placed_at", row.PlacedAt, facts.PlacedAt),
            ("status", WireName.Of(row.Status), WireName.Of(state.Status)),
            ("subtotal", row.Subtotal, amounts.Subtotal),
            ("discount", row.Discount, amounts.Discount),
            ("shipping", row.Shipping, amounts.Shipping),
            ("tax", row.Tax, amounts.Tax),
            ("tax_included", row.TaxIncluded, amounts.TaxIncluded),
            ("total", row.Total, amounts.Total),
            ("currency", row.Currency, amounts.Currency),
            ("exchange_rate", row.ExchangeRate, amounts.ExchangeRate),
            ("base_amount", row.BaseAmount, state.BaseAmount),
            ("refunded_base", row.RefundedBase, state.RefundedBase),
            ("refunded_total", row.RefundedTotal, state.RefundedTotal),
            ("paid_at", row.PaidAt, state.PaidAt),
            ("fulfilled_at", row.FulfilledAt, state.FulfilledAt),
            ("delivered_at", row.DeliveredAt, state.DeliveredAt),
            ("cancelled_at", row.CancelledAt, state.CancelledAt),
        ];
    }

    private sealed record StoredOrder(
        OrderId OrderId, string ExternalId, Instant PlacedAt, OrderStatus Status, long Subtotal, long Discount, long Shipping, long Tax,
        bool TaxIncluded, long Total, string Currency, string? ExchangeRate, long BaseAmount, long RefundedBase, long RefundedTotal,
        Instant? PaidAt, Instant? FulfilledAt, Instant? DeliveredAt, Instant? CancelledAt, long IsDecided);

    private sealed record PersonRow(OrderId OrderId, string PersonKey);
}
