using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vouch.Domain.Screening;

/// <summary>One text for each internet address, however it was written; what is hashed and compared.</summary>
public static class IpText
{
    private const int LongestText = 64;
    private const int MostDigits = 3;
    private const int SubnetBytes6 = 7;

    /// <summary>
    /// The address in its canonical spelling (RFC 5952; IPv4 mapped into IPv6 is IPv4), and the network one subscriber or small office
    /// has: <c>203.0.113.0/24</c>, <c>2001:db8:0:100::/56</c>. Null for what is no address: with a port, a length, or numbers that
    /// some read as octal. A zone is dropped, since it says something only on the computer that wrote it.
    /// </summary>
    public static (string Exact, string Subnet)? Canonical(string? text)
    {
        var bare = Bare(text?.Trim() ?? "");
        if (Four(bare) is { } four)
        {
            return (string.Join('.', four), $"{four[0]}.{four[1]}.{four[2]}.0/24");
        }

        if (!bare.Contains(':', StringComparison.Ordinal) || !bare.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            || !EndsPlainly(bare) || !IPAddress.TryParse(bare, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return Canonical(address.MapToIPv4().ToString());
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubnetBytes6).Clear();
        return (address.ToString(), $"{new IPAddress(bytes)}/56");
    }

    // Without brackets and zone, which only IPv6 has.
    private static string Bare(string text)
    {
        var isBracketed = text.StartsWith('[') && text.EndsWith(']');
        var inner = isBracketed ? text[1..^1] : text;
        var zone = inner.IndexOf('%', StringComparison.Ordinal);
        var bare = zone < 0 ? inner : inner[..zone];
        var isSix = bare.Contains(':', StringComparison.Ordinal) && zone != inner.Length - 1;
        return text.Length <= LongestText && (isSix || (!isBracketed && zone < 0)) ? bare : "";
    }

    // "::ffff:1.2.3.4": its IPv4 part is as strict as IPv4 alone.
    private static bool EndsPlainly(string text) =>
        !text.Contains('.', StringComparison.Ordinal) || Four(text[(text.LastIndexOf(':') + 1)..]) is not null;

    private static byte[]? Four(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(IsOctet)
            ? Array.ConvertAll(parts, part => byte.Parse(part, CultureInfo.InvariantCulture))
            : null;
    }

    private static bool IsOctet(string part) => part.Length is > 0 and <= MostDigits && part.All(char.IsAsciiDigit)
        && (part.Length == 1 || part[0] != '0') && int.Parse(part, CultureInfo.InvariantCulture) <= byte.MaxValue;
}
