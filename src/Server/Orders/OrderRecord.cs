using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Money;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;

namespace Vouch.Server.Orders;

/// <summary>How an order came: as it happened, or as history.</summary>
public enum OrderSource { Live, Import }

/// <summary>An order: its facts as the shop told them and the state that follows from them and their events.</summary>
/// <param name="OrderId">Its id.</param>
/// <param name="Sequence">Which of two orders of one instant was decided first.</param>
/// <param name="Source">How it came.</param>
/// <param name="Facts">As told.</param>
/// <param name="State">As it stands.</param>
/// <param name="FraudRejected">Turned down as abuse; then it makes nobody an existing customer.</param>
/// <param name="RecordedAt">When it first came, shop time.</param>
/// <param name="ShopCurrency">In which its base amount is.</param>
public sealed record OrderRecord(
    OrderId OrderId, long Sequence, OrderSource Source, OrderFacts Facts, OrderState State, bool FraudRejected, Instant RecordedAt,
    Currency ShopCurrency)
{
    /// <summary>Goods before discounts, minor units of the shop's currency.</summary>
    public long SubtotalInShopCurrency => InShopCurrency(Facts.Amounts.Subtotal);

    /// <summary>The discount, minor units of the shop's currency.</summary>
    public long DiscountInShopCurrency => InShopCurrency(Facts.Amounts.Discount);

    /// <summary>The keyed hashes of whom the order belongs to, sorted.</summary>
    public IReadOnlyList<string> PersonKeys(Shop shop) =>
        Platform.PersonKeys.Of(shop, Facts.Customer.ExternalId, Facts.Customer.Email, Facts.Customer.Phone, Facts.Country);

    private long InShopCurrency(long minor) => ExchangeRate.TryParse(Facts.Amounts.ExchangeRate, out var rate)
        ? rate.Convert(minor, Currency.Of(Facts.Amounts.Currency), ShopCurrency)
        : minor;
}

/// <summary>An order's row with one of its events, or with none.</summary>
internal sealed record OrderRow(
    OrderId? OrderId, long? Sequence, OrderSource? Source, bool? FraudRejected, string? Body, string? IpAddress,
    Instant? RecordedAt,
    string? EventId, OrderEventType? EventType, Instant? OccurredAt, long? Amount, long? GoodsAmount)
{
    internal const string Columns = """
         o.order_id, o.sequence, o.source, o.fraud_rejected, o.body, o.ip_address, o.recorded_at,
        e.external_id AS event_id, e.type AS event_type, e.occurred_at, e.amount, e.goods_amount
        """;

    /// <summary>The event of this row; null where the order has none.</summary>
    internal OrderEventFact? Event() =>
        EventId is null ? null : new OrderEventFact(EventId, EventType!.Value, OccurredAt!.Value, Amount, GoodsAmount);

    /// <summary>The order that these rows, one an event, stand for; null when they hold none.</summary>
    internal static OrderRecord? ToOrder(IReadOnlyList<OrderRow> rows, Shop shop)
    {
        if (rows.Count == 0 || rows[0] is not { OrderId: { } id, Body: { } body } row)
        {
            return null;
        }

        var currency = Currency.Of(shop.Currency);
        var facts = JsonSerializer.Deserialize<OrderFacts>(body, WireJson.Options)! with { IpAddress = row.IpAddress };
        var state = OrderState.Of(facts, rows.Select(r => r.Event()).OfType<OrderEventFact>(), currency);
        return new OrderRecord(
            id, row.Sequence!.Value, row.Source!.Value, facts, state, row.FraudRejected!.Value, row.RecordedAt!.Value, currency);
    }
}
