using System.Security.Cryptography;
using Vouch.Domain.Ids;

namespace Vouch.Server.Platform;

/// <summary>A shop's data keys, open for a while: to seal and open many values by one look at the database. Disposing wipes them.</summary>
public sealed class ShopSeals : IDisposable
{
    private readonly ShopId _shop;
    private readonly Dictionary<long, byte[]> _keys;

    internal ShopSeals(ShopId shop, Dictionary<long, byte[]> keys) => (_shop, _keys) = (shop, keys);

    /// <summary>Seals a text for one place, by the newest key.</summary>
    public string Seal(SealedPlace place, string text)
    {
        var newest = _keys.Keys.Max();
        return SealedText.Seal(_shop, newest, _keys[newest], place, text);
    }

    /// <summary>The text that was sealed for this place.</summary>
    /// <exception cref="SealBrokenException">It was changed, or sealed for another place.</exception>
    public string Open(SealedPlace place, string value) =>
        (SealedText.KeyId(value) is { } id && _keys.TryGetValue(id, out var key) ? SealedText.Open(_shop, key, place, value) : null)
        ?? throw new SealBrokenException(place.ToString());

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            CryptographicOperations.ZeroMemory(key);
        }

        _keys.Clear();
    }
}
