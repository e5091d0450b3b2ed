using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Vouch.Domain.Ids;
using Vouch.Domain.Pictures;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>
/// The merchant's look as a style sheet of its own, since nothing inline is allowed. An accent too pale to be read on white, or
/// to carry white letters, is darkened until it can (WCAG AA, 4.5:1).
/// </summary>
internal static class BrandSheet
{
    /// <summary>The colour where the merchant names none.</summary>
    public const string OwnAccent = "#0b5f58";

    /// <summary>Of the corners, pixels, where the merchant says none.</summary>
    public const int OwnRadius = 12;

    /// <summary>The sheet's address; it changes with the brand.</summary>
    public static string Url(Shop shop) => $"/brand/{shop.Id}.css?v={Secrets.Hash(Text(shop.Brand))[..8]}";

    /// <summary>GET /brand/{shop}.css, for everybody.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapResult("/brand/{shopId}.css", Serve)
        .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>The merchant's accent, or ours, made readable.</summary>
    public static string Accent(Brand brand) => Readably(brand.AccentColor ?? OwnAccent);

    /// <summary>Of the corners, pixels.</summary>
    public static int Radius(Brand brand) => brand.CornerRadius ?? OwnRadius;

    /// <summary>The accent as it may be used for text on white and under white text.</summary>
    public static string Readably(string accent) => Contrast.OnWhite(Rgb.Parse(accent)).ToString();

    /// <summary>The sheet of a look.</summary>
    public static string Text(Brand brand)
    {
        var accent = Accent(brand);
        var radius = Radius(brand).ToString(CultureInfo.InvariantCulture);
        return $":root{{--accent:{accent};--accent-tint:color-mix(in srgb,{accent} 9%,#fff);--accent-dark:color-mix(in srgb,{accent} "
            + $"82%,#000);--radius:{radius}px}}\n";
    }

    private static async Task<IResult> Serve(HttpContext http)
    {
        var database = http.RequestServices.GetRequiredService<Database>();
        if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            || await ShopStore.Find(database.System, id) is not { } shop)
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Text(Text(shop.Brand), "text/css; charset=utf-8");
    }
}
