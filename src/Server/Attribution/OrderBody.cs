using System.Text.Json;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;

namespace Vouch.Server.Attribution;

/// <summary>What an order's body says that attribution looks at; an erased person's body says nothing.</summary>
internal sealed record OrderBody(
    IReadOnlyList<string> CouponCodes, string? AdvocateName, string? AdvocateEmail, bool? SaidNew, string? CustomerName,
    IReadOnlyList<OrderAddress> Addresses)
{
    internal static OrderBody Read(string body)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var codes = root.TryGetProperty("couponCodes", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.GetString()!.Trim()).ToList()
            : [];
        var customer = root.TryGetProperty("customer", out var told) && told.ValueKind == JsonValueKind.Object ? told : default;
        var isNew = customer.ValueKind == JsonValueKind.Object && customer.TryGetProperty("isNew", out var said)
            && said.ValueKind is (JsonValueKind.True or JsonValueKind.False)
            ? said.GetBoolean()
            : (bool?)null;
        return new OrderBody(
            codes, Text(root, "advocateName"), Text(root, "advocateEmail"), isNew,
            customer.ValueKind == JsonValueKind.Object ? Text(customer, "name") : null,
            [.. new[] { Address(root, "shippingAddress"), Address(root, "billingAddress") }.OfType<OrderAddress>()]);
    }

    private static OrderAddress? Address(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.Deserialize<OrderAddress>(WireJson.Options)
            : null;

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && !string.IsNullOrWhiteSpace(text) ? text : null;
}
