using Vouch.Domain.Ids;

namespace Vouch.Domain.Orders;

/// <summary>What reading an order depends on.</summary>
/// <param name="ShopCurrency">The shop's currency.</param>
/// <param name="Now">The shop's now.</param>
/// <param name="IsImport">History: paid unless said otherwise, the total may be left out.</param>
public sealed record OrderContext(Currency ShopCurrency, Instant Now, bool IsImport = false);

/// <summary>Turns a stated order into facts, or says everything that is wrong with it.</summary>
public static class OrderParsing
{
    /// <summary>The longest id of an order, an event or a customer.</summary>
    public const int LongestId = 200;

    private const int LongestText = 500;
    private const int LongestLongText = 2000;
    private const int MostCodes = 50;
    private const int LongestCode = 64;
    private const int MostLines = 1000;
    private const int MostNotes = 50;
    private const int MostCategories = 50;
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <summary>Reads an order. <paramref name="known"/> is the order there is: what is absent stays; null for a new one.</summary>
    public static Result<OrderFacts> Parse(OrderRequest request, OrderFacts? known, OrderContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var errors = new FieldErrors();
        var facts = Read(new FieldReader(errors, ""), request, known, context);
        return errors.Any ? errors.ToRefusal() : facts;
    }

    /// <summary>The external id alone, for finding the order there is; refused when it is missing or malformed.</summary>
    public static Result<string> ExternalId(OrderRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var id = new FieldReader(errors, "").Text("externalId", request.ExternalId, "", LongestId);
        if (id is "." or "..")
        {
            errors.Add("externalId", "May not be a lone dot or two: no address could name the order.");
        }

        return errors.Any ? errors.ToRefusal() : id;
    }

    /// <summary>Reads an event of an order.</summary>
    public static Result<OrderEventFact> Parse(OrderEventRequest request, Instant now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var reader = new FieldReader(errors, "");
        var type = OrderEventType.Paid;
        if (!request.Type.IsPresent)
        {
            reader.Fault("type", "Is required.");
        }
        else
        {
            type = reader.Choice("type", request.Type, type);
        }

        var amount = reader.NumberOrNone("amount", request.Amount, null, 0, Currency.MaxMinor);
        var goods = reader.NumberOrNone("goodsAmount", request.GoodsAmount, null, 0, Currency.MaxMinor);
        if (type is not (OrderEventType.Refunded or OrderEventType.ChargedBack) && (amount ?? goods) is not null)
        {
            reader.Fault(amount is null ? "goodsAmount" : "amount", "Only a refund or a chargeback has amounts.");
        }
        else if (goods is not null && (amount is null || goods > amount))
        {
            reader.Fault("goodsAmount", "Is a part of amount and may not be without it or above it.");
        }

        var fact = new OrderEventFact(
            reader.Text("externalId", request.ExternalId, "", LongestId), type, Time(reader, "occurredAt", request.OccurredAt, now, now),
            amount, goods);
        return errors.Any ? errors.ToRefusal() : fact;
    }

    private static OrderFacts Read(FieldReader reader, OrderRequest request, OrderFacts? known, OrderContext context)
    {
        var placedAt = Time(reader, "placedAt", request.PlacedAt, known?.PlacedAt ?? context.Now, context.Now);
        return new OrderFacts(
            reader.Text("externalId", request.ExternalId, known?.ExternalId ?? "", LongestId),
            placedAt,
            PaidAt(reader, request.Status, known, placedAt, context),
            OrderAmountsParsing.Read(reader, request, known?.Amounts, context),
            Codes(reader, request.CouponCodes, known?.CouponCodes ?? []),
            Click(request.ClickId, known?.ClickId),
            reader.TextOrNone("advocateName", request.AdvocateName, known?.AdvocateName, LongestText),
            reader.TextOrNone("advocateEmail", request.AdvocateEmail, known?.AdvocateEmail, LongestText),
            Customer(reader, request.Customer, known?.Customer),
            reader.TextOrNone("ipAddress", request.IpAddress, known?.IpAddress, LongestId),
            reader.TextOrNone("userAgent", request.UserAgent, known?.UserAgent, LongestLongText),
            reader.TextOrNone("referrer", request.Referrer, known?.Referrer, LongestLongText),
            reader.TextOrNone("deviceId", request.DeviceId, known?.DeviceId, LongestText),
            reader.TextOrNone("paymentFingerprint", request.PaymentFingerprint, known?.PaymentFingerprint, LongestText),
            Address(reader, "shippingAddress", request.ShippingAddress, known?.ShippingAddress),
            Address(reader, "billingAddress", request.BillingAddress, known?.BillingAddress),
            Lines(reader, request.Lines, known?.Lines ?? []),
            Metadata(reader, request.Metadata, known?.Metadata));
    }

    /// <summary>"Paid", once said, holds: messages of shops overtake each other.</summary>
    private static Instant? PaidAt(
        FieldReader reader, Optional<string?> field, OrderFacts? known, Instant placedAt, OrderContext context)
    {
        var isPaid = context.IsImport && known is null;
        if (field.IsPresent)
        {
            if (field.Value is not ("paid" or "pending"))
            {
                reader.Fault("status", "Must be pending or paid; what happens later is an event of the order.");
            }

            isPaid = field.Value == "paid";
        }
        else if (known is null && !context.IsImport)
        {
            reader.Fault("status", "Is required.");
        }

        return known?.PaidAt ?? (isPaid ? known is null ? placedAt : context.Now : null);
    }

    private static Instant Time(FieldReader reader, string name, Optional<string?> field, Instant basis, Instant now)
    {
        if (!field.IsPresent || field.Value is null)
        {
            return basis;
        }

        if (!Instant.TryParse(field.Value, out var instant))
        {
            reader.Fault(name, "Must be a time of RFC 3339 with its offset, such as 2026-03-01T09:30:00Z.");
            return basis;
        }

        if (instant > now + Ahead)
        {
            reader.Fault(name, "May lie at most 5 minutes ahead of the shop's clock.");
        }
        else if (instant < Instant.Epoch)
        {
            reader.Fault(name, "May not lie before 1970.");
        }

        return instant;
    }

    private static ClickId? Click(Optional<string?> field, ClickId? known) =>
        !field.IsPresent ? known : IdText.TryParse<ClickId>(field.Value, out var click) ? click : null;

    private static List<string> Codes(FieldReader reader, Optional<IReadOnlyList<string?>?> field, IReadOnlyList<string> known)
    {
        var codes = field.IsPresent
            ? [.. (field.Value ?? []).Where(code => !string.IsNullOrWhiteSpace(code)).Select(code => code!.Trim())]
            : known.ToList();
        if (codes.Count > MostCodes || codes.Exists(code => code.Length > LongestCode))
        {
            reader.Fault("couponCodes", $"May have at most {MostCodes} codes of at most {LongestCode} characters.");
        }

        return codes;
    }

    private static OrderCustomer Customer(FieldReader reader, Optional<OrderCustomerRequest?> field, OrderCustomer? known)
    {
        var request = field.Value ?? new OrderCustomerRequest();
        var inside = reader.Inside("customer");
        var customer = new OrderCustomer(
            inside.TextOrNone("externalId", request.ExternalId, known?.ExternalId, LongestId),
            inside.TextOrNone("email", request.Email, known?.Email, 254),
            inside.TextOrNone("name", request.Name, known?.Name, LongestText),
            inside.TextOrNone("phone", request.Phone, known?.Phone, LongestId),
            request.IsNew.Or(known?.IsNew));
        if (customer.ExternalId is null && customer.Email is null)
        {
            reader.Fault("customer", "Needs externalId or email.");
        }

        if (customer.Email is { } email && !LooksLikeAddress(email))
        {
            inside.Fault("email", "Is no e-mail address.");
        }

        return customer;
    }

    private static bool LooksLikeAddress(string email)
    {
        var at = email.LastIndexOf('@');
        return at > 0 && at < email.Length - 1 && !email.Any(char.IsWhiteSpace);
    }

    /// <summary>A postal address by itself; faults are named under <paramref name="field"/>.</summary>
    public static Result<OrderAddress?> Address(string field, OrderAddressRequest request)
    {
        var errors = new FieldErrors();
        var address = Address(new FieldReader(errors, ""), field, new Optional<OrderAddressRequest?>(request), null);
        return errors.Any ? errors.ToRefusal() : address;
    }

    private static OrderAddress? Address(FieldReader reader, string name, Optional<OrderAddressRequest?> field, OrderAddress? known)
    {
        if (!field.IsPresent || field.Value is not { } request)
        {
            return field.IsPresent ? null : known;
        }

        var inside = reader.Inside(name);
        return new OrderAddress(
            inside.TextOrNone("line1", request.Line1, null, LongestText),
            inside.TextOrNone("line2", request.Line2, null, LongestText),
            inside.TextOrNone("postalCode", request.PostalCode, null, LongestText),
            inside.TextOrNone("city", request.City, null, LongestText),
            inside.TextOrNone("country", request.Country, null, LongestText));
    }

    private static IReadOnlyList<OrderLine> Lines(
        FieldReader reader, Optional<IReadOnlyList<OrderLineRequest?>?> field, IReadOnlyList<OrderLine> known)
    {
        if (!field.IsPresent)
        {
            return known;
        }

        var requests = field.Value ?? [];
        if (requests.Count > MostLines)
        {
            reader.Fault("lines", $"May have at most {MostLines} lines.");
            return [];
        }

        return [.. requests.Select((request, i) => Line(reader.At("lines", i), request ?? new OrderLineRequest()))];
    }

    private static OrderLine Line(FieldReader reader, OrderLineRequest request)
    {
        var categories = request.Categories.Value ?? [];
        if (categories.Count > MostCategories || categories.Any(category => category?.Length > LongestText))
        {
            reader.Fault("categories", $"May have at most {MostCategories} names of at most {LongestText} characters.");
        }

        return new OrderLine(
            reader.TextOrNone("sku", request.Sku, null, LongestText),
            reader.Number("quantity", request.Quantity, 1, 0, int.MaxValue),
            reader.NumberOrNone("amount", request.Amount, null, -Currency.MaxMinor, Currency.MaxMinor),
            [.. categories.OfType<string>()]);
    }

    private static IReadOnlyDictionary<string, string> Metadata(
        FieldReader reader, Optional<IReadOnlyDictionary<string, string?>?> field, IReadOnlyDictionary<string, string>? known)
    {
        if (!field.IsPresent)
        {
            return known ?? new Dictionary<string, string>();
        }

        var notes = (field.Value ?? new Dictionary<string, string?>())
            .Where(note => note.Value is not null)
            .ToDictionary(note => note.Key, note => note.Value!, StringComparer.Ordinal);
        if (notes.Count > MostNotes || notes.Any(note => note.Key.Length > LongestId || note.Value.Length > LongestText))
        {
            reader.Fault("metadata", $"May have at most {MostNotes} notes of at most {LongestText} characters.");
        }

        return notes;
    }
}
