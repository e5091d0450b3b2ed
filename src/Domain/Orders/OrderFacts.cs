using Vouch.Domain.Ids;

namespace Vouch.Domain.Orders;

/// <summary>Who bought; at least a customer id or an address is there.</summary>
/// <param name="ExternalId">The shop's customer id.</param>
/// <param name="Email">The address as given.</param>
/// <param name="Name">The name as given.</param>
/// <param name="Phone">The phone as given.</param>
/// <param name="IsNew">The shop's own word on whether this customer is new; null where it says nothing.</param>
public sealed record OrderCustomer(string? ExternalId, string? Email, string? Name, string? Phone, bool? IsNew);

/// <summary>A postal address.</summary>
public sealed record OrderAddress(string? Line1, string? Line2, string? PostalCode, string? City, string? Country);

/// <summary>A line of goods; the amount is the line's, in minor units of the order's currency.</summary>
public sealed record OrderLine(string? Sku, long Quantity, long? Amount, IReadOnlyList<string> Categories);

/// <summary>The amounts of an order, minor units of its own currency. They add up: see <see cref="OrderParsing"/>.</summary>
/// <param name="Subtotal">Goods before discounts; holds the tax where it is included.</param>
/// <param name="Discount">Taken off the goods.</param>
/// <param name="Shipping">Sending.</param>
/// <param name="Tax">Tax, on top or included.</param>
/// <param name="TaxIncluded">True when the tax is inside the subtotal.</param>
/// <param name="Total">What is paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="ExchangeRate">Shop units per order unit, as a decimal text; null in the shop's own currency.</param>
public sealed record OrderAmounts(
    long Subtotal, long Discount, long Shipping, long Tax, bool TaxIncluded, long Total, string Currency, string? ExchangeRate)
{
    /// <summary>Goods after discounts, tax included where it is inside.</summary>
    public long Goods => Subtotal - Discount;

    /// <summary>What rewards are reckoned on: goods after discounts, without tax.</summary>
    public long Net => TaxIncluded ? Goods - Tax : Goods;
}

/// <summary>An order as the shop told it, checked. Kept as it came; everything else is derived.</summary>
/// <param name="ExternalId">The shop's order number.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="PaidAt">When the shop's word "paid" holds from; null while it only said "pending".</param>
/// <param name="Amounts">All amounts.</param>
/// <param name="CouponCodes">Codes the order carries, as typed.</param>
/// <param name="ClickId">The click the shop kept; null without, also when it is no click id at all.</param>
/// <param name="AdvocateName">What the friend typed at "who invited you?".</param>
/// <param name="AdvocateEmail">Settles a doubt about the name.</param>
/// <param name="Customer">Who bought.</param>
/// <param name="IpAddress">Where from; raw.</param>
/// <param name="UserAgent">The buyer's browser.</param>
/// <param name="Referrer">The page before.</param>
/// <param name="DeviceId">The shop's mark of the device.</param>
/// <param name="PaymentFingerprint">The payment provider's mark of the card.</param>
/// <param name="ShippingAddress">Where it goes.</param>
/// <param name="BillingAddress">Who pays.</param>
/// <param name="Lines">The goods.</param>
/// <param name="Metadata">The shop's own notes.</param>
public sealed record OrderFacts(
    string ExternalId,
    Instant PlacedAt,
    Instant? PaidAt,
    OrderAmounts Amounts,
    IReadOnlyList<string> CouponCodes,
    ClickId? ClickId,
    string? AdvocateName,
    string? AdvocateEmail,
    OrderCustomer Customer,
    string? IpAddress,
    string? UserAgent,
    string? Referrer,
    string? DeviceId,
    string? PaymentFingerprint,
    OrderAddress? ShippingAddress,
    OrderAddress? BillingAddress,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The country of the buyer, where an address tells it.</summary>
    public string? Country => ShippingAddress?.Country ?? BillingAddress?.Country;
}
