using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Platform.Pages;

/// <summary>The saved views above a list.</summary>
/// <param name="Href">The list's address.</param>
/// <param name="Action">Where views are posted to.</param>
/// <param name="Views">Own and shared ones.</param>
/// <param name="Present">The filters that are set now, without what is searched for.</param>
/// <param name="Me">Who looks.</param>
/// <param name="IsHead">They may change what is shared.</param>
/// <param name="Removed">One that was removed just now, and can be put back.</param>
public sealed record SavedViewsModel(
    string Href, string Action, IReadOnlyList<SavedView> Views, string Present, string Me, bool IsHead, RemovedView? Removed)
{
    /// <summary>True for whom a view can be changed by the one who looks.</summary>
    public bool MayChange(SavedView view) => view.MadeBy == Me || (IsHead && view.IsShared);
}

/// <summary>A view that was removed.</summary>
public sealed record RemovedView(string Name, string Query, bool IsShared);

/// <summary>The words of saved views.</summary>
internal static class ViewTexts
{
    public const string Title = "Saved views";
    public const string Save = "Save these filters";
    public const string Name = "Name";
    public const string Shared = "For everybody who may see this list";
    public const string Keep = "Save";
    public const string Manage = "Change views";
    public const string Rename = "Rename";
    public const string Remove = "Remove";
    public const string Undo = "Undo";
    public const string IsShared = "shared";
    public const string NoSearch = "What you searched for is not kept: it may name a person.";

    /// <summary>What was removed.</summary>
    public static string Removed(string name) => $"“{name}” was removed.";
}

/// <summary>Saved views at the desk: the bar above a list, and its forms. Who may see the list may save views of it.</summary>
internal static class SavedViewPages
{
    /// <summary>Maps the forms of a list.</summary>
    internal static void Map(IEndpointRouteBuilder routes, SavedList list, Permission right)
    {
        var path = "/views/" + WireName.Of(list);
        routes.DeskPost(path, right, async (visit, form) =>
        {
            var query = Filters(list, QueryOf(form["query"]));
            await visit.Db.Write(async tx => Refused.OrValue(
                await SavedViews.Add(tx, list, form["name"], query, visit.Actor, form.Ticked("shared"), visit.Now)));
            return Back(visit, list, query);
        });
        routes.DeskPost(path + "/{id}", right, async (visit, form) =>
        {
            var remove = form["remove"].Length > 0;
            var view = await visit.Db.Write(async tx => Refused.OrValue(await SavedViews.Change(
                tx, list, visit.RouteId<SavedViewId>(), remove ? null : form["name"], visit.Actor, visit.May(Permission.TeamWrite))));
            return Back(visit, list, !remove ? view.Query : $"removed={Uri.EscapeDataString(view.Name)}"
                + $"&was={Uri.EscapeDataString(view.Query)}" + (view.IsShared ? "&shared=1" : ""));
        });
    }

    /// <summary>The bar of a list as it is asked for now.</summary>
    internal static async Task<SavedViewsModel> Model(DeskVisit visit, SavedList list)
    {
        var removed = visit.Query("removed") is { } name
            ? new RemovedView(name, Filters(list, QueryOf(visit.Query("was") ?? "")), visit.Query("shared") is not null) : null;
        return new SavedViewsModel(
            $"{visit.Root}/{WireName.Of(list)}", $"{visit.Root}/views/{WireName.Of(list)}",
            await SavedViews.List(visit.Db, list, visit.Actor), Filters(list, visit.Query), visit.Actor, visit.May(Permission.TeamWrite),
            removed);
    }

    // Only filters, in one order: what is searched for may name somebody who asks to be forgotten.
    private static string Filters(SavedList list, Func<string, string?> said)
    {
        string[] names = list switch
        {
            SavedList.Advocates => ["status", "program", "segment", "sort"],
            SavedList.Reviews => ["cause"],
            SavedList.Rewards => ["status", "tasks", "kind"],
            SavedList.Orders => ["status", "outcome"],
            _ => ["status"],
        };
        return string.Join('&', names.Where(name => said(name) is { Length: > 0 and <= 80 })
            .Select(name => $"{name}={Uri.EscapeDataString(said(name)!)}"));
    }

    private static Func<string, string?> QueryOf(string text)
    {
        var pairs = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(text);
        return name => pairs.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    private static IResult Back(DeskVisit visit, SavedList list, string query) =>
        visit.Go($"/{WireName.Of(list)}" + (query.Length > 0 ? "?" + query : ""));
}
