using Vouch.Domain.Languages;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>What every page that customers see shows around its content: whose it is, how it looks, and in what language.</summary>
/// <param name="ShopName">The shop's name.</param>
/// <param name="Address">Where it is; null while unknown.</param>
/// <param name="BrandSheet">The merchant's colours; null where no shop is known.</param>
/// <param name="Place">How money and time are written, and what the page speaks with.</param>
/// <param name="Languages">What else the page can be read in.</param>
/// <param name="Here">The page's own path and query, without the language.</param>
/// <param name="Home">The page by which the shop's customers come in; null where no shop is known.</param>
/// <param name="Logo">The path of the shop's picture; null for its name in letters.</param>
public sealed record PublicFace(
    string ShopName, string? Address, string? BrandSheet, Locality Place, IReadOnlyList<Language> Languages, string Here,
    string? Home, string? Logo = null)
{
    /// <summary>Names the language of a page in its address.</summary>
    public const string Parameter = "lang";

    /// <summary>What the page speaks with.</summary>
    public Words Words => Place.Words;

    /// <summary>The page of a shop, in the language chosen, known of the person, or asked for by the browser.</summary>
    internal static async Task<PublicFace> Of(HttpContext http, Reads db, Shop shop, string? known = null)
    {
        var language = ShopWords.Choose(
            shop, [http.Request.Query[Parameter], known, .. ChooseLanguage.Accepted(http.Request.Headers.AcceptLanguage)]);
        Varies(http);
        return new PublicFace(
            shop.Name, shop.Address, Pages.BrandSheet.Url(shop), Locality.Of(shop, await ShopWords.Of(db, shop, language)),
            ShopWords.Offered(shop), HereOf(http.Request),
            $"{http.RequestServices.GetRequiredService<ServerSettings>().PublicUrl}/portal/{shop.Id}", shop.Brand.OwnLogo);
    }

    /// <summary>A page where no shop is known, in the language that the browser asks for.</summary>
    internal static PublicFace Nobody(HttpContext http)
    {
        Varies(http);
        return new PublicFace(
            DeskTexts.Product, null, null, Locality.Neutral with { Words = WordsOf(http) }, [], HereOf(http.Request), null);
    }

    /// <summary>What to speak with to somebody of whom only the browser is known.</summary>
    internal static Words WordsOf(HttpContext http) => LanguageFiles.Of(ChooseLanguage.Of(
        [http.Request.Query[Parameter], .. ChooseLanguage.Accepted(http.Request.Headers.AcceptLanguage)],
        LanguageFiles.Codes, LanguageFiles.Codes, LanguageFiles.Complete));

    private static void Varies(HttpContext http) => http.Response.Headers.Vary = "Accept-Language";

    private static string HereOf(HttpRequest request)
    {
        var rest = request.Query.Where(pair => pair.Key != Parameter)
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
        return request.PathBase + request.Path + QueryString.Create(rest).ToString();
    }
}
