using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Server.Orders;
using Vouch.Server.Platform;

namespace Vouch.Server.Screening;

/// <summary>Somebody, as screening sees them: who, and with what. Keyed hashes only.</summary>
/// <param name="Customer">The customer id; null without one.</param>
/// <param name="Addresses">The mail addresses.</param>
/// <param name="Marks">Device, card, telephone, postal and IP addresses, each once.</param>
internal sealed record Sighting(string? Customer, IReadOnlyList<string> Addresses, IReadOnlyList<string> Marks)
{
    /// <summary>Who buys, and with what.</summary>
    internal static Sighting Of(Shop shop, OrderFacts facts)
    {
        var customer = facts.Customer;
        string?[] marks =
        [
            PersonKeys.Device(shop, facts.DeviceId), PersonKeys.Payment(shop, facts.PaymentFingerprint),
            PersonKeys.Phone(shop, customer.Phone, facts.Country), PersonKeys.Postal(shop, facts.ShippingAddress),
            PersonKeys.Postal(shop, facts.BillingAddress), PersonKeys.Ip(shop, facts.IpAddress),
        ];
        return new Sighting(
            string.IsNullOrWhiteSpace(customer.ExternalId) ? null : PersonKeys.Customer(shop, customer.ExternalId),
            PersonKeys.Email(shop, customer.Email) is { } email ? [email] : [],
            [.. marks.OfType<string>().Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>An advocate, by the keys that joining and updating left.</summary>
    internal static Sighting OfAdvocate(IReadOnlyCollection<string> keys) => new(
        keys.FirstOrDefault(key => key.StartsWith(PersonKeys.CustomerPrefix, StringComparison.Ordinal)),
        [.. keys.Where(key => key.StartsWith(PersonKeys.EmailPrefix, StringComparison.Ordinal))],
        [.. keys.Where(Mark.Is)]);

    /// <summary>Where it goes, as one mark; null where unknown.</summary>
    internal string? Postal => Marks.FirstOrDefault(Mark.IsPostal);

    /// <summary>Where it came from; null where unknown.</summary>
    internal string? Ip => Marks.FirstOrDefault(Mark.IsIp);

    /// <summary>The keys by which the account is known.</summary>
    internal IReadOnlyList<string> People => Customer is null ? Addresses : [Customer, .. Addresses];
}

/// <summary>The kinds of marks, by the letter that their key begins with.</summary>
internal static class Mark
{
    internal static bool Is(string key) => IsLink(key) || IsIp(key);

    /// <summary>True for what joins accounts into groups: an IP address does not.</summary>
    internal static bool IsLink(string mark) => IsDevice(mark) || IsPayment(mark) || IsPhone(mark) || IsPostal(mark);

    internal static bool IsDevice(string mark) => mark.StartsWith(PersonKeys.DevicePrefix, StringComparison.Ordinal);

    internal static bool IsPayment(string mark) => mark.StartsWith(PersonKeys.PaymentPrefix, StringComparison.Ordinal);

    internal static bool IsPhone(string mark) => mark.StartsWith(PersonKeys.PhonePrefix, StringComparison.Ordinal);

    internal static bool IsPostal(string mark) => mark.StartsWith(PersonKeys.PostalPrefix, StringComparison.Ordinal);

    internal static bool IsIp(string mark) => mark.StartsWith(PersonKeys.IpPrefix, StringComparison.Ordinal);
}
