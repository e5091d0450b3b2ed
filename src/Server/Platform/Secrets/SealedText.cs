using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vouch.Domain.Ids;

namespace Vouch.Server.Platform;

/// <summary>Where a sealed value stands. It opens nowhere else.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Id">The row's key within the shop: an id's text.</param>
public readonly record struct SealedPlace(string Table, string Column, string Id)
{
    /// <summary>Table and column, as messages name them.</summary>
    public override string ToString() => $"{Table}.{Column}";

    /// <summary>What the cipher binds a value to: shop, table, column and row.</summary>
    internal byte[] Bound(ShopId shop) => Table.Contains('|') || Column.Contains('|')
        ? throw new ArgumentException("A table and a column have names without a bar.")
        : Encoding.UTF8.GetBytes($"{shop}|{Table}|{Column}|{Id}");
}

/// <summary>
/// A text sealed by AES-256-GCM, as a column holds it: <c>v1.keyId.nonce.tag+cipher</c>, the last two in base64url. The version says how
/// to read the rest.
/// </summary>
internal static class SealedText
{
    private const string Version = "v1";

    /// <summary>Seals a text.</summary>
    internal static string Seal(ShopId shop, long keyId, byte[] dataKey, SealedPlace place, string text)
    {
        var clear = Encoding.UTF8.GetBytes(text);
        try
        {
            var (nonce, box) = AesGcmBox.Lock(dataKey, clear, place.Bound(shop));
            return string.Create(
                CultureInfo.InvariantCulture, $"{Version}.{keyId}.{Base64Url.EncodeToString(nonce)}.{Base64Url.EncodeToString(box)}");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>Which data key sealed a value; null for what is no sealed value.</summary>
    internal static long? KeyId(string value) => value.Split('.') is [Version, var keyId, _, _]
        && long.TryParse(keyId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The text; null where the value, its place or the key is another.</summary>
    internal static string? Open(ShopId shop, byte[] dataKey, SealedPlace place, string value)
    {
        var parts = value.Split('.');
        if (parts.Length != 4 || !Base64Url.IsValid(parts[2]) || !Base64Url.IsValid(parts[3]))
        {
            return null;
        }

        var clear = AesGcmBox.Unlock(dataKey, Base64Url.DecodeFromChars(parts[2]), Base64Url.DecodeFromChars(parts[3]), place.Bound(shop));
        if (clear is null)
        {
            return null;
        }

        try
        {
            return Encoding.UTF8.GetString(clear);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }
}
