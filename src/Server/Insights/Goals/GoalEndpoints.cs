using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>How a goal stands.</summary>
/// <param name="State">In a word. Reached and missed are told at the next midnight of the shop, and then never change.</param>
/// <param name="Value">The measure so far, or when it was decided; null where it has none.</param>
/// <param name="ExpectedByNow">What it would have to be by now: the target itself for rates, means and states.</param>
/// <param name="Forecast">What it comes to at the end; null where that is too early to say, or decided.</param>
/// <param name="ForecastInterval">Where that lies, 95 %, if only chance changes it; null where none is known.</param>
/// <param name="Method">How the forecast is made.</param>
/// <param name="Elapsed">Share of the time that is over, 0 to 1.</param>
/// <param name="Mature">What the measure waits for is over; null where nothing is measured.</param>
/// <param name="Have">How many cases there are; null where nothing is measured.</param>
/// <param name="Needed">From how many it is judged before its end; null where nothing is measured.</param>
public sealed record GoalProgressAnswer(
    GoalStatus State, decimal? Value, decimal ExpectedByNow, decimal? Forecast, IntervalAnswer? ForecastInterval, ForecastMethod Method,
    decimal Elapsed, bool? Mature, long? Have, long? Needed);

/// <summary>A goal in the request's shape, with how it stands.</summary>
public sealed record GoalAnswer(
    GoalId Id, string Name, string Kpi, GoalDirection Direction, decimal Target, DateOnly From, DateOnly To, ProgramId? ProgramId,
    GoalProgressAnswer Progress, Instant? SettledAt, Instant? ArchivedAt, Instant CreatedAt, Instant UpdatedAt)
{
    internal static GoalAnswer Of(FollowedGoal followed)
    {
        var (goal, terms, progress, measure) = (followed.Goal, followed.Goal.Terms, followed.Progress, followed.Measure);
        return new GoalAnswer(
            goal.GoalId, terms.Name, Kpis.JsonName(terms.Kpi), terms.Direction, terms.Target, terms.From, terms.To, terms.ProgramId,
            new GoalProgressAnswer(
                progress.Status, progress.Value, progress.Pace, progress.Forecast, IntervalAnswer.Of(progress.ForecastRange),
                progress.Method, progress.Elapsed, measure?.IsMature, measure?.Data.Have, measure?.Data.Needed),
            goal.SettledAt, goal.ArchivedAt, goal.CreatedAt, goal.UpdatedAt);
    }
}

/// <summary>Whether goals that were put away are meant.</summary>
public enum GoalShelf { Current, Archived }

/// <summary>Goals: set, changed, listed with how they stand, put away and taken out again.</summary>
internal static class GoalEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<GoalAnswer>>("/v1/goals", Permission.InsightsRead, async call =>
        {
            var isArchived = call.QueryEnum<GoalShelf>("shelf") == GoalShelf.Archived;
            var (after, limit) = (call.QueryId<GoalId>("after"), call.Limit + 1);
            var goals = await call.Db.Snapshot(async reads =>
                await Follow(call, reads, await GoalStore.List(reads, isArchived, after, limit)));
            return Outcome.Ok(call.Page(goals, one => one.Goal.GoalId, GoalAnswer.Of));
        }).WithMetadata(new QueryParameter("shelf", "current or archived; current when absent."));
        routes.Read<GoalAnswer>("/v1/goals/{id}", Permission.InsightsRead, async call =>
        {
            var id = call.RouteId<GoalId>();
            return await call.Db.Snapshot(async reads => await GoalStore.Find(reads, id) is { } goal
                ? Outcome.Ok(GoalAnswer.Of((await Follow(call, reads, [goal]))[0])) : GoalRefusals.NoSuchGoal);
        });
        routes.Write<GoalRequest, GoalAnswer>("POST", "/v1/goals", Permission.InsightsWrite, async (call, tx, request) =>
        {
            var made = await ChangeGoal.Create(tx, call.Shop, request, call.Now);
            return made.IsRefused ? made.Refusal : Outcome.Created(await Answer(call, tx, made.Value));
        }, StatusCodes.Status201Created);
        routes.Write<GoalRequest, GoalAnswer>("PATCH", "/v1/goals/{id}", Permission.InsightsWrite, async (call, tx, patch) =>
        {
            var changed = await ChangeGoal.Update(tx, call.Shop, call.RouteId<GoalId>(), patch, call.Now);
            return changed.IsRefused ? changed.Refusal : Outcome.Ok(await Answer(call, tx, changed.Value));
        });
        Step(routes, "archive", ChangeGoal.Archive);
        Step(routes, "restore", ChangeGoal.Restore);
    }

    private static void Step(
        IEndpointRouteBuilder routes, string word, Func<ShopTx, Shop, GoalId, Instant, Task<Result<KeptGoal>>> step) =>
        routes.Write<NoBody, GoalAnswer>("POST", "/v1/goals/{id}/" + word, Permission.InsightsWrite, async (call, tx, _) =>
        {
            var done = await step(tx, call.Shop, call.RouteId<GoalId>(), call.Now);
            return done.IsRefused ? done.Refusal : Outcome.Ok(await Answer(call, tx, done.Value));
        });

    private static async Task<GoalAnswer> Answer(Call call, ShopTx tx, KeptGoal goal) =>
        GoalAnswer.Of((await Follow(call, tx, [goal]))[0]);

    private static Task<List<FollowedGoal>> Follow(Call call, Reads reads, IReadOnlyList<KeptGoal> goals) => FollowGoals.Of(
        call.Http.RequestServices.GetRequiredService<KeptAnswers>(), call.Db, reads, call.Shop, call.Now, goals);
}
