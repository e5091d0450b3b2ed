using System.Security.Cryptography;
using System.Text;
using Vouch.Domain.Ids;

namespace Vouch.Server.Platform;

/// <summary>
/// The installation's one key outside of its database. It wraps the data keys of shops and nothing else; neither it nor what is
/// derived from it is ever printed, only <see cref="Id"/>.
/// </summary>
public sealed class MasterKey
{
    /// <summary>The size of a key, bytes.</summary>
    public const int Size = AesGcmBox.KeySize;

    private const int IdBytes = 8;

    private readonly byte[] _wrapping;

    private MasterKey(byte[] wrapping, string id) => (_wrapping, Id) = (wrapping, id);

    /// <summary>By which wrapped keys name their master key: derived one way, so it may be shown and stored.</summary>
    public string Id { get; }

    /// <summary>A key of <see cref="Size"/> bytes, which the caller wipes afterwards.</summary>
    internal static MasterKey Of(byte[] key) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, AesGcmBox.KeySize, info: "vouch master key, wrapping v1"u8.ToArray()),
        Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, IdBytes, info: "vouch master key, id v1"u8.ToArray())));

    /// <summary>A shop's data key as the database may hold it: base64 of nonce, tag and cipher text.</summary>
    internal string Wrap(ShopId shop, long keyId, byte[] dataKey)
    {
        var (nonce, box) = AesGcmBox.Lock(_wrapping, dataKey, Bound(shop, keyId));
        return Convert.ToBase64String([.. nonce, .. box]);
    }

    /// <summary>The data key again, which the caller wipes; null where this is not the key that wrapped it, or it was changed.</summary>
    internal byte[]? Unwrap(ShopId shop, long keyId, string wrapped)
    {
        Span<byte> bytes = new byte[wrapped.Length];
        return Convert.TryFromBase64String(wrapped, bytes, out var length) && length > AesGcmBox.NonceSize
            ? AesGcmBox.Unlock(_wrapping, bytes[..AesGcmBox.NonceSize], bytes[AesGcmBox.NonceSize..length], Bound(shop, keyId))
            : null;
    }

    /// <summary>The id.</summary>
    public override string ToString() => Id;

    private static byte[] Bound(ShopId shop, long keyId) => Encoding.ASCII.GetBytes($"shop_data_keys|{shop}|{keyId}");
}
