using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Languages;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>A visit to one shop's portal, by whomever.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Db">Its rows.</param>
/// <param name="Wall">Wall time.</param>
/// <param name="Now">Shop time.</param>
/// <param name="PublicUrl">Where the world finds us.</param>
/// <param name="Secure">True over TLS.</param>
/// <param name="Cookie">The session cookie's name.</param>
/// <param name="Token">The session; null without one.</param>
/// <param name="Advocate">Who is in; null for nobody.</param>
/// <param name="Face">What stands around the page, in the visitor's language.</param>
internal sealed record PortalVisit(
    Shop Shop, ShopDb Db, Instant Wall, Instant Now, string PublicUrl, bool Secure, string Cookie, string? Token, Advocate? Advocate,
    PublicFace Face)
{
    /// <summary>Where the portal begins.</summary>
    public string Root => $"/portal/{Shop.Id}";

    /// <summary>How money and time are written.</summary>
    public Locality Place => Face.Place;

    /// <summary>What the page speaks with.</summary>
    public Words Words => Face.Words;

    /// <summary>The visit; null where there is no such shop.</summary>
    public static async Task<PortalVisit?> Of(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        return IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            && await ShopStore.Find(api.Database.System, id) is { } shop ? await Of(http, shop) : null;
    }

    /// <summary>The visit of a known shop.</summary>
    public static async Task<PortalVisit> Of(HttpContext http, Shop shop)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var wall = Instant.Of(api.Database.Wall.GetUtcNow());
        var secure = StaffSessions.Secure(http, api.Settings);
        var db = api.Database.For(shop.Id);
        // One browser may belong to an advocate of several shops.
        var cookie = (secure ? "__Host-vouch_portal_" : "vouch_portal_") + shop.Id;
        var token = http.Request.Cookies[cookie];
        var advocate = token is null ? null : await PortalLinks.SignedIn(db, token, wall);
        return new PortalVisit(
            shop, db, wall, shop.Now(wall), api.Settings.PublicUrl, secure, cookie, token,
            advocate is { IsErased: false } ? advocate : null, await PublicFace.Of(http, db, shop, advocate?.Locale));
    }
}
