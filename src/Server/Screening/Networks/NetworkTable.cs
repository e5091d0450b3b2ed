using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Networks;

/// <summary>
/// What network an internet address is in. The data are of @ip-location-db: AS numbers and names by RouteViews, the five regional
/// registries and DB-IP (CC BY 4.0), countries by the registries (NRO). Read once, by <see cref="WarmNetworks"/> or by whoever asks
/// first; safe for many threads.
/// </summary>
internal sealed class NetworkTable
{
    private const int Bits64 = 8;
    private const int SixToFour = 0x2002;
    private const ulong Nat64 = 0x0064_FF9B_0000_0000;
    private static readonly Network Nowhere = new(null, null, null, NetworkClass.Unknown);

    // Nobody on the internet has these: RFC 6890 and its registry.
    private static readonly (uint Network, int Length)[] Reserved4 =
    [
        (0x00000000, 8), (0x0A000000, 8), (0x64400000, 10), (0x7F000000, 8), (0xA9FE0000, 16), (0xAC100000, 12), (0xC0000000, 24),
        (0xC0000200, 24), (0xC0A80000, 16), (0xC6120000, 15), (0xC6336400, 24), (0xCB007100, 24), (0xE0000000, 3),
    ];

    // Of IPv6 only 2000::/3 is in use; within it Teredo, ORCHID and documentation are nobody's.
    private static readonly (ulong Network, int Length)[] Reserved6 =
    [
        (0x2001_0000_0000_0000, 32), (0x2001_0010_0000_0000, 28), (0x2001_0020_0000_0000, 28), (0x2001_0DB8_0000_0000, 32),
        (0x3FFF_0000_0000_0000, 20),
    ];

    /// <summary>The one of this process.</summary>
    public static readonly NetworkTable Shared = new();

    private readonly Lazy<NetworkData> _data = new(NetworkData.Load);
    private readonly Lazy<NetworkClasses> _classes = new(NetworkClasses.Load);

    /// <summary>Reads the data if nobody has yet.</summary>
    public void Warm() => _ = (_data.Value, _classes.Value);

    /// <summary>The network of an address as it was told; nowhere for what is no address.</summary>
    public Network Find(string? text) => IpText.Canonical(text) is { } known ? Find(IPAddress.Parse(known.Exact)) : Nowhere;

    /// <summary>The network of an address; <see cref="NetworkClass.Unknown"/> with nothing else where there are no data.</summary>
    /// <param name="address">IPv4 or IPv6; an IPv4 address inside of IPv6 (mapped, 6to4, NAT64) is looked up as what it is.</param>
    public Network Find(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out _))
        {
            return Nowhere;
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return Find4(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        var network = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        if (address.IsIPv4MappedToIPv6 || (network == Nat64 && bytes[Bits64..12].IndexOfAnyExcept((byte)0) < 0))
        {
            return Find4(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]));
        }

        return network >> 48 == SixToFour ? Find4((uint)(network >> 16 & uint.MaxValue)) : Find6(network);
    }

    private Network Find4(uint address) =>
        Reserved4.Any(range => address >> (32 - range.Length) == range.Network >> (32 - range.Length))
            ? Nowhere
            : Told(_data.Value.Of(address));

    private Network Find6(ulong network) =>
        network >> 61 != 1 || Reserved6.Any(range => network >> (64 - range.Length) == range.Network >> (64 - range.Length))
            ? Nowhere
            : Told(_data.Value.Of(network));

    private Network Told((string? Country, long Asn, string Organisation) entry) => entry.Asn == 0
        ? Nowhere with { Country = entry.Country }
        : new Network(entry.Country, entry.Asn, entry.Organisation, _classes.Value.Of(entry.Asn, entry.Organisation));
}
