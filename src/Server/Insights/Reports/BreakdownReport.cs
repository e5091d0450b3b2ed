using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Domain.Tracking;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>What one group of referred orders brought.</summary>
/// <param name="Group">An id, a channel, a country's code or a word; <c>none</c> for orders that belong to no group.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Orders">Valid attributed orders of the period.</param>
/// <param name="NewCustomers">Of them, first ones.</param>
/// <param name="RevenueMinor">Their net.</param>
/// <param name="AverageOrderMinor">Net of an order.</param>
/// <param name="RewardCostMinor">Rewards of both sides for orders of the group, less what was taken back.</param>
/// <param name="CacMinor">Reward cost of a new customer.</param>
/// <param name="Roi">Revenue less cost over cost.</param>
public sealed record BreakdownAnswer(
    string Group, string Name, long Orders, long NewCustomers, decimal RevenueMinor, MeasureAnswer AverageOrderMinor,
    decimal RewardCostMinor, MeasureAnswer CacMinor, MeasureAnswer Roi);

/// <summary>Referred orders of a period told apart by program, channel, campaign, country, device or whether they were first.</summary>
internal static class BreakdownReport
{
    /// <summary>The group of orders that belong to none.</summary>
    internal const string None = "none";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<ReportOf<BreakdownAnswer>>("/v1/reports/breakdown", Permission.InsightsRead, async call =>
        {
            var (period, program) = (ReportPeriod.Of(call), call.QueryId<ProgramId>("programId"));
            var by = call.QueryEnum<BreakdownBy>("by") ?? BreakdownBy.Program;
            return Outcome.Ok(new ReportOf<BreakdownAnswer>(await call.Db.Snapshot(async reads =>
                program is { } one && await ProgramQueries.Find(reads, one) is null
                    ? throw new RefusedException(Refusal.NotFound("program"))
                    : await Of(reads, await ShopFacts.Load(reads, call.Shop, call.Now), period, program, by))));
        }).WithMetadata(
        [
            new QueryParameter("by", "program, channel, campaign, country, device or customers; program when absent."),
            new QueryParameter("from", "A day of the shop's zone or an instant; thirty days before `to` when absent."),
            new QueryParameter("to", "The first day or instant after the period; now when absent."),
            new QueryParameter("programId", "Only this program's."),
        ]);

    /// <summary>The groups, most revenue first.</summary>
    internal static async Task<List<BreakdownAnswer>> Of(
        Reads reads, ShopFacts known, ReportPeriod period, ProgramId? program, BreakdownBy by)
    {
        var facts = await CountPeriod.Of(reads, known, period.From, period.To, program);
        var groups = await Groups(reads, known, period, by);
        var names = await Names(reads, by, groups.Values);
        return
        [
            .. Breakdown.From(facts, order => groups.GetValueOrDefault(order, None)).Select(row => new BreakdownAnswer(
                row.Group, row.Group == None ? NoneOf(by) : names(row.Group), row.Orders, row.NewCustomers, row.Revenue,
                MeasureAnswer.Of(row.AverageOrder), row.RewardCost, MeasureAnswer.Of(row.Cac), MeasureAnswer.Of(row.Roi))),
        ];
    }

    private static async Task<Dictionary<string, string>> Groups(Reads reads, ShopFacts known, ReportPeriod period, BreakdownBy by)
    {
        Dictionary<string, string> OfOrders(Func<KnownOrder, string?> group) => known.Orders
            .Where(order => order.Advocate is not null && order.Row.PlacedAt >= period.From && order.Row.PlacedAt < period.To)
            .ToDictionary(order => order.Row.OrderId.ToString(), order => group(order) ?? None, StringComparer.Ordinal);
        return by switch
        {
            BreakdownBy.Program => OfOrders(order => order.Row.ProgramId?.ToString()),
            BreakdownBy.Channel => OfOrders(ReportTables.ChannelOf),
            BreakdownBy.Customers => OfOrders(order => order.IsFirst ? "new" : "returning"),
            BreakdownBy.Campaign => (await FactRows.BonusesOfOrders(reads))
                .ToDictionary(one => one.OrderId.ToString(), one => one.CampaignId.ToString(), StringComparer.Ordinal),
            BreakdownBy.Device => (await FactRows.AgentsOfOrders(reads, period.From, period.To)).ToDictionary(
                one => one.OrderId.ToString(), one => WireName.Of(Devices.Of(one.UserAgent)), StringComparer.Ordinal),
            _ => (await FactRows.BodiesOfOrders(reads, period.From, period.To)).ToDictionary(
                one => one.OrderId.ToString(),
                one => CompareReferred.Origin(one.Body).Country is { Length: > 0 } country ? country.ToUpperInvariant() : None,
                StringComparer.Ordinal),
        };
    }

    private static async Task<Func<string, string>> Names(Reads reads, BreakdownBy by, IEnumerable<string> groups)
    {
        switch (by)
        {
            case BreakdownBy.Program:
                var ids = groups.Distinct(StringComparer.Ordinal)
                    .Select(text => IdText.TryParse<ProgramId>(text, out var id) ? id : (ProgramId?)null).OfType<ProgramId>();
                var programs = (await ProgramQueries.Names(reads, [.. ids])).ToDictionary(pair => pair.Key.ToString(), pair => pair.Value);
                return id => programs.GetValueOrDefault(id, id);
            case BreakdownBy.Campaign:
                var campaigns = (await CampaignQueries.List(reads, null, null, null, int.MaxValue))
                    .ToDictionary(one => one.CampaignId.ToString(), one => one.Terms.Name);
                return id => campaigns.GetValueOrDefault(id, id);
            case BreakdownBy.Country:
                return Country;
            case BreakdownBy.Customers:
                return group => group == "new" ? "New customers" : "Returning friends";
            case BreakdownBy.Device:
                return group => char.ToUpperInvariant(group[0]) + group[1..];
            default:
                return group => group;
        }
    }

    private static string Country(string code)
    {
        try
        {
            return new RegionInfo(code).EnglishName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    private static string NoneOf(BreakdownBy by) => by switch
    {
        BreakdownBy.Campaign => "No campaign", BreakdownBy.Country => "Not told", BreakdownBy.Device => "Unknown", _ => "Others",
    };
}
