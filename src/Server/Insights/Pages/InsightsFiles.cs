using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Vouch.Domain;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Insights.Pages;

/// <summary>Each table of figures as a file for spreadsheets: amounts in minor units, shares as fractions, nothing rounded.</summary>
internal static class InsightsFiles
{
    private const string Here = "/insights";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here + "/measures.csv", Permission.InsightsRead, Measures);
        routes.DeskPage(Here + "/channels.csv", Permission.InsightsRead, visit => Channels(visit, "channels", Channel));
        routes.DeskPage(Here + "/advocates.csv", Permission.InsightsRead, visit => Channels(visit, "advocates", Advocates));
        routes.DeskPage(Here + "/groups.csv", Permission.InsightsRead, Groups);
        routes.DeskPage(Here + "/cohorts.csv", Permission.InsightsRead, Cohorts);
    }

    private static async Task<IResult> Measures(DeskVisit visit)
    {
        var period = await InsightsPages.Period(visit);
        var counted = await InsightsPages.Ask(
            visit, InsightsQuestions.Measures(period.From, period.To, InsightsPages.ProgramOf(period)));
        return counted.Value is not { Now: var report } ? Later(visit, Here + period.Query) : File(
            Name("measures", period), ["group", "measure", "name", "value", "numerator", "denominator", "low", "high", "mature"],
            KpiTexts.Groups.SelectMany(group => group.Kpis, (group, kpi) => (group, kpi, Measure: report[kpi.Kpi])).Select(one => (string[])
            [
                one.group.Group, Kpis.JsonName(one.kpi.Kpi), one.kpi.Name, CsvText.Number(one.Measure.Value),
                CsvText.Number(one.Measure.Numerator), CsvText.Number(one.Measure.Denominator), CsvText.Number(one.Measure.Interval?.Low),
                CsvText.Number(one.Measure.Interval?.High), one.Measure.IsMature ? "yes" : "no",
            ]));
    }

    private static async Task<IResult> Channels(
        DeskVisit visit, string name, Func<ChannelsCounts, (string[] Head, IEnumerable<string[]> Rows)> table)
    {
        var period = await InsightsPages.Period(visit);
        var counted = await InsightsPages.Ask(
            visit, InsightsQuestions.Channels(period.From, period.To, InsightsPages.ProgramOf(period)));
        if (counted.Value is not { } counts)
        {
            return Later(visit, $"{Here}/channels{period.Query}");
        }

        var (head, rows) = table(counts);
        return File(Name(name, period), head, rows);
    }

    private static (string[] Head, IEnumerable<string[]> Rows) Channel(ChannelsCounts counts) => (
        ["channel", "shares", "clicks", "orders", "new_customers", "revenue_minor", "conversion"],
        counts.Channels.Select(row => (string[])
        [
            CsvText.Word(row.Channel), CsvText.Number(row.Shares), CsvText.Number(row.Clicks), CsvText.Number(row.Orders),
            CsvText.Number(row.NewCustomers), CsvText.Number(row.Revenue), CsvText.Number(row.Conversion.Value),
        ]));

    private static (string[] Head, IEnumerable<string[]> Rows) Advocates(ChannelsCounts counts) => (
        ["advocate", "orders", "new_customers", "revenue_minor"],
        counts.Advocates.Items.Select(row => (string[])
        [
            row.AdvocateId.ToString(), CsvText.Number(row.Orders), CsvText.Number(row.NewCustomers), CsvText.Number(row.Revenue),
        ]));

    private static async Task<IResult> Groups(DeskVisit visit)
    {
        var (period, by) = (await InsightsPages.Period(visit), InsightsPages.ByOf(visit));
        var counted = await InsightsPages.Ask(
            visit, InsightsQuestions.Breakdown(period.From, period.To, InsightsPages.ProgramOf(period), by));
        return counted.Value is not { } counts ? Later(visit, $"{Here}/groups{period.Query}&by={WireName.Of(by)}") : File(
            Name("by-" + WireName.Of(by), period),
            ["group", "name", "orders", "new_customers", "revenue_minor", "average_order_minor", "reward_cost_minor", "cac_minor", "roi"],
            counts.Rows.Select(row => (string[])
            [
                CsvText.Word(row.Group), CsvText.Word(row.Name), CsvText.Number(row.Orders), CsvText.Number(row.NewCustomers),
                CsvText.Number(row.RevenueMinor), CsvText.Number(row.AverageOrderMinor.Value), CsvText.Number(row.RewardCostMinor),
                CsvText.Number(row.CacMinor.Value), CsvText.Number(row.Roi.Value),
            ]));
    }

    private static async Task<IResult> Cohorts(DeskVisit visit)
    {
        var counted = await InsightsPages.Ask(visit, InsightsQuestions.Cohorts());
        return counted.Value is not { } counts ? Later(visit, Here + "/cohorts") : File(
            "cohorts",
            [
                "month", "customers", "age_months", "retention",
                visit.Shop.Finance.MarginPercent is null ? "cumulative_revenue_minor" : "cumulative_margin_minor", "mature",
            ],
            counts.Cohorts.SelectMany(cohort => cohort.Months, (cohort, month) => (string[])
            [
                cohort.Month, CsvText.Number(cohort.Size), CsvText.Number(month.Age), CsvText.Number(month.Retention.Value),
                CsvText.Number(month.CumulativeMargin.Value), month.Retention.Mature ? "yes" : "no",
            ]));
    }

    // The page says that its figures are being counted, and looks again by itself.
    private static IResult Later(DeskVisit visit, string page) => visit.Go(page);

    private static string Name(string what, PeriodModel period) =>
        FormattableString.Invariant($"{what}-{period.From:yyyy-MM-dd}-{period.To:yyyy-MM-dd}");

    private static FileContentHttpResult File(string name, string[] head, IEnumerable<string[]> rows)
    {
        var text = new StringBuilder(CsvText.Line(head));
        foreach (var row in rows)
        {
            text.Append(CsvText.Line(row));
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name + ".csv");
    }
}
