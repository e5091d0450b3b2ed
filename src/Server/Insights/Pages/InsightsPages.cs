using System.Globalization;
using System.Text;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Lifetime;
using Vouch.Domain.Insights.Numerics;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Charts;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;

namespace Vouch.Server.Insights.Pages;

/// <summary>The desk's pages of figures: measures of a period, channels, cohorts, lifetime value.</summary>
internal static class InsightsPages
{
    private const string Here = "/insights";
    private const int UsualDays = 30;
    private const int ComparedDays = 180;
    private const int LongestPeriodDays = 3660;
    private const string EndOfLine = "\r\n";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.InsightsRead, async visit => visit.Page<MeasuresPage>(await Measures(visit)));
        routes.DeskPage(Here + "/measures.csv", Permission.InsightsRead, MeasuresFile);
        routes.DeskPage(Here + "/channels", Permission.InsightsRead, async visit => visit.Page<ChannelsPage>(await Channels(visit)));
        routes.DeskPage(Here + "/cohorts", Permission.InsightsRead, async visit => visit.Page<CohortsPage>(new CohortsModel(
            await visit.Db.Snapshot(async reads => ShowLifetime.Cohorts(await ShopFacts.Load(reads, visit.Shop, visit.Now))),
            visit.Shop.Finance.MarginPercent is not null)));
        routes.DeskPage(Here + "/lifetime", Permission.InsightsRead, async visit => visit.Page<LifetimePage>(await Lifetime(visit)));
    }

    private static async Task<PeriodModel> Period(DeskVisit visit)
    {
        var today = LedgerDate.Today(visit.Shop, visit.Now);
        var to = ReportPeriod.Day(visit.Query("to")) ?? today;
        var from = ReportPeriod.Day(visit.Query("from")) ?? to.AddDays(1 - UsualDays);
        if (from > to || to.DayNumber - from.DayNumber > LongestPeriodDays)
        {
            from = to.AddDays(1 - UsualDays);
        }

        var programs = await ProgramQueries.List(visit.Db, null, int.MaxValue);
        var program = visit.QueryId<ProgramId>("program") is { } id && programs.Exists(one => one.ProgramId == id) ? id.ToString() : null;
        return new PeriodModel(
            from, to, program, programs.ConvertAll(one => new ProgramChoice(one.ProgramId.ToString(), one.Terms.Name)));
    }

    private static ProgramId? ProgramOf(PeriodModel period) => IdText.TryParse<ProgramId>(period.Program, out var id) ? id : null;

    // The days that are chosen, the last one included.
    private static ReportPeriod Span(Shop shop, DateOnly from, DateOnly to) =>
        new(LedgerDate.StartOf(shop, from), LedgerDate.StartOf(shop, to.AddDays(1)));

    private static async Task<(PeriodModel Period, KpiFacts Facts, KpiReport Report, KpiReport Before)> Load(DeskVisit visit)
    {
        var period = await Period(visit);
        var program = ProgramOf(period);
        var days = period.To.DayNumber - period.From.DayNumber + 1;
        var span = Span(visit.Shop, period.From, period.To);
        var before = Span(visit.Shop, period.From.AddDays(-days), period.From.AddDays(-1));
        var (facts, earlier) = await visit.Db.Snapshot(async reads =>
        {
            var shop = await ShopFacts.Load(reads, visit.Shop, visit.Now);
            return (await CountPeriod.Of(reads, shop, span.From, span.To, program),
                await CountPeriod.Of(reads, shop, before.From, before.To, program));
        });
        return (period, facts, KpiReport.From(CountKpis.From(facts)), KpiReport.From(CountKpis.From(earlier)));
    }

    private static async Task<MeasuresModel> Measures(DeskVisit visit)
    {
        var (period, facts, report, before) = await Load(visit);
        var days = period.To.DayNumber - period.From.DayNumber + 1;
        var width = days <= 62 ? ReportInterval.Day : days <= 400 ? ReportInterval.Week : ReportInterval.Month;
        var cuts = Reports.Cut(visit.Shop, new ReportPeriod(facts.Period.From, facts.Period.To), width);
        var points = cuts.Select(cut =>
            CountKpis.From(facts with { Period = new KpiPeriod(cut.From, cut.To, facts.Period.Now) })).ToList();
        return new MeasuresModel(
            period,
            [.. KpiTexts.Groups.Select(group => new KpiGroup(
                group.Group, [.. group.Kpis.Select(text => Row(visit.Place, text, report[text.Kpi], before[text.Kpi]))]))],
            [.. cuts.Select(cut => visit.Place.Local(cut.From).ToString("d MMM", visit.Place.Culture))],
            [
                new ChartSeries(InsightsTexts.NewCustomers, [.. points.Select(point => point.NewReferred)]),
                new ChartSeries(InsightsTexts.ClickedFriends, [.. points.Select(point => point.ClickedFriends)]),
            ],
            visit.Shop.Finance.MarginPercent is not null);
    }

    private static KpiRow Row(Locality place, KpiText text, Measure measure, Measure before) => new(
        text.Name, text.Formula, Written(place, text, measure.Value),
        text.Unit == KpiUnit.Count || measure.Denominator is 0 or 1 ? ""
            : $"{Part(place, measure.Numerator, text.Unit == KpiUnit.Money || IsOfMoney(text.Kpi))} ÷ "
                + Part(place, measure.Denominator, IsOfMoney(text.Kpi)),
        measure.Interval is { } interval && measure.Value is not null ? Written(place, text, interval) : "",
        Written(place, text, before.Value), measure.IsMature, measure.Value is null ? null : measure.Data.Missing);

    /// <summary>A measure as people read it; a dash for none.</summary>
    internal static string Written(Locality place, KpiText text, decimal? value) => value is not { } known ? InsightsTexts.None
        : text.Unit switch
    {
        KpiUnit.Share => place.Number(known * 100, 1) + " %",
        KpiUnit.Money => place.Money((long)Math.Round(known, MidpointRounding.AwayFromZero)),
        KpiUnit.Count => place.Number(known),
        _ => place.Number(known, 2),
    };

    /// <summary>Where it lies; empty where that is of no use.</summary>
    internal static string Written(Locality place, KpiText text, Interval interval) =>
        double.IsFinite(interval.Low) && double.IsFinite(interval.High) && Math.Max(Math.Abs(interval.Low), Math.Abs(interval.High)) < 1e15
            ? $"{Written(place, text, (decimal)interval.Low)} to {Written(place, text, (decimal)interval.High)}" : "";

    private static string Part(Locality place, decimal part, bool isMoney) =>
        isMoney ? place.Money((long)Math.Round(part, MidpointRounding.AwayFromZero)) : place.Number(part);

    // Money by money; other shares are of cases.
    private static bool IsOfMoney(Kpi kpi) => kpi is Kpi.RoiSeed or Kpi.RoiMargin or Kpi.RedemptionRate or Kpi.BreakageRate;

    private static async Task<IResult> MeasuresFile(DeskVisit visit)
    {
        var (period, _, report, _) = await Load(visit);
        var text = new StringBuilder("group,measure,name,value,numerator,denominator,low,high,mature").Append(EndOfLine);
        foreach (var (group, kpis) in KpiTexts.Groups)
        {
            foreach (var kpi in kpis)
            {
                var measure = report[kpi.Kpi];
                text.AppendJoin(',', (string[])
                [
                    group, Kpis.JsonName(kpi.Kpi), '"' + kpi.Name + '"', Plain(measure.Value), Plain(measure.Numerator),
                    Plain(measure.Denominator), Plain(measure.Interval?.Low), Plain(measure.Interval?.High),
                    measure.IsMature ? "yes" : "no",
                ]).Append(EndOfLine);
            }
        }

        return TypedResults.File(
            Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8",
            FormattableString.Invariant($"measures-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}.csv"));
    }

    private static string Plain(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static async Task<ChannelsModel> Channels(DeskVisit visit)
    {
        var period = await Period(visit);
        var span = Span(visit.Shop, period.From, period.To);
        var (advocates, channels, counted) = await visit.Db.Snapshot(async reads =>
        {
            var facts = await ShopFacts.Load(reads, visit.Shop, visit.Now);
            return (ReportTables.Advocates(facts, span), await ReportTables.Channels(reads, facts, span),
                await CountPeriod.Of(reads, facts, span.From, span.To, ProgramOf(period)));
        });
        var report = KpiReport.From(CountKpis.From(counted));
        var names = await AdvocateQueries.FindMany(visit.Db, [.. advocates.Items.Select(one => one.AdvocateId)]);
        return new ChannelsModel(
            period, channels, advocates,
            names.ToDictionary(one => one.AdvocateId.ToString(), one => one.Name ?? one.Email ?? one.AdvocateId.ToString()),
            report.CacChannels.ToDictionary(pair => pair.Key, pair => MeasureAnswer.Of(pair.Value)),
            MeasureAnswer.Of(report[Kpi.CacReferralVariableMinor]));
    }

    private static async Task<LifetimeModel> Lifetime(DeskVisit visit)
    {
        var asked = visit.Query("model");
        RepeatModelKind? kind = asked == "sbg" ? null
            : WireName.TryParse<RepeatModelKind>(asked, out var known) ? known : RepeatModelKind.BgNbd;
        var wish = await ShowLifetime.Wish(
            visit.Db, visit.Shop, visit.Now, kind, ReportPeriod.Day(visit.Query("from")), ReportPeriod.Day(visit.Query("until")),
            ReportPeriod.Day(visit.Query("holdout")));
        var tomorrow = LedgerDate.Today(visit.Shop, visit.Now).AddDays(1);
        if (wish.Until > tomorrow)
        {
            wish = wish with { Until = tomorrow };
        }

        if (wish.Until <= wish.From)
        {
            wish = wish with { Until = wish.From.AddDays(1) };
        }

        if (wish.HoldoutUntil <= wish.Until || wish.HoldoutUntil > tomorrow)
        {
            wish = wish with { HoldoutUntil = null };
        }

        var running = visit.Services.GetRequiredService<LifetimeWork>()
            .Of(wish, () => ShowLifetime.Facts(visit.Db, visit.Shop, visit.Now));
        await Task.WhenAny(running.Answer, Task.Delay(TimeSpan.FromSeconds(1), visit.Aborted));
        var facts = await visit.Db.Snapshot(reads => ShopFacts.Load(reads, visit.Shop, visit.Now));
        var margin = visit.Shop.Finance.MarginPercent ?? 100;
        var orders = facts.Orders.Where(order => order.IsValid)
            .Select(order => new CohortOrder(order.Person, order.Row.PlacedAt, order.Net * margin / 100)).ToList();
        return new LifetimeModel(
            running.Answer.IsCompletedSuccessfully ? await running.Answer : ShowLifetime.Computing(wish, running.Progress),
            kind is { } model ? WireName.Of(model) : "sbg", wish.From, wish.Until, wish.HoldoutUntil,
            [.. RealisedMargin.Horizons.Select(days => (days, RealisedMargin.Of(orders, days, visit.Now)))],
            await CompareReferred.Run(visit.Db, visit.Shop, visit.Now, ComparedDays), visit.Shop.Finance.MarginPercent is not null);
    }
}
