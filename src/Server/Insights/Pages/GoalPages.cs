using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights.Pages;

/// <summary>The desk's pages about goals: the list with how each stands, and the form.</summary>
internal static class GoalPages
{
    private const string Here = "/goals";
    private const int PerPage = 25;
    private const int ProposedDays = 90;
    private const int MostChoices = 200;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.InsightsRead, visit => ShowList(visit, null));
        routes.DeskPage(Here + "/new", Permission.InsightsWrite, visit =>
            Form(visit, null, GoalForm.New(visit, LedgerDate.Today(visit.Shop, visit.Now)), StatusCodes.Status200OK));
        routes.DeskPost(Here + "/new", Permission.InsightsWrite, (visit, form) => Keep(visit, null, form));
        routes.DeskPage(Here + "/{id}/edit", Permission.InsightsWrite, async visit =>
        {
            var goal = await Find(visit);
            return await Form(visit, goal, GoalForm.Of(goal.Terms, visit.Place), StatusCodes.Status200OK);
        });
        routes.DeskPost(Here + "/{id}/edit", Permission.InsightsWrite, async (visit, form) => await Keep(visit, await Find(visit), form));
        Step(routes, "archive", ChangeGoal.Archive, id => $"{Here}?archived={id}");
        Step(routes, "restore", ChangeGoal.Restore, _ => Here + "?saved=1");
    }

    /// <summary>A goal as rows show it.</summary>
    /// <param name="place">How numbers are written.</param>
    /// <param name="followed">The goal with how it stands.</param>
    /// <param name="program">The name of its program; null for all.</param>
    internal static GoalLine Line(Locality place, FollowedGoal followed, string? program)
    {
        var (terms, text) = (followed.Goal.Terms, KpiTexts.Of(followed.Goal.Terms.Kpi));
        return new GoalLine(
            followed.Goal.GoalId, terms.Name, program is null ? text.Name : $"{text.Name}, {program}", GoalTexts.Span(place, terms),
            followed.Progress.Status, GoalTexts.Say(place, terms, followed.Progress, followed.Measure), terms.Target, followed.Progress);
    }

    private static async Task<IResult> ShowList(DeskVisit visit, string? refused)
    {
        var (isArchived, after) = (visit.Query("shelf") == "archived", visit.QueryId<GoalId>("after"));
        var today = LedgerDate.Today(visit.Shop, visit.Now);
        var kept = visit.Services.GetRequiredService<KeptAnswers>();
        var (found, archived) = await visit.Db.Snapshot(async reads => (
            await GoalStore.List(reads, isArchived, after, PerPage + 1), await GoalStore.CountArchived(reads)));
        var programs = await ProgramQueries.Names(visit.Db, [.. found.Select(goal => goal.Terms.ProgramId).OfType<ProgramId>().Distinct()]);
        var counted = found.Count == 0 ? null : await FollowGoals.Counts(kept, visit.Db, visit.Db, visit.Shop, visit.Now, found);
        var before = found.Count > 0 || isArchived || after is not null ? null
            : await kept.Of(
                visit.Db, visit.Shop, visit.Now, InsightsQuestions.Measures(today.AddDays(-ProposedDays), today.AddDays(-1), null));
        var goals = FollowGoals.With(visit.Shop, visit.Now, found, counted?.Value?.Measures);
        var lines = goals.Take(PerPage).Select(one => Line(
            visit.Place, one, one.Goal.Terms.ProgramId is { } program ? programs.GetValueOrDefault(program) : null)).ToList();
        return visit.Page<GoalsPage>(
            new GoalListModel(
                lines, before?.Value is { } past ? Proposals(visit, past.Now) : [], isArchived, archived,
                goals.Count > PerPage ? lines[^1].GoalId : null, after is not null, visit.QueryId<GoalId>("archived"),
                visit.Query("saved") is not null, visit.May(Permission.InsightsWrite), refused,
                counted?.State ?? before?.State ?? KeptState.Fresh),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static List<GoalProposal> Proposals(DeskVisit visit, KpiReport before) => [.. SuggestGoals.Of(before).Select(goal =>
    {
        var name = GoalTexts.NameOf(visit.Place, goal);
        return new GoalProposal(
            name, GoalTexts.Suggested(visit.Place, goal),
            $"{visit.Root}{Here}/new?kpi={Kpis.JsonName(goal.Kpi)}&target={goal.Target.ToString(CultureInfo.InvariantCulture)}"
                + $"&name={Uri.EscapeDataString(name)}");
    })];

    private static async Task<IResult> Form(DeskVisit visit, KeptGoal? known, FormValues values, int status)
    {
        var programs = await ProgramQueries.Choose(visit.Db, known?.Terms.ProgramId, MostChoices);
        return visit.Page<GoalFormPage>(
            new GoalFormModel(
                known?.GoalId, known?.Terms.Name ?? GoalTexts.New, values,
                [.. KpiTexts.Groups.SelectMany(group => group.Kpis).Where(text => GoalAims.DirectionOf(text.Kpi) is not null)
                    .Select(text => (Kpis.JsonName(text.Kpi), $"{text.Name}: {GoalTexts.Side(GoalAims.DirectionOf(text.Kpi)!.Value)}"))],
                [("", GoalTexts.AllPrograms), .. programs.Select(one => (one.ProgramId.ToString(), one.Name))],
                known is { Status: not GoalDecision.Open }),
            status);
    }

    private static async Task<IResult> Keep(DeskVisit visit, KeptGoal? known, FormValues form)
    {
        var request = known is { Status: not GoalDecision.Open }
            ? new GoalRequest { Name = form["name"] } : GoalForm.Read(form, visit.Place);
        if (known is not null && !form.Wrong && form.IsOutdated(GoalForm.Of(known.Terms, visit.Place)))
        {
            return await Form(visit, known, form, StatusCodes.Status409Conflict);
        }

        var unread = form.Wrong;
        try
        {
            await visit.Db.Write(async tx =>
            {
                var done = Refused.OrValue(known is null
                    ? await ChangeGoal.Create(tx, visit.Shop, request, visit.Now)
                    : await ChangeGoal.Update(tx, visit.Shop, known.GoalId, request, visit.Now));
                return unread ? throw new RefusedException(Refusal.Invalid("", GoalTexts.Wrong)) : done;
            });
            return visit.Go(Here + "?saved=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            GoalForm.Explain(form, refused.Refusal);
            return await Form(visit, known, form, StatusCodes.Status400BadRequest);
        }
    }

    private static void Step(
        IEndpointRouteBuilder routes, string word, Func<ShopTx, Shop, GoalId, Instant, Task<Result<KeptGoal>>> step,
        Func<GoalId, string> then) =>
        routes.DeskPost(Here + "/{id}/" + word, Permission.InsightsWrite, async (visit, _) =>
        {
            var id = visit.RouteId<GoalId>();
            try
            {
                await visit.Db.Write(async tx => Refused.OrValue(await step(tx, visit.Shop, id, visit.Now)));
                return visit.Go(then(id));
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                return await ShowList(visit, refused.Refusal.Sentence);
            }
        });

    private static async Task<KeptGoal> Find(DeskVisit visit) =>
        await GoalStore.Find(visit.Db, visit.RouteId<GoalId>()) ?? throw new RefusedException(GoalRefusals.NoSuchGoal);
}
