using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Messaging.Pages;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>
/// Where people say that it is enough. Opening the address changes nothing, since scanners open addresses; the button, or the mail
/// program's own (RFC 8058), does it at once, without a cookie and from anywhere. The address tells nobody whose it is.
/// </summary>
internal static class UnsubscribePages
{
    private const string Route = "/unsubscribe/{shopId}/{token}";

    private const string FindPerson = "SELECT person_key FROM messages WHERE shop_id = @shop AND unsubscribe_key = @key LIMIT 1";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPage(Route, http => Show(http, static (_, _) => Task.CompletedTask, UnsubscribeStep.Ask));
        routes.PostFromAnywhere(Route, http => Show(http, OptOut, UnsubscribeStep.Done));
        routes.CookielessPost(Route + "/undo", (http, _) => Show(http, static (found, tx) =>
        {
            Suppressions.Lift(tx, found.PersonKey);
            return Task.CompletedTask;
        }, UnsubscribeStep.Undone));
    }

    /// <summary>The address for one person, the same in all mails to them.</summary>
    internal static string Address(ServerSettings settings, Shop shop, string key) => $"{settings.PublicUrl}/unsubscribe/{shop.Id}/{key}";

    /// <summary>What stands in the address in the place of the person; it cannot be made without the shop's key.</summary>
    internal static string Key(Shop shop, string personKey) => shop.Hash("unsubscribe " + personKey);

    private static Task OptOut(Found found, ShopTx tx)
    {
        Suppressions.Add(tx, found.PersonKey, SuppressionReason.OptedOut, found.Shop.Now(tx.Wall));
        return Task.CompletedTask;
    }

    private static async Task<IResult> Show(HttpContext http, Func<Found, ShopTx, Task> deed, UnsubscribeStep step)
    {
        if (await Find(http) is not { } found)
        {
            return PageResult.NotFound();
        }

        if (step != UnsubscribeStep.Ask)
        {
            await found.Db.Write(async tx =>
            {
                await deed(found, tx);
                return true;
            });
        }

        var address = $"/unsubscribe/{found.Shop.Id}/{found.Key}";
        return PageResult.Of<UnsubscribePage>(
            new { Model = new UnsubscribeModel(await PublicFace.Of(http, found.Db, found.Shop), address, step) });
    }

    private static async Task<Found?> Find(HttpContext http)
    {
        var api = http.RequestServices.GetRequiredService<ApiServices>();
        var key = (string?)http.Request.RouteValues["token"] ?? string.Empty;
        if (!IdText.TryParse<ShopId>((string?)http.Request.RouteValues["shopId"], out var id)
            || await ShopStore.Find(api.Database.System, id) is not { } shop)
        {
            return null;
        }

        var db = api.Database.For(id);
        return await db.First<string>(FindPerson, new { Key = key }) is { } person ? new Found(shop, db, person, key) : null;
    }

    private sealed record Found(Shop Shop, ShopDb Db, string PersonKey, string Key);
}
