using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>What one channel did in the period.</summary>
/// <param name="Channel">By which advocates shared, such as <c>whatsapp</c>; <c>code</c> for orders without a click, <c>link</c> for clicks
/// on a plain link; <c>returning</c> for later orders of a friend.</param>
/// <param name="Shares">Shares.</param>
/// <param name="Clicks">Clicks of people.</param>
/// <param name="Orders">Valid attributed orders.</param>
/// <param name="Revenue">Their net, minor units.</param>
/// <param name="NewCustomers">Of the orders, first ones.</param>
/// <param name="Conversion">First orders of the clicks.</param>
public sealed record ChannelReport(
    string Channel, long Shares, long Clicks, long Orders, long Revenue, long NewCustomers, MeasureAnswer Conversion);

/// <summary>A table, whole.</summary>
/// <typeparam name="T">The row's shape.</typeparam>
/// <param name="Items">All rows.</param>
public sealed record ReportOf<T>(IReadOnlyList<T> Items);

/// <summary>What one advocate brought in the period.</summary>
/// <param name="AdvocateId">Who.</param>
/// <param name="Orders">Valid attributed orders.</param>
/// <param name="NewCustomers">Of them, first ones.</param>
/// <param name="Revenue">Net, minor units.</param>
public sealed record BestAdvocate(AdvocateId AdvocateId, long Orders, long NewCustomers, long Revenue);

/// <summary>How few advocates bring how much.</summary>
/// <param name="Percent">The best so many percent.</param>
/// <param name="Advocates">How many those are.</param>
/// <param name="Share">Of the revenue of all.</param>
public sealed record TopShareAnswer(int Percent, int Advocates, MeasureAnswer Share);

/// <summary>The best advocates of the period, and how much hangs on them.</summary>
/// <param name="Items">Best first, at most a hundred.</param>
/// <param name="Concentration">The best 1, 5 and 20 percent.</param>
public sealed record AdvocatesReport(IReadOnlyList<BestAdvocate> Items, IReadOnlyList<TopShareAnswer> Concentration);

/// <summary>Tables of a period: channels side by side, and the best advocates.</summary>
internal static class ReportTables
{
    private const int MostAdvocates = 100;
    private const string ByCode = "code";
    private const string PlainLink = "link";
    private const string Returning = "returning";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        QueryParameter[] period =
        [
            new("from", "A day of the shop's zone or an instant; thirty days before `to` when absent."),
            new("to", "The first day or instant after the period; now when absent."),
        ];
        routes.Read<ReportOf<ChannelReport>>("/v1/reports/channels", Permission.InsightsRead, async call =>
        {
            var asked = ReportPeriod.Of(call);
            return Outcome.Ok(new ReportOf<ChannelReport>(await call.Db.Snapshot(async reads =>
                await Channels(reads, await ShopFacts.Load(reads, call.Shop, call.Now), asked))));
        })
            .WithMetadata([.. period]);
        routes.Read<AdvocatesReport>("/v1/reports/advocates", Permission.InsightsRead, async call =>
        {
            var asked = ReportPeriod.Of(call);
            return Outcome.Ok(Advocates(await call.Db.Snapshot(reads => ShopFacts.Load(reads, call.Shop, call.Now)), asked));
        }).WithMetadata([.. period]);
    }

    /// <summary>Channels, most revenue first.</summary>
    internal static async Task<List<ChannelReport>> Channels(Reads reads, ShopFacts facts, ReportPeriod period)
    {
        var orders = Referred(facts, period).ToLookup(ChannelOf);
        var shares = (await FactRows.SharesIn(reads, period.From, period.To)).ToLookup(share => share.Channel);
        var clicks = (await facts.ClicksIn(reads, period.From, period.To)).ToLookup(click => click.Channel ?? PlainLink);
        return orders.Select(one => one.Key).Union(shares.Select(one => one.Key)).Union(clicks.Select(one => one.Key))
            .Select(channel =>
            {
                var (own, seen) = (orders[channel].ToList(), clicks[channel].Count());
                var won = own.Count(order => order.IsFirst);
                return new ChannelReport(
                    channel, shares[channel].Count(), seen, own.Count, own.Sum(order => order.Net), won,
                    MeasureAnswer.Of(won <= seen ? Measure.Share(won, seen, IsMature(facts, period))
                        : Measure.Ratio(won, seen, null, true, DataState.Rate(seen))));
            })
            .OrderByDescending(one => one.Revenue).ThenByDescending(one => one.Clicks).ThenBy(one => one.Channel, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>The best advocates.</summary>
    internal static AdvocatesReport Advocates(ShopFacts facts, ReportPeriod period)
    {
        var byAdvocate = Referred(facts, period)
            .GroupBy(order => order.Advocate!)
            .Select(own => new BestAdvocate(
                own.First().Row.AdvocateId!.Value, own.Count(), own.Count(order => order.IsFirst), own.Sum(order => order.Net)))
            .OrderByDescending(one => one.Revenue).ThenBy(one => one.AdvocateId.Value).ToList();
        return new AdvocatesReport(
            [.. byAdvocate.Take(MostAdvocates)],
            [.. Concentration.Of(byAdvocate.Select(one => one.Revenue), IsMature(facts, period))
                .Select(top => new TopShareAnswer(top.Percent, top.Advocates, MeasureAnswer.Of(top.Share)))]);
    }

    private static bool IsMature(ShopFacts facts, ReportPeriod period) => period.To.PlusDays(facts.Shop.ReturnDays) <= facts.Now;

    /// <summary>By which channel an attributed order came.</summary>
    internal static string ChannelOf(KnownOrder order) => order.Row.Via == Via.Lock ? Returning
        : order.Row.Channel ?? (order.Row.Visitor is null ? ByCode : PlainLink);

    private static IEnumerable<KnownOrder> Referred(ShopFacts facts, ReportPeriod period) => facts.Orders.Where(order =>
        order is { IsValid: true, Advocate: not null } && order.Row.PlacedAt >= period.From && order.Row.PlacedAt < period.To);
}
