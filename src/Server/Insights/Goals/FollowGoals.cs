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

    /// <summary>How the goals stand now, in their order.</summary>
    /// <param name="reads">A snapshot, or a transaction.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="goals">Which.</param>
    /// <param name="known">The shop's facts where they are loaded already.</param>
    internal static async Task<List<FollowedGoal>> Of(
        Reads reads, Shop shop, Instant now, IReadOnlyList<KeptGoal> goals, ShopFacts? known = null)
    {
        var measures = await Measures(reads, shop, now, goals, known);
        return With(shop, now, goals, measures);
    }

    /// <summary>The measures of those goals that are open and have begun, by the text of their ids.</summary>
    internal static async Task<IReadOnlyDictionary<string, Measure>> Measures(
        Reads reads, Shop shop, Instant now, IReadOnlyList<KeptGoal> goals, ShopFacts? known = null)
    {
        var running = goals.Where(goal => goal.Status == GoalDecision.Open).Select(goal => (Kept: goal, Goal: goal.In(shop)))
            .Where(one => one.Goal.From < now).ToList();
        var measures = new Dictionary<string, Measure>(StringComparer.Ordinal);
        foreach (var group in running.GroupBy(one => one.Kept.Terms.ProgramId))
        {
            known ??= await ShopFacts.Load(reads, shop, now);
            var facts = await CountPeriod.Of(
                reads, known, group.Min(one => one.Goal.From), group.Max(one => Until(one.Goal, now)), group.Key);
            foreach (var (kept, goal) in group)
            {
                var part = CountPeriod.Narrow(facts, shop, goal.From, Until(goal, now), group.Key);
                measures[kept.GoalId.ToString()] = KpiReport.From(CountKpis.From(part))[goal.Kpi];
            }
        }

        return measures;
    }

    /// <summary>How the goals stand by measures that were counted.</summary>
    internal static List<FollowedGoal> With(
        Shop shop, Instant now, IReadOnlyList<KeptGoal> goals, IReadOnlyDictionary<string, Measure> measures) =>
        [.. goals.Select(goal => Stand(shop, now, goal, measures.GetValueOrDefault(goal.GoalId.ToString())))];

    private static FollowedGoal Stand(Shop shop, Instant now, KeptGoal kept, Measure? measure)
    {
        var goal = kept.In(shop);
        var progress = GoalProgress.Of(goal, measure ?? Nothing, now);
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
