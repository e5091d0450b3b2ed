using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Charts;
using Vouch.Server.Rewards;

namespace Vouch.Server.Insights.Pages;

/// <summary>The desk's first page: thirty days at a glance, and what waits for a person.</summary>
internal static class ShowOverview
{
    private const int Days = 30;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.DeskPage("", Permission.ReferralsRead, async visit => visit.Page<OverviewPage>(await Load(visit)));

    private static async Task<OverviewModel> Load(DeskVisit visit)
    {
        var (db, shop) = (visit.Db, visit.Shop);
        var today = shop.DayOf(visit.Now);
        var first = today - Days + 1;
        var (before, since, until) = (StartOf(shop, first - Days), StartOf(shop, first), StartOf(shop, today + 1));

        var orders = await OverviewQueries.OrdersBetween(db, before, until);
        var rewards = await OverviewQueries.RewardsBetween(db, before, until);
        var clicks = await OverviewQueries.ClicksBetween(db, first - Days, today);
        var active = await OverviewQueries.ActiveBetween(db, since, until);
        var sold = Measured(shop, first, orders, bucket => bucket.N);
        var clicked = Split(first, clicks.Select(count => (count.Day, count.N)));
        var latest = await OverviewQueries.LatestReferrals(db);
        FunnelStep[] funnel =
        [
            new(OverviewTexts.Shares, await OverviewQueries.SharesBetween(db, since, until)),
            new(OverviewTexts.Clicks, clicked.Value),
            new(OverviewTexts.Claims, await OverviewQueries.ClaimsBetween(db, since, until)),
            new(OverviewTexts.Orders, sold.Value),
            new(OverviewTexts.Approved, await OverviewQueries.ApprovedBetween(db, first, today)),
        ];
        return new OverviewModel(
            [.. Enumerable.Range(0, Days)
                .Select(i => DateOnly.FromDayNumber((int)(first + i) + Epoch).ToString("d MMM", visit.Place.Culture))],
            Measured(shop, first, orders, bucket => bucket.Amount),
            sold,
            new OverviewFigure(active, await OverviewQueries.ActiveBetween(db, before, since), []),
            await OverviewQueries.JoinedInAll(db),
            Measured(shop, first, rewards, bucket => bucket.Amount),
            clicked,
            funnel,
            await Notices.ListOpen(db, Notices.InReview),
            latest,
            visit.May(Permission.ProgramsWrite),
            latest.Count > 0 ? null : await OverviewQueries.FirstSteps(db));
    }

    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static OverviewFigure Measured(
        Shop shop, long first, IEnumerable<OverviewQueries.Bucket> buckets, Func<OverviewQueries.Bucket, long> what) =>
        Split(first, buckets.Select(bucket => (shop.DayOf(new Instant(bucket.Quarter * OverviewQueries.QuarterHour)), what(bucket))));

    private static OverviewFigure Split(long first, IEnumerable<(long Day, long Value)> counts)
    {
        var days = new long[Days];
        var before = 0L;
        foreach (var (day, value) in counts)
        {
            if (day < first)
            {
                before += value;
            }
            else if (day < first + Days)
            {
                days[day - first] += value;
            }
        }

        return new OverviewFigure(days.Sum(), before, days);
    }

    private static Instant StartOf(Shop shop, long day) => LedgerDate.StartOf(shop, DateOnly.FromDayNumber((int)day + Epoch));
}
