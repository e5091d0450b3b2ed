using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>
/// The merchant's look as a style sheet of its own, since nothing inline is allowed. An accent too pale to be read on white, or
/// to carry white letters, is darkened until it can (WCAG AA, 4.5:1).
/// </summary>
internal static class BrandSheet
{
    private const string OwnAccent = "#0b5f58";
    private const int OwnRadius = 12;
    private const double Readable = 4.5;

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
    public static string Readably(string accent)
    {
        var (r, g, b) = (Part(accent, 1), Part(accent, 3), Part(accent, 5));
        while (1.05 / (Luminance(r, g, b) + 0.05) < Readable)
        {
            (r, g, b) = (r * 9 / 10, g * 9 / 10, b * 9 / 10);
        }

        return $"#{r:x2}{g:x2}{b:x2}";
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

    private static string Text(Brand brand)
    {
        var accent = Accent(brand);
        var radius = Radius(brand).ToString(CultureInfo.InvariantCulture);
        return $":root{{--accent:{accent};--accent-tint:color-mix(in srgb,{accent} 9%,#fff);--accent-dark:color-mix(in srgb,{accent} "
            + $"82%,#000);--radius:{radius}px}}\n";
    }

    private static int Part(string color, int at) => int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static double Luminance(int r, int g, int b) => (0.2126 * Linear(r)) + (0.7152 * Linear(g)) + (0.0722 * Linear(b));

    private static double Linear(int channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
