using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>The width of a point of a series.</summary>
public enum ReportInterval { Day, Week, Month }

/// <summary>One point of a series.</summary>
/// <param name="From">First instant inside.</param>
/// <param name="To">First instant after.</param>
/// <param name="Measure">The figure.</param>
public sealed record SeriesPoint(Instant From, Instant To, MeasureAnswer Measure);

/// <summary>A measure over time.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Interval">How wide the points are.</param>
/// <param name="Points">Oldest first; the last may be cut by the period's end.</param>
public sealed record SeriesAnswer(string Metric, ReportInterval Interval, IReadOnlyList<SeriesPoint> Points);

/// <summary>A step from share to customer.</summary>
/// <param name="Step">Which.</param>
/// <param name="Count">How many came so far.</param>
/// <param name="OfBefore">Of those of the step before; null where that does not contain this one, or is empty.</param>
public sealed record FunnelStepAnswer(string Step, long Count, MeasureAnswer? OfBefore);

/// <summary>From share to customer.</summary>
/// <param name="Steps">In order.</param>
public sealed record FunnelAnswer(IReadOnlyList<FunnelStepAnswer> Steps);

/// <summary>The measures of a period: as a table, over time, and as a funnel.</summary>
internal static class Reports
{
    private const int MostPoints = 400;

    private static readonly QueryParameter[] OfAPeriod =
    [
        new("from", "A day of the shop's zone or an instant; thirty days before `to` when absent."),
        new("to", "The first day or instant after the period; now when absent."),
        new("programId", "Only this program's."),
    ];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<KpiAnswer>("/v1/reports/kpis", Permission.InsightsRead, async call =>
        {
            var (period, program) = (ReportPeriod.Of(call), call.QueryId<ProgramId>("programId"));
            return Outcome.Ok(KpiAnswer.Made(await Measures(call.Db, call.Shop, call.Now, period, program), program));
        }).WithMetadata([.. OfAPeriod]);
        routes.Read<SeriesAnswer>("/v1/reports/timeseries", Permission.InsightsRead, Series).WithMetadata(
        [
            .. OfAPeriod, new QueryParameter("metric", "A name of `/v1/reports/kpis`."),
            new QueryParameter("interval", "day, week or month; day when absent."),
        ]);
        routes.Read<FunnelAnswer>("/v1/reports/funnel", Permission.InsightsRead, async call => Outcome.Ok(Funnel(
            CountKpis.From(await Facts(call.Db, call.Shop, call.Now, ReportPeriod.Of(call), call.QueryId<ProgramId>("programId"))))))
            .WithMetadata([.. OfAPeriod]);
    }

    /// <summary>The measures of a period.</summary>
    internal static async Task<KpiReport> Measures(ShopDb db, Shop shop, Instant now, ReportPeriod period, ProgramId? program) =>
        KpiReport.From(CountKpis.From(await Facts(db, shop, now, period, program)));

    /// <summary>The facts of a period, all of one moment.</summary>
    internal static Task<KpiFacts> Facts(ShopDb db, Shop shop, Instant now, ReportPeriod period, ProgramId? program) => db.Snapshot(
        async reads => program is { } one && await ProgramQueries.Find(reads, one) is null
            ? throw new RefusedException(Refusal.NotFound("program"))
            : await CountPeriod.Of(reads, await ShopFacts.Load(reads, shop, now), period.From, period.To, program));

    /// <summary>Cuts a period into days, weeks (from Monday) or months of the shop's zone.</summary>
    internal static IReadOnlyList<ReportPeriod> Cut(Shop shop, ReportPeriod period, ReportInterval interval)
    {
        var local = TimeZoneInfo.ConvertTime(period.From.ToDateTimeOffset(), shop.TimeZone);
        var day = DateOnly.FromDateTime(local.DateTime);
        var start = interval switch
        {
            ReportInterval.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            ReportInterval.Month => new DateOnly(day.Year, day.Month, 1),
            _ => day,
        };
        var points = new List<ReportPeriod>();
        while (LedgerDate.StartOf(shop, start) < period.To && points.Count <= MostPoints)
        {
            var next = interval switch
            {
                ReportInterval.Week => start.AddDays(7), ReportInterval.Month => start.AddMonths(1), _ => start.AddDays(1),
            };
            var (from, to) = (LedgerDate.StartOf(shop, start), LedgerDate.StartOf(shop, next));
            points.Add(new ReportPeriod(from < period.From ? period.From : from, to > period.To ? period.To : to));
            start = next;
        }

        return points.Count > MostPoints
            ? throw new RefusedException(Refusal.Invalid("interval", $"gives more than {MostPoints} points in this period"))
            : points;
    }

    private static async Task<Outcome> Series(Call call)
    {
        if (!Kpis.TryParse(call.Query("metric"), out var kpi))
        {
            return Refusal.Invalid(
                "metric", "must be one of " + string.Join(", ", Kpis.All.Select(Kpis.JsonName)));
        }

        var interval = call.QueryEnum<ReportInterval>("interval") ?? ReportInterval.Day;
        var (period, program) = (ReportPeriod.Of(call), call.QueryId<ProgramId>("programId"));
        var cuts = Cut(call.Shop, period, interval);
        var facts = await Facts(call.Db, call.Shop, call.Now, period, program);
        return Outcome.Ok(new SeriesAnswer(
            Kpis.JsonName(kpi), interval,
            [.. cuts.Select(cut => new SeriesPoint(
                cut.From, cut.To, Point(CountPeriod.Narrow(facts, call.Shop, cut.From, cut.To, program), kpi)))]));
    }

    private static MeasureAnswer Point(KpiFacts facts, Kpi kpi) => MeasureAnswer.Of(KpiReport.From(CountKpis.From(facts))[kpi]);

    private static FunnelAnswer Funnel(KpiCounts counts) => new(
    [
        new("shares", counts.Shares, null),
        new("clicked_shares", counts.ClickedShares, MeasureAnswer.Of(Measure.Share(counts.ClickedShares, counts.Shares, true))),
        new("friends_who_clicked", counts.ClickedFriends, null),
        new("referred_persons", counts.Leads, null),
        new(
            "referred_persons_who_bought", counts.ConvertedLeads,
            MeasureAnswer.Of(Measure.Share(counts.ConvertedLeads, counts.Leads, true))),
        new("new_customers", counts.NewReferred, null),
    ]);
}
