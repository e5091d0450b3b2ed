using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Domain.Screening;

namespace Vouch.Server.Platform;

/// <summary>
/// What stands for a person in our tables: the shop's keyed hashes of customer id, canonical address and phone, each
/// with a letter for its kind (<c>c:</c>, <c>e:</c>, <c>p:</c>). Two records that share one are one person.
/// Payment, device and postal address have keys too, but may be shared by several people.
/// </summary>
public static class PersonKeys
{
    /// <summary>With what the key of a customer id begins.</summary>
    public const string CustomerPrefix = "c:";

    /// <summary>With what the key of a mail address begins.</summary>
    public const string EmailPrefix = "e:";

    /// <summary>With what the key of a telephone number begins.</summary>
    public const string PhonePrefix = "p:";

    /// <summary>With what the key of a card begins.</summary>
    public const string PaymentPrefix = "m:";

    /// <summary>With what the key of a device begins.</summary>
    public const string DevicePrefix = "d:";

    /// <summary>With what the key of a postal address begins.</summary>
    public const string PostalPrefix = "a:";

    /// <summary>With what the key of an IP address begins.</summary>
    public const string IpPrefix = "i:";

    /// <summary>All keys of a person, sorted: the order in which rows are locked. What is missing or malformed gives none.</summary>
    /// <param name="shop">Whose keyed hash.</param>
    /// <param name="customerId">The shop's customer id.</param>
    /// <param name="email">As given.</param>
    /// <param name="phone">As given.</param>
    /// <param name="country">Whose telephone numbers are meant where the number does not say it; null where unknown.</param>
    public static IReadOnlyList<string> Of(Shop shop, string? customerId, string? email, string? phone, string? country = null)
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

        if (Phone(shop, phone, country) is { } number)
        {
            keys.Add(number);
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    /// <summary>The key of a customer id; case counts, surrounding space does not.</summary>
    public static string Customer(Shop shop, string customerId) => CustomerPrefix + shop.Hash("customer:" + customerId.Trim());

    /// <summary>The key of an address, by its canonical form.</summary>
    public static string Email(Shop shop, EmailAddress address) => EmailPrefix + shop.Hash("email:" + address.Strict);

    /// <summary>The key of an address as given; null where it is none.</summary>
    public static string? Email(Shop shop, string? email) => EmailAddress.TryParse(email, out var address) ? Email(shop, address) : null;

    /// <summary>The key of a telephone number; null where it is none.</summary>
    public static string? Phone(Shop shop, string? phone, string? country = null) =>
        Vouch.Domain.People.Phone.Canonical(phone, country ?? shop.Finance.Country) is { } number
            ? PhonePrefix + shop.Hash("phone:" + number)
            : null;

    /// <summary>The key of what is paid with (the payment provider's fingerprint); null where unknown.</summary>
    public static string? Payment(Shop shop, string? fingerprint) => Shared(shop, PaymentPrefix, "payment:", fingerprint);

    /// <summary>The key of a device; null where unknown.</summary>
    public static string? Device(Shop shop, string? deviceId) => Shared(shop, DevicePrefix, "device:", deviceId);

    /// <summary>The key of a postal address: of the door, however it is spelt; null where it names none.</summary>
    public static string? Postal(Shop shop, OrderAddress? address) =>
        address is null ? null
        : Shared(shop, PostalPrefix, "postal:", PostalAddressKey.Of(
            address.Line1, address.Line2, address.PostalCode, address.Country)?.SortedKey);

    /// <summary>The key of an IP address, however it is spelt; null where it is none.</summary>
    public static string? Ip(Shop shop, string? ipAddress) => Shared(shop, IpPrefix, "ip:", IpText.Canonical(ipAddress)?.Exact);

    private static string? Shared(Shop shop, string prefix, string kind, string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : prefix + shop.Hash(kind + text.Trim());
}
