using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Insights.Pages;

/// <summary>Everything the overview is made of.</summary>
/// <param name="Counted">The figures; in a large shop of some minutes ago, or not counted yet.</param>
/// <param name="Goals">The goals that are open or were just decided with how they stand, each with the name of its program.</param>
/// <param name="Tasks">What waits for a person.</param>
/// <param name="Latest">The newest referrals.</param>
/// <param name="FirstSteps">How far a shop without referrals has come; null otherwise.</param>
internal sealed record OverviewFacts(
    Kept<OverviewCounts> Counted, IReadOnlyList<(FollowedGoal Goal, string? Program)> Goals, WaitingFacts Tasks,
    IReadOnlyList<LatestReferral> Latest, FirstStepsModel? FirstSteps);

/// <summary>What waits, as it is counted.</summary>
/// <param name="MoneyInReview">Minor units that hang on referrals in review.</param>
/// <param name="OpenCases">Customers who are unhappy and unanswered.</param>
/// <param name="LostMails">Mails of the last days that did not arrive.</param>
/// <param name="Notices">What the slices have raised, reviews apart.</param>
internal sealed record WaitingFacts(
    long MoneyInReview, long OpenCases, IReadOnlyList<OverviewQueries.MailCount> LostMails, IReadOnlyList<Notice> Notices);

/// <summary>
/// Loads the overview: its figures counted as <c>/v1/reports/kpis</c> counts them, so that no number here differs from the one there, and
/// what waits as it is now.
/// </summary>
internal static class LoadOverview
{
    private const int MailDays = 7;

    // What is decided stays in sight so long: nobody is to read of it in a mail alone.
    private const int DecidedDays = 14;

    /// <summary>What is known of the days up to today, and of as many before them.</summary>
    /// <param name="kept">What large shops have counted before.</param>
    /// <param name="db">The shop's rows.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="days">How many.</param>
    internal static async Task<OverviewFacts> Of(KeptAnswers kept, ShopDb db, Shop shop, Instant now, int days)
    {
        var counted = await kept.Of(db, shop, now, InsightsQuestions.Overview(days));
        return await db.Snapshot(async reads =>
        {
            var latest = await OverviewQueries.LatestReferrals(reads);
            return new OverviewFacts(
                counted, await Goals(reads, shop, now, counted.Value?.Goals), await Waiting(reads, now), latest,
                latest.Count > 0 ? null : await OverviewQueries.FirstSteps(reads));
        });
    }

    private static async Task<WaitingFacts> Waiting(Reads reads, Instant now) => new(
        await OverviewQueries.MoneyInReview(reads), await OverviewQueries.OpenCases(reads),
        await OverviewQueries.LostMails(reads, now.PlusDays(-MailDays)), await Notices.ListOpen(reads, Notices.InReview));

    private static async Task<IReadOnlyList<(FollowedGoal Goal, string? Program)>> Goals(
        Reads reads, Shop shop, Instant now, IReadOnlyDictionary<string, Measure>? measures)
    {
        var goals = await GoalStore.Recent(reads, now.PlusDays(-DecidedDays));
        if (goals.Count == 0)
        {
            return [];
        }

        var programs = await ProgramQueries.Names(reads, [.. goals.Select(goal => goal.Terms.ProgramId).OfType<ProgramId>().Distinct()]);
        return
        [
            .. FollowGoals.With(shop, now, goals, measures)
                .Select(one => (one, one.Goal.Terms.ProgramId is { } program ? programs.GetValueOrDefault(program) : null)),
        ];
    }
}
