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
    private const int LongestPeriodDays = 3660;
    private const int MostChoices = 200;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.InsightsRead, async visit => visit.Page<MeasuresPage>(await Measures(visit)));
        routes.DeskPage(Here + "/groups", Permission.InsightsRead, async visit => visit.Page<GroupsPage>(await Groups(visit)));
        routes.DeskPage(Here + "/channels", Permission.InsightsRead, async visit => visit.Page<ChannelsPage>(await Channels(visit)));
        routes.DeskPage(Here + "/cohorts", Permission.InsightsRead, async visit =>
        {
            var cohorts = await Ask(visit, InsightsQuestions.Cohorts());
            return visit.Page<CohortsPage>(new CohortsModel(
                cohorts.State, cohorts.Value?.Cohorts ?? [], visit.Shop.Finance.MarginPercent is not null));
        });
        routes.DeskPage(Here + "/lifetime", Permission.InsightsRead, async visit => visit.Page<LifetimePage>(await Lifetime(visit)));
    }

    /// <summary>The days and the program that the address names; the last thirty days of all programs without.</summary>
    internal static async Task<PeriodModel> Period(DeskVisit visit)
    {
        var today = LedgerDate.Today(visit.Shop, visit.Now);
        var to = ReportPeriod.Day(visit.Query("to")) ?? today;
        var from = ReportPeriod.Day(visit.Query("from")) ?? to.AddDays(1 - InsightsQuestions.UsualDays);
        if (from > to || to.DayNumber - from.DayNumber > LongestPeriodDays)
        {
            from = to.AddDays(1 - InsightsQuestions.UsualDays);
        }

        var programs = await ProgramQueries.Choose(visit.Db, visit.QueryId<ProgramId>("program"), MostChoices);
        var program = visit.QueryId<ProgramId>("program") is { } id && programs.Exists(one => one.ProgramId == id) ? id.ToString() : null;
        return new PeriodModel(
            from, to, program, programs.ConvertAll(one => new ProgramChoice(one.ProgramId.ToString(), one.Name)));
    }

    /// <summary>The chosen program; null for all.</summary>
    internal static ProgramId? ProgramOf(PeriodModel period) => IdText.TryParse<ProgramId>(period.Program, out var id) ? id : null;

    /// <summary>What is known of a question.</summary>
    internal static Task<Kept<T>> Ask<T>(DeskVisit visit, Question<T> question)
        where T : class => visit.Services.GetRequiredService<KeptAnswers>().Of(visit.Db, visit.Shop, visit.Now, question);

    private static async Task<MeasuresModel> Measures(DeskVisit visit)
    {
        var period = await Period(visit);
        var counted = await Ask(visit, InsightsQuestions.Measures(period.From, period.To, ProgramOf(period)));
        var cuts = InsightsQuestions.Cuts(visit.Shop, period.From, period.To);
        return new MeasuresModel(
            period, counted.State, counted.Value is not { } counts ? [] :
            [.. KpiTexts.Groups.Select(group => new KpiGroup(
                group.Group, [.. group.Kpis.Select(text => Row(visit.Place, text, counts.Now[text.Kpi], counts.Before[text.Kpi]))]))],
            [.. cuts.Select(cut => visit.Place.Local(cut.From).ToString("d MMM", visit.Place.Culture))],
            counted.Value is not { } course ? [] :
            [
                new ChartSeries(InsightsTexts.NewCustomers, course.NewCustomers),
                new ChartSeries(InsightsTexts.ClickedFriends, course.ClickedFriends),
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

    private static async Task<ChannelsModel> Channels(DeskVisit visit)
    {
        var period = await Period(visit);
        var counted = await Ask(visit, InsightsQuestions.Channels(period.From, period.To, ProgramOf(period)));
        if (counted.Value is not { } counts)
        {
            return new ChannelsModel(period, counted.State, null);
        }

        var names = await AdvocateQueries.FindMany(visit.Db, [.. counts.Advocates.Items.Select(one => one.AdvocateId)]);
        return new ChannelsModel(period, counted.State, new ChannelFigures(
            counts.Channels, counts.Advocates,
            names.ToDictionary(one => one.AdvocateId.ToString(), one => one.Name ?? one.Email ?? one.AdvocateId.ToString()),
            counts.Measures.CacChannels.ToDictionary(pair => pair.Key, pair => MeasureAnswer.Of(pair.Value)),
            MeasureAnswer.Of(counts.Measures[Kpi.CacReferralVariableMinor])));
    }

    /// <summary>By what the groups are made.</summary>
    internal static BreakdownBy ByOf(DeskVisit visit) =>
        WireName.TryParse<BreakdownBy>(visit.Query("by"), out var by) ? by : BreakdownBy.Channel;

    private static async Task<GroupsModel> Groups(DeskVisit visit)
    {
        var (period, by) = (await Period(visit), ByOf(visit));
        var counted = await Ask(visit, InsightsQuestions.Breakdown(period.From, period.To, ProgramOf(period), by));
        return new GroupsModel(period, by, counted.State, counted.Value?.Rows ?? []);
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

        var counted = await Ask(visit, InsightsQuestions.Lifetime());
        var isLarge = counted.CountedAt is not null || counted.IsCounting;
        if (isLarge)
        {
            // Something happens there all the time; a fit is as old as the figures beside it.
            wish = wish with { Position = counted.CountedAt?.Milliseconds ?? 0 };
        }

        var running = visit.Services.GetRequiredService<LifetimeWork>()
            .Of(wish, () => ShowLifetime.Facts(visit.Db, visit.Shop, visit.Now));
        if (!isLarge)
        {
            await Task.WhenAny(running.Answer, Task.Delay(TimeSpan.FromSeconds(1), visit.Aborted));
        }

        return new LifetimeModel(
            running.Answer.IsCompletedSuccessfully ? await running.Answer : ShowLifetime.Computing(wish, running.Progress),
            kind is { } model ? WireName.Of(model) : "sbg", wish.From, wish.Until, wish.HoldoutUntil, counted.State,
            counted.Value?.Realised ?? [], counted.Value?.Comparison, visit.Shop.Finance.MarginPercent is not null);
    }
}
