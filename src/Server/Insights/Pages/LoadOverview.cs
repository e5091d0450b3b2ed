using Vouch.Domain;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights.Pages;

/// <summary>Everything the overview is made of, of one moment.</summary>
/// <param name="Now">The measures of the period.</param>
/// <param name="Before">Those of the period before.</param>
/// <param name="Course">The period day by day.</param>
/// <param name="CourseBefore">The period before day by day.</param>
/// <param name="Cohort">What became of the friends who clicked in the period.</param>
/// <param name="ClickDays">For how long each of them is followed.</param>
/// <param name="Goals">The goals that are open or were just decided with how they stand, each with the name of its program.</param>
/// <param name="Tasks">What waits for a person.</param>
/// <param name="Latest">The newest referrals.</param>
/// <param name="FirstSteps">How far a shop without referrals has come; null otherwise.</param>
internal sealed record OverviewFacts(
    KpiReport Now, KpiReport Before, IReadOnlyList<DayFigures> Course, IReadOnlyList<DayFigures> CourseBefore, ClickCohort Cohort,
    int ClickDays, IReadOnlyList<(FollowedGoal Goal, string? Program)> Goals, WaitingFacts Tasks, IReadOnlyList<LatestReferral> Latest,
    FirstStepsModel? FirstSteps);

/// <summary>What waits, as it is counted.</summary>
/// <param name="MoneyInReview">Minor units that hang on referrals in review.</param>
/// <param name="OpenCases">Customers who are unhappy and unanswered.</param>
/// <param name="LostMails">Mails of the last days that did not arrive.</param>
/// <param name="Notices">What the slices have raised, reviews apart.</param>
internal sealed record WaitingFacts(
    long MoneyInReview, long OpenCases, IReadOnlyList<OverviewQueries.MailCount> LostMails, IReadOnlyList<Notice> Notices);

/// <summary>
/// Loads the overview in one snapshot: the facts of both periods once, counted as <c>/v1/reports/kpis</c> counts them, so that no number
/// here differs from the one there.
/// </summary>
internal static class LoadOverview
{
    private const int MailDays = 7;

    // What is decided stays in sight so long: nobody is to read of it in a mail alone.
    private const int DecidedDays = 14;

    /// <summary>The facts of the days up to today, and of as many before them.</summary>
    /// <param name="db">The shop's rows.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="days">How many.</param>
    internal static Task<OverviewFacts> Of(ShopDb db, Shop shop, Instant now, int days) => db.Snapshot(async reads =>
    {
        var starts = Starts(shop, now, days);
        var (before, from, to) = (starts[0], starts[days], starts[^1]);
        var known = await ShopFacts.Load(reads, shop, now);
        var facts = await CountPeriod.Of(reads, known, before, to, null);
        KpiFacts Part(Instant start, Instant end) => CountPeriod.Narrow(facts, shop, start, end, null);
        var latest = await OverviewQueries.LatestReferrals(reads);
        return new OverviewFacts(
            KpiReport.From(CountKpis.From(Part(from, to))), KpiReport.From(CountKpis.From(Part(before, from))),
            CountKpis.Course(facts, starts[days..]), CountKpis.Course(facts, starts[..(days + 1)]), CountKpis.Follow(Part(from, to)),
            facts.Terms.ClickDays, await Goals(reads, shop, now, known), await Waiting(reads, now), latest,
            latest.Count > 0 ? null : await OverviewQueries.FirstSteps(reads));
    });

    /// <summary>The first instants of both periods' days, oldest first, and the first one after today.</summary>
    internal static Instant[] Starts(Shop shop, Instant now, int days)
    {
        var today = LedgerDate.Today(shop, now);
        return [.. Enumerable.Range(1 - (2 * days), (2 * days) + 1).Select(day => LedgerDate.StartOf(shop, today.AddDays(day)))];
    }

    private static async Task<WaitingFacts> Waiting(Reads reads, Instant now) => new(
        await OverviewQueries.MoneyInReview(reads), await OverviewQueries.OpenCases(reads),
        await OverviewQueries.LostMails(reads, now.PlusDays(-MailDays)), await Notices.ListOpen(reads, Notices.InReview));

    private static async Task<IReadOnlyList<(FollowedGoal Goal, string? Program)>> Goals(
        Reads reads, Shop shop, Instant now, ShopFacts known)
    {
        var goals = await GoalStore.Recent(reads, now.PlusDays(-DecidedDays));
        if (goals.Count == 0)
        {
            return [];
        }

        var programs = (await ProgramQueries.List(reads, null, int.MaxValue)).ToDictionary(one => one.ProgramId, one => one.Terms.Name);
        return
        [
            .. (await FollowGoals.Of(reads, shop, now, goals, known))
                .Select(one => (one, one.Goal.Terms.ProgramId is { } program ? programs.GetValueOrDefault(program) : null)),
        ];
    }
}
