using System.Security.Cryptography;
using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What a key may do: everything in its shop, or only what a browser may.</summary>
public enum KeyKind { Secret, Publishable }

/// <summary>A key as it is made, the only time its text is known.</summary>
internal sealed record NewKey(KeyId Id, KeyKind Kind, string Text, string Hash, string Hint)
{
    internal static NewKey Make(KeyId id, KeyKind kind, ShopMode mode)
    {
        var prefix = (kind == KeyKind.Secret ? "sk_" : "pk_") + (mode == ShopMode.Live ? "live_" : "test_");
        var text = prefix + Secrets.Token(32);
        return new NewKey(id, kind, text, Secrets.Hash(text), prefix + "…" + text[^4..]);
    }
}

/// <summary>Random tokens and what is stored of them.</summary>
public static class Secrets
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A random token of letters and digits, almost six bits each.</summary>
    public static string Token(int length) => RandomNumberGenerator.GetString(Letters, length);

    /// <summary>What is stored of a token: SHA-256, hexadecimal. Tokens are random, so no salt is needed.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>Who calls, as the front door found it.</summary>
/// <param name="KeyId">Which key it was.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Scopes">The rights it has; null for all.</param>
/// <param name="Shop">What it opens.</param>
internal sealed record KeyOwner(KeyId KeyId, KeyKind Kind, IReadOnlySet<Permission>? Scopes, Shop Shop);

/// <summary>The front door of the API: which shop a key opens.</summary>
internal static class ApiKeys
{
    [AcrossShops("a key is looked up before its shop is known")]
    private const string SelectByHash = """
        SELECT k.key_id, k.kind AS key_kind, k.scopes, k.used_at,
        """ + " " + ShopRow.Columns + """
         FROM api_keys k JOIN shops s ON s.shop_id = k.shop_id
        WHERE k.hash = @hash AND k.deleted_at IS NULL AND (k.ends_at IS NULL OR k.ends_at > @at)
        """;

    [AcrossShops("a key is looked up before its shop is known")]
    private const string Touch = """
        UPDATE api_keys SET used_at = @at WHERE key_id = @keyId AND (used_at IS NULL OR used_at < @before)
        """;

    // Exact enough for "is it still in use?", and no write for every call.
    private static readonly TimeSpan UsedStep = TimeSpan.FromHours(1);

    internal static async Task<KeyOwner?> Find(Database database, string text)
    {
        var at = Instant.Of(database.Wall.GetUtcNow());
        if (await database.System.First<KeyRow>(SelectByHash, new { Hash = Secrets.Hash(text), At = at }) is not { } row)
        {
            return null;
        }

        if (row.UsedAt is null || row.UsedAt < at - UsedStep)
        {
            await database.System.Execute(Touch, new { row.KeyId, At = at, Before = at - UsedStep });
        }

        return new KeyOwner(row.KeyId, row.KeyKind, KeyScopes.Read(row.Scopes), row.ToShop());
    }

    private sealed record KeyRow(
        KeyId KeyId, KeyKind KeyKind, string? Scopes, Instant? UsedAt,
        ShopId ShopId, string Name, string? Address, string Currency, string TimeZone, string Locale, string Languages,
        ShopMode Mode, CookiePolicy Cookies, ConsentPolicy Consent, long ReturnDays, string Brand, string Finance,
        string? Veto, string Widgets, string? PostalAddress, string Mail, string Feedback, long OwnTexts, string HashKey,
        string CustomerTokenSecret, Instant? ClockAt, Instant CreatedAt)
    {
        internal Shop ToShop() => new ShopRow(ShopId, Name, Address, Currency, TimeZone, Locale, Languages, Mode, Cookies, Consent,
            ReturnDays, Brand, Finance, Veto, Widgets, PostalAddress, Mail, Feedback, OwnTexts, HashKey,
            CustomerTokenSecret, ClockAt, CreatedAt).ToShop();
    }
}
