using Vouch.Domain.People;

namespace Vouch.Server.Platform;

/// <summary>
/// What stands for a person in our tables: the shop's keyed hashes of customer id, canonical address and phone, each
/// with a letter for its kind (<c>c:</c>, <c>e:</c>, <c>p:</c>). Two records that share one are one person.
/// Payment, device and postal address have keys too, but may be shared by several people.
/// </summary>
public static class PersonKeys
{
    /// <summary>All keys of a person, sorted: the order in which rows are locked. What is missing or malformed gives none.</summary>
    /// <param name="shop">Whose keyed hash.</param>
    /// <param name="customerId">The shop's customer id.</param>
    /// <param name="email">As given.</param>
    /// <param name="phone">As given.</param>
    public static IReadOnlyList<string> Of(Shop shop, string? customerId, string? email, string? phone)
    {
        List<string> keys = [];
        if (!string.IsNullOrWhiteSpace(customerId))
        {
            keys.Add(Customer(shop, customerId));
        }

        if (EmailAddress.TryParse(email, out var address))
        {
            keys.Add(Email(shop, address));
        }

        if (Phone(shop, phone) is { } number)
        {
            keys.Add(number);
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    /// <summary>The key of a customer id; case counts, surrounding space does not.</summary>
    public static string Customer(Shop shop, string customerId) => "c:" + shop.Hash("customer:" + customerId.Trim());

    /// <summary>The key of an address, by its canonical form.</summary>
    public static string Email(Shop shop, EmailAddress address) => "e:" + shop.Hash("email:" + address.Strict);

    /// <summary>The key of an address as given; null where it is none.</summary>
    public static string? Email(Shop shop, string? email) => EmailAddress.TryParse(email, out var address) ? Email(shop, address) : null;

    /// <summary>The key of a telephone number; null where it is none.</summary>
    public static string? Phone(Shop shop, string? phone) =>
        Vouch.Domain.People.Phone.Canonical(phone) is { } number ? "p:" + shop.Hash("phone:" + number) : null;

    /// <summary>The key of what is paid with (the payment provider's fingerprint); null where unknown.</summary>
    public static string? Payment(Shop shop, string? fingerprint) => Shared(shop, "m:", "payment:", fingerprint);

    /// <summary>The key of a device; null where unknown.</summary>
    public static string? Device(Shop shop, string? deviceId) => Shared(shop, "d:", "device:", deviceId);

    /// <summary>The key of an IP address; null where unknown.</summary>
    public static string? Ip(Shop shop, string? ipAddress) => Shared(shop, "i:", "ip:", ipAddress);

    private static string? Shared(Shop shop, string prefix, string kind, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : prefix + shop.Hash(kind + text.Trim());
}
