using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>A visit to one shop's portal, by whomever.</summary>
internal sealed record PortalVisit(
    Shop Shop, ShopDb Db, Instant Wall, Instant Now, string PublicUrl, bool Secure, string Cookie, string? Token)
{
    /// <summary>Where the portal begins.</summary>
    public string Root => $"/portal/{Shop.Id}";

    /// <summary>How money and time are written.</summary>
    public Locality Place { get; } = Locality.Of(Shop);

    /// <summary>The visit; null where there is no such shop.</summary>
    public static async Task<PortalVisit?> Of(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            || await ShopStore.Find(api.Database.System, id) is not { } shop)
        {
            return null;
        }

        var wall = Instant.Of(api.Database.Wall.GetUtcNow());
        var secure = StaffSessions.Secure(http, api.Settings);
        // One browser may belong to an advocate of several shops.
        var cookie = (secure ? "__Host-vouch_portal_" : "vouch_portal_") + shop.Id;
        return new PortalVisit(shop, api.Database.For(id), wall, shop.Now(wall), api.Settings.PublicUrl, secure, cookie,
            http.Request.Cookies[cookie]);
    }
}
