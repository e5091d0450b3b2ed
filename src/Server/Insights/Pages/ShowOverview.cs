using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Rewards;

namespace Vouch.Server.Insights.Pages;

/// <summary>The desk's first page: how it stands, against the time before, and what waits for a person.</summary>
internal static class ShowOverview
{
    private const int MostGoals = 4;

    // From so many orders in both periods a change is coloured; science.md 1.
    private const long EnoughToJudge = 100;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.DeskPage("", Permission.ReferralsRead, async visit => visit.Page<OverviewPage>(await Load(visit)));

    private static async Task<OverviewModel> Load(DeskVisit visit)
    {
        var days = visit.Query("days") switch { "7" => 7, "90" => 90, _ => InsightsQuestions.UsualDays };
        var trend = visit.Query("show") switch
        {
            "customers" => OverviewTrend.Customers, "cost" => OverviewTrend.Cost, _ => OverviewTrend.Revenue,
        };
        var (place, today) = (visit.Place, LedgerDate.Today(visit.Shop, visit.Now));
        var kept = visit.Services.GetRequiredService<KeptAnswers>();
        var facts = await LoadOverview.Of(kept, visit.Db, visit.Shop, visit.Now, days);
        var goals = facts.Goals.OrderBy(one => Urgency(one.Goal.Progress.Status)).ThenBy(one => one.Goal.Goal.Terms.To).ToList();
        return new OverviewModel(
            days, facts.Counted.State, OverviewTexts.Span(place, today, days),
            facts.Counted.Value is { } counts ? Course(visit, counts, trend, days) : null,
            OverviewTasks.Of(facts.Tasks, visit.Frame.Reviews, visit.Role, place),
            visit.May(Permission.InsightsRead)
                ? [.. goals.Take(MostGoals).Select(one => GoalPages.Line(place, one.Goal, one.Program))] : [],
            Math.Max(0, goals.Count - MostGoals), facts.Latest, visit.May(Permission.ProgramsWrite), visit.May(Permission.InsightsWrite),
            facts.FirstSteps, trend);
    }

    private static OverviewCourse Course(DeskVisit visit, OverviewCounts counts, OverviewTrend trend, int days)
    {
        var (place, mature) = (visit.Place, counts.Course.Count(day => day.IsMature));
        var last = LedgerDate.Today(visit.Shop, counts.Now.Period.Now);
        return new OverviewCourse(
            OverviewTexts.Maturity(days, mature, visit.Shop.ReturnDays), Figures(place, counts),
            [.. Enumerable.Range(1 - days, days).Select(day => last.AddDays(day).ToString("d MMM", place.Culture))],
            Values(counts.Course, trend), Values(counts.CourseBefore, trend), mature, counts.Cohort, counts.ClickDays);
    }

    private static List<OverviewFigure> Figures(Locality place, OverviewCounts facts)
    {
        var (now, before) = (facts.Now, facts.Before);
        var isEnough = Math.Min(now[Kpi.AovReferredAllMinor].Data.Have, before[Kpi.AovReferredAllMinor].Data.Have) >= EnoughToJudge;
        OverviewFigure Figure(Kpi kpi, string label, string note, OverviewTrend course, bool isCost = false)
        {
            var (value, was) = (now[kpi].Value ?? 0, before[kpi].Value ?? 0);
            var tone = !isEnough || value == was || isCost ? "plain" : value > was ? "good" : "stop";
            return new OverviewFigure(
                label, Large(place, kpi, value), OverviewTexts.Change(place, value, was), tone, note, Values(facts.Course, course));
        }

        var each = now[Kpi.CacReferralVariableMinor];
        return
        [
            Figure(Kpi.ReferralRevenueAllMinor, OverviewTexts.Revenue, OverviewTexts.OfOrders(place, now), OverviewTrend.Revenue),
            Figure(Kpi.NewReferredCustomers, OverviewTexts.Customers, OverviewTexts.FirstOrders(place, now), OverviewTrend.Customers),
            // Cost goes with the orders it is paid for, so more of it is neither good nor bad.
            Figure(
                Kpi.RewardCostMinor, OverviewTexts.Cost,
                each.Value is { } one ? OverviewTexts.Each(place.Money((long)Math.Round(one, MidpointRounding.AwayFromZero))) : "",
                OverviewTrend.Cost, isCost: true),
            Return(place, now, before, isEnough),
        ];
    }

    // The return on margin leads where the margin is known: the other one can praise a loss.
    private static OverviewFigure Return(Locality place, KpiReport now, KpiReport before, bool isEnough)
    {
        var lead = now[Kpi.RoiMargin].Value is null ? Kpi.RoiSeed : Kpi.RoiMargin;
        var (value, was) = (now[lead].Value, before[lead].Value);
        var missing = now[lead].Data.Missing;
        var other = lead == Kpi.RoiSeed ? OverviewTexts.TellMargin
            : OverviewTexts.OnRevenue(InsightsPages.Written(place, KpiTexts.Of(Kpi.RoiSeed), now[Kpi.RoiSeed].Value));
        var tone = !isEnough || value == was ? "plain" : value > was ? "good" : "stop";
        return new OverviewFigure(
            lead == Kpi.RoiMargin ? OverviewTexts.ReturnMargin : OverviewTexts.ReturnRevenue,
            InsightsPages.Written(place, KpiTexts.Of(lead), value), OverviewTexts.Points(place, value, was), tone,
            value is not null && missing is not null ? $"{OverviewTexts.TooFew(missing)} {other}" : other, null);
    }

    private static List<long> Values(IReadOnlyList<DayFigures> days, OverviewTrend trend) => [.. days.Select(day => trend switch
    {
        OverviewTrend.Customers => day.NewCustomers,
        OverviewTrend.Cost => (long)Math.Round(day.Cost, MidpointRounding.AwayFromZero),
        _ => day.Revenue,
    })];

    // Cents of a large sum are noise.
    private static string Large(Locality place, Kpi kpi, decimal value) =>
        Kpis.IsMoney(kpi) && value >= 100_000 * place.Currency.MinorPerUnit
            ? place.RoundMoney((long)value) : InsightsPages.Written(place, KpiTexts.Of(kpi), value);

    private static int Urgency(GoalStatus status) => status switch
    {
        GoalStatus.Behind => 0, GoalStatus.Missed => 1, GoalStatus.OnTrack => 2, GoalStatus.Reached => 3, GoalStatus.TooEarly => 4, _ => 5,
    };
}
