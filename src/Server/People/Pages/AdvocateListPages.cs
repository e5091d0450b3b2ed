using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Campaigns;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;

namespace Vouch.Server.People.Pages;

/// <summary>The desk's list of advocates: found, filtered, taken along, blocked and unblocked in numbers.</summary>
internal static class AdvocateListPages
{
    private const string Here = "/advocates";
    private const int PerPage = 25;
    private const int MostChoices = 100;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.AdvocatesRead, visit => Show(visit, Read(visit), model => model));
        routes.DeskPage(Here + "/advocates.csv", Permission.AdvocatesExport, visit =>
            Task.FromResult<IResult>(new ExportAdvocates(visit, Read(visit), null)));
        routes.DeskPost(Here + "/many", Permission.AdvocatesWrite, Many);
        routes.DeskPost(Here + "/many/undo", Permission.AdvocatesWrite, Undo);
        SavedViewPages.Map(routes, SavedList.Advocates, Permission.AdvocatesRead);
        InvitePages.Map(routes);
    }

    private static AdvocateFilter Read(DeskVisit visit) => AdvocateFilter.Read(visit.Query);

    private static async Task<IResult> Show(DeskVisit visit, AdvocateFilter filter, Func<AdvocateListModel, AdvocateListModel> change)
    {
        var after = AdvocateCursor.Read(visit.Query("after"));
        var found = await FindAdvocates.Page(visit.Db, visit.Shop, filter, after, PerPage + 1, visit.Now);
        if (found.Count == 0 && filter is { Search: not null, IsPart: false } && after is null)
        {
            // No word begins so: it may stand within one.
            var within = filter with { IsPart = true };
            found = await FindAdvocates.Page(visit.Db, visit.Shop, within, null, PerPage + 1, visit.Now);
            filter = found.Count > 0 ? within : filter;
        }

        var programs = await ProgramQueries.List(visit.Db, null, MostChoices);
        var segments = await SegmentStore.List(visit.Db, null, MostChoices);
        var model = change(new AdvocateListModel(
            [.. found.Take(PerPage)], filter, after is null ? await FindFriends.Run(visit.Db, filter.Search) : [],
            programs.ConvertAll(program => new NamedChoice(program.ProgramId.ToString(), program.Terms.Name)),
            segments.ConvertAll(segment => new NamedChoice(segment.SegmentId.ToString(), segment.Name)),
            found.Count > PerPage ? found[PerPage - 1].Cursor.ToString() : null, after is not null, visit.Query("ticked") is not null,
            visit.May(Permission.AdvocatesWrite), visit.May(Permission.AdvocatesExport),
            await SavedViewPages.Model(visit, SavedList.Advocates))
        {
            Invited = int.TryParse(visit.Query("invited"), out var invited) ? invited : null,
        });
        return visit.Page<AdvocateListPage>(
            model, model.Refused is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    // Answers with the page itself: what was done, and the way to take back just that, stand on it.
    private static async Task<IResult> Many(DeskVisit visit, FormValues form)
    {
        var filter = AdvocateFilter.Read(name => form[name]);
        var all = form["whom"] == "all";
        var ticked = Ids(form["ids"]);
        if (!all && ticked.Count == 0)
        {
            return await Show(visit, filter, model => model with { Refused = BulkTexts.TickFirst });
        }

        if (form["deed"] == "export")
        {
            return visit.May(Permission.AdvocatesExport)
                ? new ExportAdvocates(visit, all ? filter : AdvocateFilter.All, all ? null : ticked)
                : PageResult.NotFound();
        }

        if (form["deed"] is not ("block" or "unblock"))
        {
            return await Show(visit, filter, model => model with { Refused = BulkTexts.NoDeed });
        }

        var ids = all ? (await FindAdvocates.Page(visit.Db, visit.Shop, filter, null, BlockMany.Most, visit.Now))
            .ConvertAll(line => line.AdvocateId) : ticked;
        var blocked = await BlockMany.Run(visit.Db, form["deed"] == "block", ids, null, visit.Now);
        return await Show(visit, filter, model => model with { Blocked = blocked });
    }

    private static async Task<IResult> Undo(DeskVisit visit, FormValues form)
    {
        var since = long.TryParse(form["since"], out var place) ? place : 0;
        var undone = await BlockMany.Run(visit.Db, form["deed"] == "block", Ids(form["ids"]), since, visit.Now);
        return await Show(visit, AdvocateFilter.Read(name => form[name]), model => model with { Blocked = undone });
    }

    private static List<AdvocateId> Ids(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(id => IdText.TryParse<AdvocateId>(id, out var advocate) ? advocate : (AdvocateId?)null).OfType<AdvocateId>()
            .Take(BlockMany.Most),
    ];
}
