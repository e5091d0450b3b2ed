using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vouch.Domain.Screening;

/// <summary>A stretch of IP addresses by a common beginning, as the shop's lists have it: <c>203.0.113.0/24</c>.</summary>
public sealed record IpRange
{
    private IpRange(IPAddress first, int length) => (First, Length) = (first, length);

    /// <summary>Its first address.</summary>
    public IPAddress First { get; }

    /// <summary>How many bits are common.</summary>
    public int Length { get; }

    /// <summary>So wide that whole countries are in it.</summary>
    public bool IsVeryWide => Length < (First.AddressFamily == AddressFamily.InterNetwork ? 12 : 24);

    /// <summary>Reads an address or a range; bits beyond the length are cut off. Null for zones, ports, octal and short forms.</summary>
    public static IpRange? Parse(string? text)
    {
        var parts = (text ?? "").Trim().Split('/');
        if (parts.Length > 2 || Address(parts[0]) is not { } address)
        {
            return null;
        }

        // An IPv4 address spelt as IPv6 has its length counted so, too: ::ffff:203.0.113.0/120 is 203.0.113.0/24.
        var bits = 8 * address.GetAddressBytes().Length;
        var before = bits == 32 && parts[0].Contains(':', StringComparison.Ordinal) ? 96 : 0;
        return parts.Length == 1 ? new IpRange(address, bits)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                && length >= before && length <= bits + before
                ? new IpRange(Cut(address, length - before), length - before)
                : null;
    }

    /// <summary>All ranges an address is in, the narrowest first; none for what is no address.</summary>
    public static IEnumerable<IpRange> Around(string? text)
    {
        if (Address(text ?? "") is not { } address)
        {
            yield break;
        }

        for (var length = 8 * address.GetAddressBytes().Length; length >= 0; length--)
        {
            yield return new IpRange(Cut(address, length), length);
        }
    }

    /// <summary>True for an address inside; false for what is none.</summary>
    public bool Contains(string? text) =>
        Address(text ?? "") is { } address && address.AddressFamily == First.AddressFamily && Cut(address, Length).Equals(First);

    /// <summary>One spelling of each range.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{Length}");

    private static IPAddress? Address(string text) => IpText.Canonical(text) is { } known ? IPAddress.Parse(known.Exact) : null;

    private static IPAddress Cut(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept) & 0xFF);
        }

        return new IPAddress(bytes);
    }
}
