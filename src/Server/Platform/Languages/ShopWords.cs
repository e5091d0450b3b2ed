using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What a shop's pages and mails speak with: a language and what the merchant says otherwise in it.</summary>
internal static class ShopWords
{
    private const string Select = "SELECT text_key, wording FROM shop_texts WHERE shop_id = @shop AND language = @language";

    /// <summary>The shop's words in a language that there is a file for.</summary>
    internal static async Task<Words> Of(Reads db, Shop shop, string language)
    {
        var plain = LanguageFiles.Of(language);
        return shop.OwnTexts == 0 ? plain : new Words(plain.Language, LanguageFiles.English.Language, await Own(db, language));
    }

    /// <summary>The merchant's own texts in a language, by key.</summary>
    internal static async Task<IReadOnlyDictionary<string, Wording>> Own(Reads db, string language) =>
        (await db.Query<Row>(Select, new { language })).ToDictionary(row => row.TextKey, row => Read(row.Wording));

    /// <summary>The words for one person: their own language where the shop speaks it.</summary>
    internal static Task<Words> For(Reads db, Shop shop, string? locale) => Of(db, shop, Choose(shop, [locale]));

    /// <summary>The first language of the wishes that the shop speaks, else the shop's own.</summary>
    internal static string Choose(Shop shop, IEnumerable<string?> wishes) =>
        ChooseLanguage.Of(wishes, Spoken(shop), LanguageFiles.Codes, LanguageFiles.Complete);

    /// <summary>The languages that the shop speaks and that there are texts in, its own first.</summary>
    internal static IReadOnlyList<Language> Offered(Shop shop) =>
        [.. Spoken(shop).Select(ChooseLanguage.Base).Distinct().Select(LanguageFiles.Find).OfType<Language>()];

    /// <summary>A text as it is kept: a sentence, or an object of plural forms.</summary>
    internal static string Write(Wording text) => text.IsCounted
        ? JsonSerializer.Serialize(text.Forms.ToDictionary(form => WireName.Of(form.Key), form => form.Value))
        : JsonSerializer.Serialize(text.Form(PluralForm.Other));

    private static Wording Read(string json)
    {
        var element = JsonSerializer.Deserialize<JsonElement>(json);
        return Wording.Read(element) ?? throw new FormatException("A text that was checked when it came is none.");
    }

    private static IReadOnlyCollection<string> Spoken(Shop shop) => [shop.Locale, .. shop.Languages];

    private sealed record Row(string TextKey, string Wording);
}
