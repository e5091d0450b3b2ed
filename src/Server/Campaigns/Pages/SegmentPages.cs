using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;

namespace Vouch.Server.Campaigns.Pages;

/// <summary>The desk's pages about segments: the list, and the form with who belongs.</summary>
internal static class SegmentPages
{
    private const int PerPage = 25;
    private const int MostChoices = 200;
    private const int Shown = 20;
    private const string Here = "/segments";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.ProgramsRead, ShowList);
        routes.DeskPage(Here + "/new", Permission.ProgramsWrite, visit =>
            Form(visit, null, SegmentForm.Of("", new SegmentRule(), visit.Place), 200));
        routes.DeskPost(Here + "/new", Permission.ProgramsWrite, (visit, form) => Keep(visit, null, form));
        routes.DeskPost(Here + "/preview", Permission.ProgramsRead, async (visit, form) =>
            PageResult.Of<SegmentPreviewPart>(new { Count = await Count(visit, form) }));
        routes.DeskPage(Here + "/{id}", Permission.ProgramsRead, async visit =>
            await Find(visit) is var segment
                ? await Form(visit, segment, SegmentForm.Of(segment.Name, segment.Rule, visit.Place), StatusCodes.Status200OK) : null!);
        routes.DeskPost(Here + "/{id}", Permission.ProgramsWrite, async (visit, form) => await Keep(visit, await Find(visit), form));
        routes.DeskPost(Here + "/{id}/delete", Permission.ProgramsWrite, async (visit, form) =>
        {
            var segment = await Find(visit);
            if (await visit.Db.Write(tx => SegmentEndpoints.Delete(tx, segment.SegmentId, visit.Now)) is not { } refusal)
            {
                return visit.Go(Here);
            }

            var values = SegmentForm.Of(segment.Name, segment.Rule, visit.Place);
            SegmentForm.Explain(values, refusal);
            return await Form(visit, segment, values, StatusCodes.Status409Conflict);
        });
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var after = visit.QueryId<SegmentId>("after");
        var found = await SegmentStore.List(visit.Db, after, PerPage + 1);
        var lines = new List<SegmentLine>();
        foreach (var segment in found.Take(PerPage))
        {
            var program = segment.Rule.ProgramId is { } id ? (await ProgramQueries.Find(visit.Db, id))?.Terms.Name : null;
            lines.Add(new SegmentLine(
                segment.SegmentId, segment.Name, await SegmentMembers.Count(visit.Db, visit.Shop, segment.Rule, visit.Now),
                SegmentForm.Say(segment.Rule, program, visit.Place), segment.UpdatedAt));
        }

        return visit.Page<SegmentListPage>(new SegmentListModel(
            lines, found.Count > PerPage ? lines[^1].SegmentId : null, after is not null, visit.May(Permission.ProgramsWrite)));
    }

    private static async Task<IResult> Keep(DeskVisit visit, Segment? known, FormValues form)
    {
        var request = SegmentForm.Read(form, visit.Place);
        var unread = form.Wrong;
        try
        {
            var kept = await visit.Db.Write(async tx =>
            {
                var done = Refused.OrValue(known is null
                    ? SegmentEndpoints.Create(tx, request, visit.Now)
                    : await SegmentEndpoints.Update(tx, known.SegmentId, request, visit.Now));
                return unread ? throw new RefusedException(Refusal.Invalid("", CampaignTexts.WrongSegment)) : done;
            });
            return visit.Go($"{Here}/{kept.SegmentId}?saved=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            SegmentForm.Explain(form, refused.Refusal);
            return await Form(visit, known, form, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Form(DeskVisit visit, Segment? known, FormValues values, int status)
    {
        var programs = await ProgramQueries.List(visit.Db, null, MostChoices);
        var some = known is null
            ? [] : await SegmentMembers.Page(visit.Db, visit.Shop, known.Rule, visit.Now, null, Shown);
        return visit.Page<SegmentFormPage>(
            new SegmentFormModel(
                known?.SegmentId, known?.Name ?? CampaignTexts.NewSegment, values,
                [("", "not asked"), .. programs.Select(program => (program.ProgramId.ToString(), program.Terms.Name))],
                await Count(visit, values), some, visit.May(Permission.ProgramsWrite), visit.Query("saved") is not null),
            status);
    }

    private static async Task<long?> Count(DeskVisit visit, FormValues form)
    {
        var request = SegmentForm.Read(form, visit.Place) with { Name = "preview" };
        var read = SegmentParsing.Merge(request, "", new SegmentRule());
        return read.IsRefused ? null : await SegmentMembers.Count(visit.Db, visit.Shop, read.Value.Rule, visit.Now);
    }

    private static async Task<Segment> Find(DeskVisit visit) =>
        await SegmentStore.Find(visit.Db, visit.RouteId<SegmentId>()) ?? throw new RefusedException(CampaignRefusals.NoSuchSegment);
}
