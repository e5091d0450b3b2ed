namespace Vouch.Domain.Orders;

/// <summary>An order as a shop states it, whole (the first time) or in part (later: absent fields stay). Nothing is checked yet.</summary>
public sealed record OrderRequest
{
    public Optional<string?> ExternalId { get; init; }
    public Optional<string?> PlacedAt { get; init; }
    public Optional<string?> Status { get; init; }
    public Optional<long?> Subtotal { get; init; }
    public Optional<long?> Discount { get; init; }
    public Optional<long?> Shipping { get; init; }
    public Optional<long?> Tax { get; init; }
    public Optional<bool?> TaxIncluded { get; init; }
    public Optional<long?> Total { get; init; }
    public Optional<string?> Currency { get; init; }
    public Optional<string?> ExchangeRate { get; init; }
    public Optional<IReadOnlyList<string?>?> CouponCodes { get; init; }
    public Optional<string?> ClickId { get; init; }
    public Optional<string?> AdvocateName { get; init; }
    public Optional<string?> AdvocateEmail { get; init; }
    public Optional<OrderCustomerRequest?> Customer { get; init; }
    public Optional<string?> IpAddress { get; init; }
    public Optional<string?> UserAgent { get; init; }
    public Optional<string?> Referrer { get; init; }
    public Optional<string?> DeviceId { get; init; }
    public Optional<string?> PaymentFingerprint { get; init; }
    public Optional<OrderAddressRequest?> ShippingAddress { get; init; }
    public Optional<OrderAddressRequest?> BillingAddress { get; init; }
    public Optional<IReadOnlyList<OrderLineRequest?>?> Lines { get; init; }
    public Optional<IReadOnlyDictionary<string, string?>?> Metadata { get; init; }
}

/// <summary>Who bought, as stated.</summary>
public sealed record OrderCustomerRequest
{
    public Optional<string?> ExternalId { get; init; }
    public Optional<string?> Email { get; init; }
    public Optional<string?> Name { get; init; }
    public Optional<string?> Phone { get; init; }
    public Optional<bool?> IsNew { get; init; }
}

/// <summary>A postal address, as stated.</summary>
public sealed record OrderAddressRequest
{
    public Optional<string?> Line1 { get; init; }
    public Optional<string?> Line2 { get; init; }
    public Optional<string?> PostalCode { get; init; }
    public Optional<string?> City { get; init; }
    public Optional<string?> Country { get; init; }
}

/// <summary>A line of goods, as stated.</summary>
public sealed record OrderLineRequest
{
    public Optional<string?> Sku { get; init; }
    public Optional<long?> Quantity { get; init; }
    public Optional<long?> Amount { get; init; }
    public Optional<IReadOnlyList<string?>?> Categories { get; init; }
}

/// <summary>Something that happened to an order, as stated.</summary>
public sealed record OrderEventRequest
{
    public Optional<string?> ExternalId { get; init; }
    public Optional<string?> Type { get; init; }
    public Optional<string?> OccurredAt { get; init; }
    public Optional<long?> Amount { get; init; }
    public Optional<long?> GoodsAmount { get; init; }
}
