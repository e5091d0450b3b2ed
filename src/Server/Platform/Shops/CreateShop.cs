using System.Security.Cryptography;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Languages;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What a new shop is made of.</summary>
/// <param name="Name">As customers know it.</param>
/// <param name="Currency">ISO 4217, one with a minor unit.</param>
/// <param name="TimeZone">IANA name, <c>Europe/Warsaw</c>.</param>
/// <param name="Locale">BCP 47, the default language.</param>
/// <param name="Mode">Test or live.</param>
/// <param name="Address">The storefront, http or https; null while unknown.</param>
public sealed record NewShop(string Name, string Currency, string TimeZone, string Locale, ShopMode Mode, string? Address);

/// <summary>A shop just made, with its keys, which are shown this once.</summary>
public sealed record MadeShop(ShopId ShopId, string SecretKey, string PublishableKey);

/// <summary>Makes a shop with one key of each kind.</summary>
public static class CreateShop
{
    [AcrossShops("a new shop has no rows of its own yet")]
    private const string InsertShop = """
        INSERT INTO shops (shop_id, name, address, currency, time_zone, locale, languages, mode, cookies, consent, return_days, brand,
            hash_key, customer_token_secret, clock_at, next_due_at, created_at)
        VALUES (@id, @name, @address, @currency, @timeZone, @locale, @languages, @mode, 'on', 'optional', 30, '{}',
            @hashKey, @customerTokenSecret, NULL, NULL, @at)
        """;

    [AcrossShops("the front door knows keys of all shops")]
    internal const string InsertKey = """
        INSERT INTO api_keys (key_id, shop_id, kind, hash, hint, name, created_at)
        VALUES (@keyId, @shopId, @kind, @hash, @hint, @name, @at)
        """;

    /// <summary>The shop and its keys, or what is wrong with the wish.</summary>
    public static async Task<Result<MadeShop>> Run(Database database, NewShop wish)
    {
        if (Check(wish) is { } refusal)
        {
            return refusal;
        }

        var id = database.NewId<ShopId>();
        var at = Instant.Of(database.Wall.GetUtcNow());
        var secret = NewKey.Make(database.NewId<KeyId>(), KeyKind.Secret, wish.Mode);
        var publishable = NewKey.Make(database.NewId<KeyId>(), KeyKind.Publishable, wish.Mode);
        await database.System.Write(async tx =>
        {
            await tx.Execute(InsertShop, new
            {
                Id = id, Name = wish.Name.Trim(), wish.Address, wish.Currency, wish.TimeZone, wish.Locale, wish.Mode, At = at,
                Languages = JsonSerializer.Serialize(LanguagesOf(wish.Locale)),
                HashKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                CustomerTokenSecret = "cts_" + Secrets.Token(43),
            });
            foreach (var key in new[] { secret, publishable })
            {
                await tx.Execute(
                    InsertKey, new { KeyId = key.Id, ShopId = id, key.Kind, key.Hash, key.Hint, Name = (string?)"first", At = at });
            }

            return 0;
        });
        return new MadeShop(id, secret.Text, publishable.Text);
    }

    // Everything that there are texts in: a friend is spoken to in the own language unless the merchant leaves it out.
    private static IEnumerable<string> LanguagesOf(string locale) =>
        LanguageFiles.Codes.Where(code => code != ChooseLanguage.Base(locale)).Prepend(locale);

    private static Refusal? Check(NewShop wish)
    {
        if (wish.Name.Trim() is not { Length: >= 1 and <= 200 })
        {
            return Refusal.Invalid("name", "must have 1 to 200 characters");
        }

        if (Currency.Find(wish.Currency) is null)
        {
            return Refusal.Invalid("currency", "must be an ISO 4217 currency with a minor unit, such as EUR");
        }

        return ShopRules.TimeZone(wish.TimeZone) ?? ShopRules.Locale("locale", wish.Locale) ?? ShopRules.Address(wish.Address);
    }
}

/// <summary>What a shop's settings may be; the command line and the API ask the same.</summary>
internal static class ShopRules
{
    internal static Refusal? TimeZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)
        ? null
        : Refusal.Invalid("timeZone", "must be an IANA time zone such as Europe/Warsaw");

    internal static Refusal? Locale(string field, string locale) =>
        LanguageTag.IsKnown(locale)
            ? null
            : Refusal.Invalid(field, "must be a language tag such as pl or en-GB");

    internal static Refusal? Address(string? address) =>
        address is null || (address.Length <= 500 && IsWeb(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0)
            ? null
            : Refusal.Invalid("address", "must be an absolute http or https URL");

    // Looked at before it is parsed: some texts without a scheme make the parser throw.
    private static bool IsWeb(string address) =>
        address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal);
}
