using Vouch.Domain;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>A goal with how it stands.</summary>
/// <param name="Goal">The goal.</param>
/// <param name="Progress">How it stands; what was decided stays as it was.</param>
/// <param name="Measure">The measure it was judged by; null where nothing had to be measured.</param>
internal sealed record FollowedGoal(KeptGoal Goal, GoalProgress Progress, Measure? Measure);

/// <summary>
/// Says how goals stand. The facts are loaded once for all goals of one program, over the time that any of them needs, and each goal is
/// counted of its own part of it; a goal that is decided or has not begun needs none.
/// </summary>
internal static class FollowGoals
{
    private static readonly Measure Nothing = Measure.Ratio(0, 0, null, false, DataState.Count(0));

    /// <summary>How the goals stand now, in their order; in a large shop by what was counted last.</summary>
    /// <param name="kept">Answers of large shops.</param>
    /// <param name="db">The shop's rows.</param>
    /// <param name="reads">What the goals were read by: a snapshot, or a transaction.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="goals">Which.</param>
    internal static async Task<List<FollowedGoal>> Of(
        KeptAnswers kept, ShopDb db, Reads reads, Shop shop, Instant now, IReadOnlyList<KeptGoal> goals) =>
        With(shop, now, goals, (await Counts(kept, db, reads, shop, now, goals)).Value?.Measures);

    /// <summary>The measures of goals; in a large shop those of all open ones, as they were counted last.</summary>
    internal static async Task<Kept<GoalCounts>> Counts(
        KeptAnswers kept, ShopDb db, Reads reads, Shop shop, Instant now, IReadOnlyList<KeptGoal> goals)
    {
        if (Running(shop, now, goals).Count == 0)
        {
            return new Kept<GoalCounts>(new GoalCounts(new Dictionary<string, Measure>()), null, false);
        }

        return await kept.IsLarge(db)
            ? await kept.Of(db, shop, now, InsightsQuestions.Goals(await GoalStore.Open(reads)))
            : new Kept<GoalCounts>(new GoalCounts(await Measures(reads, await ShopFacts.Load(reads, shop, now), goals)), null, false);
    }

    /// <summary>The measures of those goals that are open and have begun, by what is measured.</summary>
    internal static async Task<IReadOnlyDictionary<string, Measure>> Measures(Reads reads, ShopFacts known, IReadOnlyList<KeptGoal> goals)
    {
        var (shop, now) = (known.Shop, known.Now);
        var measures = new Dictionary<string, Measure>(StringComparer.Ordinal);
        foreach (var group in Running(shop, now, goals).GroupBy(one => one.Kept.Terms.ProgramId))
        {
            var facts = await CountPeriod.Of(
                reads, known, group.Min(one => one.Goal.From), group.Max(one => Until(one.Goal, now)), group.Key);
            foreach (var (kept, goal) in group)
            {
                var part = CountPeriod.Narrow(facts, shop, goal.From, Until(goal, now), group.Key);
                measures[What(kept.Terms)] = KpiReport.From(CountKpis.From(part))[goal.Kpi];
            }
        }

        return measures;
    }

    /// <summary>What measures hang on: one that was counted for a goal says nothing of it any more once it is changed.</summary>
    internal static string What(GoalTerms terms) => FormattableString.Invariant(
        $"{Kpis.JsonName(terms.Kpi)} {terms.From:yyyy-MM-dd} {terms.To:yyyy-MM-dd} {terms.ProgramId?.ToString() ?? "all"}");

    /// <summary>How the goals stand by measures that were counted; null while they are counted for the first time.</summary>
    internal static List<FollowedGoal> With(
        Shop shop, Instant now, IReadOnlyList<KeptGoal> goals, IReadOnlyDictionary<string, Measure>? measures) =>
        [.. goals.Select(goal => Stand(shop, now, goal, measures?.GetValueOrDefault(What(goal.Terms))))];

    private static List<(KeptGoal Kept, Goal Goal)> Running(Shop shop, Instant now, IEnumerable<KeptGoal> goals) =>
    [
        .. goals.Where(goal => goal.Status == GoalDecision.Open).Select(goal => (Kept: goal, Goal: goal.In(shop)))
            .Where(one => one.Goal.From < now),
    ];

    private static FollowedGoal Stand(Shop shop, Instant now, KeptGoal kept, Measure? measure)
    {
        var goal = kept.In(shop);
        var progress = GoalProgress.Of(goal, measure ?? Nothing, now);
        if (measure is null && progress.Status != GoalStatus.Waiting)
        {
            progress = progress with { Status = GoalStatus.TooEarly };
        }

        return kept.Status == GoalDecision.Open
            ? new FollowedGoal(kept, progress, measure)
            : new FollowedGoal(
                kept, progress with
                {
                    Status = kept.Status == GoalDecision.Reached ? GoalStatus.Reached : GoalStatus.Missed, Value = kept.SettledValue,
                    Forecast = null, ForecastRange = null,
                },
                null);
    }

    // What happens in this millisecond is known.
    private static Instant Until(Goal goal, Instant now) => Instant.Min(goal.To, new Instant(now.Milliseconds + 1));
}
