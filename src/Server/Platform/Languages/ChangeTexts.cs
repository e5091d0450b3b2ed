using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>One text of a language.</summary>
/// <param name="Key">Which: <c>portal.leave</c>.</param>
/// <param name="Usual">What Vouch says: a text, or an object of plural forms.</param>
/// <param name="Own">What the merchant says instead; null where nothing.</param>
/// <param name="Values">What may stand in it in braces.</param>
public sealed record TextAnswer(string Key, JsonElement Usual, JsonElement? Own, IReadOnlyList<string> Values);

/// <summary>All texts of a language, by key.</summary>
/// <param name="Language">Its code.</param>
/// <param name="Name">As its speakers call it.</param>
/// <param name="Items">Its texts.</param>
public sealed record TextsAnswer(string Language, string Name, IReadOnlyList<TextAnswer> Items);

/// <summary>Texts that the merchant words in an own way.</summary>
/// <param name="Texts">By key: a text, an object of plural forms, or null for the usual one again.</param>
public sealed record TextsPatch(IReadOnlyDictionary<string, JsonElement> Texts);

/// <summary>Reads and changes what a shop says to advocates and friends, language by language.</summary>
internal static class ChangeTexts
{
    private const string Put = """
        INSERT INTO shop_texts (shop_id, language, text_key, wording, updated_at) VALUES (@shop, @language, @key, @wording, @at)
        ON CONFLICT (shop_id, language, text_key) DO UPDATE SET wording = excluded.wording, updated_at = excluded.updated_at
        """;

    private const string Remove = "DELETE FROM shop_texts WHERE shop_id = @shop AND language = @language AND text_key = @key";

    private const string Recount = """
        UPDATE shops SET own_texts = (SELECT count(*) FROM shop_texts t WHERE t.shop_id = @shop) WHERE shop_id = @shop
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<TextsAnswer>("/v1/texts/{language}", Permission.ShopRead, async call =>
            LanguageOf(call) is { } language ? Outcome.Ok(await Show(call.Db, language)) : Refusal.NotFound("language"));
        routes.Write<TextsPatch, TextsAnswer>("PATCH", "/v1/texts/{language}", Permission.TextsWrite, async (call, tx, patch) =>
        {
            if (LanguageOf(call) is not { } language)
            {
                return Refusal.NotFound("language");
            }

            return await Run(tx, call.Shop, language, patch.Texts, call.Now) is { } refusal
                ? refusal : Outcome.Ok(await Show(tx, language));
        });
    }

    /// <summary>Changes texts of a language, all or none; null when they stand.</summary>
    internal static async Task<Refusal?> Run(
        ShopTx tx, Shop shop, Language language, IReadOnlyDictionary<string, JsonElement> texts, Instant now)
    {
        foreach (var (key, json) in texts)
        {
            if (json.ValueKind == JsonValueKind.Null && language.Texts.ContainsKey(key))
            {
                await tx.Execute(Remove, new { Language = language.Code, Key = key });
                continue;
            }

            var own = OwnWording.Read(key, json, language);
            if (own.IsRefused)
            {
                return own.Refusal;
            }

            await tx.Execute(Put, new { Language = language.Code, Key = key, Wording = ShopWords.Write(own.Value), At = now });
        }

        await tx.Execute(Recount);
        tx.Publish(new ShopUpdated(shop.Id), now);
        ShopChanges.Tell(tx);
        return null;
    }

    private static async Task<TextsAnswer> Show(Reads db, Language language)
    {
        var own = await ShopWords.Own(db, language.Code);
        var items = language.Texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => new TextAnswer(
            text.Key, Json(text.Value), own.TryGetValue(text.Key, out var said) ? Json(said) : null,
            OwnWording.ValuesOf(text.Key, text.Value)));
        return new TextsAnswer(language.Code, language.Name, [.. items]);
    }

    private static JsonElement Json(Wording text) => JsonSerializer.Deserialize<JsonElement>(ShopWords.Write(text));

    private static Language? LanguageOf(Call call) => LanguageFiles.Find((string)call.Http.Request.RouteValues["language"]!);
}
