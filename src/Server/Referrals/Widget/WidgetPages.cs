using System.Text.Json;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Widget;

/// <summary>The desk's page about the widget.</summary>
/// <param name="Values">Which parts are on.</param>
/// <param name="HasOffer">True where a program is active.</param>
/// <param name="Snippet">The line of script.</param>
/// <param name="Policy">What a content security policy must allow.</param>
/// <param name="HasKey">True where the key in the line was just made.</param>
/// <param name="Saved">True just after saving.</param>
/// <param name="MayEdit">May switch.</param>
/// <param name="MayMakeKeys">May make a key.</param>
public sealed record WidgetPageModel(
    FormValues Values, bool HasOffer, string Snippet, string Policy, bool HasKey, bool Saved, bool MayEdit, bool MayMakeKeys);

/// <summary>Switches with what each does beside it, and the lines to copy.</summary>
internal static class WidgetPages
{
    private const string Path = "/widget";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Path, Permission.ShopRead, visit => Show(visit, null));
        routes.DeskPage(Path + "/preview.json", Permission.ShopRead, Preview);
        routes.DeskPost(Path, Permission.ShopWrite, Save);
        routes.DeskPost(Path + "/key", Permission.KeysWrite, MakeKey);
    }

    private static async Task<IResult> Show(DeskVisit visit, string? key)
    {
        var told = await Told(visit);
        var host = visit.Settings.PublicUrl;
        var values = new FormValues();
        foreach (var (name, isOn) in Switches(visit.Shop.Widgets))
        {
            values[name] = isOn ? "on" : "";
        }

        var origin = new Uri(host).GetLeftPart(UriPartial.Authority);
        return visit.Page<WidgetPage>(new WidgetPageModel(
            values, told.Offer is not null,
            $"<script async src=\"{host}/widget.js\" data-key=\"{key ?? Dots(visit.Shop.Mode)}\"></script>",
            $"script-src {origin}; connect-src {origin}", key is not null, visit.Query("saved") is not null,
            visit.May(Permission.ShopWrite), visit.May(Permission.KeysWrite)));
    }

    // Everything is on there, so that each can be seen before it is switched on.
    private static async Task<IResult> Preview(DeskVisit visit) => Results.Json(
        await Told(visit) with { Placements = new Widgets(Banner: true) }, WireJson.Options);

    private static async Task<IResult> Save(DeskVisit visit, FormValues form)
    {
        var wish = new WidgetsPatch
        {
            Tab = form.Ticked("tab"), Popup = form.Ticked("popup"), Banner = form.Ticked("banner"), Reminder = form.Ticked("reminder"),
            Join = form.Ticked("join"), Account = form.Ticked("account"), Invited = form.Ticked("invited"),
        };
        await visit.Db.Write(async tx => Refused.OrValue(
            await VetoSettings.Change(tx, new ShopPatch { Widgets = wish }, visit.Now, visit.Services)));
        return visit.Go(Path + "?saved=1");
    }

    private static async Task<IResult> MakeKey(DeskVisit visit, FormValues form)
    {
        var made = await visit.Db.Write(
            tx => KeyEndpoints.Make(tx, visit.Shop, new KeyRequest(KeyKind.Publishable, WidgetDeskTexts.KeyName), null, visit.Now));
        return await Show(visit, Refused.OrValue(made).Key);
    }

    private static Task<WidgetAnswer> Told(DeskVisit visit) =>
        WidgetEndpoints.Config(visit.Db, visit.Shop, [], visit.Settings.PublicUrl);

    private static string Dots(ShopMode mode) => mode == ShopMode.Live ? "pk_live_…" : "pk_test_…";

    private static Dictionary<string, bool> Switches(Widgets widgets) =>
        JsonSerializer.SerializeToElement(widgets, WireJson.Options).Deserialize<Dictionary<string, bool>>()!;
}
