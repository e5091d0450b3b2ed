using System.Collections.Concurrent;
using System.Net;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Tracking;

/// <summary>Remembers the keyed hashes of addresses seen lately: many clicks come from few networks, and hashing is dear.</summary>
internal sealed class AddressKeys
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<(ShopId Shop, IPAddress Address), string?> _known = new();

    /// <summary>The key of an address in a shop.</summary>
    public string? KeyOf(Shop shop, IPAddress address)
    {
        if (_known.TryGetValue((shop.Id, address), out var key))
        {
            return key;
        }

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        return _known[(shop.Id, address)] = PersonKeys.Ip(shop, address.ToString());
    }
}
