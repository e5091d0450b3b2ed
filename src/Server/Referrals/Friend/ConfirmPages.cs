using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Friend;

/// <summary>
/// Where a friend confirms an address: opening the link does nothing, since mail scanners open links; the button makes
/// the claim evidence.
/// </summary>
internal static class ConfirmPages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage("/confirm/{shopId}/{token}", Show);
        routes.CookielessPost("/confirm/{shopId}/{token}", Confirm);
    }

    private static async Task<IResult> Show(HttpContext http) => await Find(http) is { } found
        ? PageResult.Of<ConfirmPage>(new { Model = new ConfirmModel(await Face(http, found), http.Request.Path) })
        : PageResult.NotFound();

    private static async Task<IResult> Confirm(HttpContext http, FormValues form)
    {
        if (await Find(http) is not { } found)
        {
            return PageResult.NotFound();
        }

        await found.Db.Write(tx => Keep(tx, found.Shop, found.Claim));
        return PageResult.Of<NoOfferPage>(new { Model = new NoOfferModel(await Face(http, found), "confirmed") });
    }

    private static async Task<PublicFace> Face(HttpContext http, (Shop Shop, ShopDb Db, ClaimId Claim) found) =>
        await PublicFace.Of(http, found.Db, found.Shop, (await ClaimStore.Find(found.Db, found.Claim))?.Locale);

    /// <summary>Makes a claim evidence from its own time on; orders that came meanwhile are settled again.</summary>
    internal static async Task<int> Keep(ShopTx tx, Shop shop, ClaimId id)
    {
        if (await ClaimStore.Find(tx, id) is not { EvidenceAt: null } claim)
        {
            return 0;
        }

        ClaimStore.Save(tx, claim with { EvidenceAt = claim.At });
        foreach (var order in await Orders.OrderQueries.OfPerson(tx, [claim.PersonKey]))
        {
            await ConductOrder.SettleAgain(tx, shop, order.OrderId, shop.Now(tx.Wall));
        }

        return 1;
    }

    private static async Task<(Shop Shop, ShopDb Db, ClaimId Claim)?> Find(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        return IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            && await ShopStore.Find(api.Database.System, id) is { } shop
            && ClaimConfirmation.Read(shop, (string?)http.Request.RouteValues["token"] ?? string.Empty) is { } claim
                ? (shop, api.Database.For(id), claim)
                : null;
    }
}
