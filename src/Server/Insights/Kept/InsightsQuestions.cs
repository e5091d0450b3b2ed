using System.Security.Cryptography;
using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>What the overview counts.</summary>
/// <param name="Now">The measures of the period.</param>
/// <param name="Before">Those of the period before.</param>
/// <param name="Course">The period day by day.</param>
/// <param name="CourseBefore">The period before day by day.</param>
/// <param name="Cohort">What became of the friends who clicked in the period.</param>
/// <param name="ClickDays">For how long each of them is followed.</param>
/// <param name="Goals">The measures of the open goals, by what is measured.</param>
internal sealed record OverviewCounts(
    KpiReport Now, KpiReport Before, IReadOnlyList<DayFigures> Course, IReadOnlyList<DayFigures> CourseBefore, ClickCohort Cohort,
    int ClickDays, IReadOnlyDictionary<string, Measure> Goals);

/// <summary>What the page of measures counts.</summary>
/// <param name="Now">The measures of the period.</param>
/// <param name="Before">Those of the period before.</param>
/// <param name="NewCustomers">By the points of the chart.</param>
/// <param name="ClickedFriends">By the points of the chart.</param>
internal sealed record MeasuresCounts(
    KpiReport Now, KpiReport Before, IReadOnlyList<long> NewCustomers, IReadOnlyList<long> ClickedFriends);

/// <summary>What the page of channels counts.</summary>
internal sealed record ChannelsCounts(IReadOnlyList<ChannelReport> Channels, AdvocatesReport Advocates, KpiReport Measures);

/// <summary>What the page of groups counts.</summary>
internal sealed record BreakdownCounts(IReadOnlyList<BreakdownAnswer> Rows);

/// <summary>What the page of cohorts counts.</summary>
internal sealed record CohortCounts(IReadOnlyList<CohortAnswer> Cohorts);

/// <summary>A mean over the customers whose first so many days are over.</summary>
public sealed record RealisedMean(int Days, Measure Mean);

/// <summary>What the page of lifetime value counts besides its models.</summary>
/// <param name="Realised">What customers left in their first days.</param>
/// <param name="Comparison">Referred against comparable others.</param>
internal sealed record LifetimeCounts(IReadOnlyList<RealisedMean> Realised, ComparisonAnswer Comparison);

/// <summary>What the page of goals counts: the measures of the open ones, by what is measured.</summary>
internal sealed record GoalCounts(IReadOnlyDictionary<string, Measure> Measures);

/// <summary>The questions of the desk's pages of figures.</summary>
internal static class InsightsQuestions
{
    /// <summary>How many days a period has where nothing is said.</summary>
    internal const int UsualDays = 30;

    private const int ComparedDays = 180;

    /// <summary>The lengths that the overview offers.</summary>
    internal static readonly IReadOnlyList<int> OverviewDays = [7, UsualDays, 90];

    /// <summary>What pages ask before anybody chooses anything.</summary>
    internal static IEnumerable<IQuestion> Usual(Shop shop, Instant now, IReadOnlyList<KeptGoal> goals)
    {
        var today = LedgerDate.Today(shop, now);
        var from = today.AddDays(1 - UsualDays);
        return
        [
            .. OverviewDays.OrderDescending().Select(Overview), Measures(from, today, null), Channels(from, today, null),
            Cohorts(), Goals(goals), Lifetime(),
        ];
    }

    internal static Question<OverviewCounts> Overview(int days) => new($"overview {days}", async (reads, known) =>
    {
        var starts = DayStarts(known.Shop, known.Now, days);
        var facts = await CountPeriod.Of(reads, known, starts[0], starts[^1], null);
        KpiFacts Part(int from, int to) => CountPeriod.Narrow(facts, known.Shop, starts[from], starts[to], null);
        return new OverviewCounts(
            KpiReport.From(CountKpis.From(Part(days, 2 * days))), KpiReport.From(CountKpis.From(Part(0, days))),
            CountKpis.Course(facts, starts[days..]), CountKpis.Course(facts, starts[..(days + 1)]), CountKpis.Follow(Part(days, 2 * days)),
            facts.Terms.ClickDays, await FollowGoals.Measures(reads, known, await GoalStore.Open(reads)));
    });

    /// <summary>Measures of the days from one to the other, the last one included, beside as many before them.</summary>
    internal static Question<MeasuresCounts> Measures(DateOnly from, DateOnly to, ProgramId? program) =>
        new(Key("measures", from, to, program), async (reads, known) =>
        {
            var (span, first) = (Span(known.Shop, from, to), from.AddDays(from.DayNumber - to.DayNumber - 1));
            var before = Span(known.Shop, first, from.AddDays(-1));
            var facts = await CountPeriod.Of(reads, known, span.From, span.To, program);
            var earlier = await CountPeriod.Of(reads, known, before.From, before.To, program);
            var points = Cuts(known.Shop, from, to).Select(cut => CountKpis.From(
                facts with { Period = new KpiPeriod(cut.From, cut.To, facts.Period.Now) })).ToList();
            return new MeasuresCounts(
                KpiReport.From(CountKpis.From(facts)), KpiReport.From(CountKpis.From(earlier)),
                points.ConvertAll(point => point.NewReferred), points.ConvertAll(point => point.ClickedFriends));
        });

    internal static Question<ChannelsCounts> Channels(DateOnly from, DateOnly to, ProgramId? program) =>
        new(Key("channels", from, to, program), async (reads, known) =>
        {
            var span = Span(known.Shop, from, to);
            return new ChannelsCounts(
                await ReportTables.Channels(reads, known, span), ReportTables.Advocates(known, span),
                KpiReport.From(CountKpis.From(await CountPeriod.Of(reads, known, span.From, span.To, program))));
        });

    internal static Question<BreakdownCounts> Breakdown(DateOnly from, DateOnly to, ProgramId? program, BreakdownBy by) =>
        new($"{Key("breakdown", from, to, program)} {WireName.Of(by)}", async (reads, known) =>
            new BreakdownCounts(await BreakdownReport.Of(reads, known, Span(known.Shop, from, to), program, by)));

    internal static Question<CohortCounts> Cohorts() =>
        new("cohorts", (_, known) => Task.FromResult(new CohortCounts(ShowLifetime.Cohorts(known))));

    internal static Question<LifetimeCounts> Lifetime() => new("lifetime", async (reads, known) =>
    {
        var margin = known.Shop.Finance.MarginPercent ?? 100;
        var orders = known.Orders.Where(order => order.IsValid)
            .Select(order => new CohortOrder(order.Person, order.Row.PlacedAt, order.Net * margin / 100)).ToList();
        return new LifetimeCounts(
            [.. RealisedMargin.Horizons.Select(days => new RealisedMean(days, RealisedMargin.Of(orders, days, known.Now)))],
            await CompareReferred.Run(reads, known, ComparedDays));
    });

    internal static Question<GoalCounts> Goals(IReadOnlyList<KeptGoal> open)
    {
        var all = string.Join('\n', open.Select(one => FollowGoals.What(one.Terms)));
        return new(
            "goals " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all))),
            async (reads, known) => new GoalCounts(await FollowGoals.Measures(reads, known, open)));
    }

    /// <summary>The points of the chart of measures.</summary>
    internal static IReadOnlyList<ReportPeriod> Cuts(Shop shop, DateOnly from, DateOnly to) =>
        Reports.Cut(shop, Span(shop, from, to), (to.DayNumber - from.DayNumber + 1) switch
        {
            <= 62 => ReportInterval.Day, <= 400 => ReportInterval.Week, _ => ReportInterval.Month,
        });

    /// <summary>
    /// The first instants of the days of a period up to today and of as many before, oldest first, and the first one after today.
    /// </summary>
    internal static Instant[] DayStarts(Shop shop, Instant now, int days)
    {
        var today = LedgerDate.Today(shop, now);
        return [.. Enumerable.Range(1 - (2 * days), (2 * days) + 1).Select(day => LedgerDate.StartOf(shop, today.AddDays(day)))];
    }

    // The days that are chosen, the last one included.
    private static ReportPeriod Span(Shop shop, DateOnly from, DateOnly to) =>
        new(LedgerDate.StartOf(shop, from), LedgerDate.StartOf(shop, to.AddDays(1)));

    private static string Key(string what, DateOnly from, DateOnly to, ProgramId? program) =>
        FormattableString.Invariant($"{what} {from:yyyy-MM-dd} {to:yyyy-MM-dd} {program?.ToString() ?? "all"}");
}
