using System.Globalization;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Comparison;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>How much more a referred customer is worth than a comparable other one; no claim about what the program causes.</summary>
/// <param name="Days">Of each customer's life that count.</param>
/// <param name="Comparable">All gates hold; otherwise no difference is given.</param>
/// <param name="Referred">Referred customers whose days are over.</param>
/// <param name="Others">Others.</param>
/// <param name="MeanReferred">What a referred one left, minor units; null where not comparable.</param>
/// <param name="MeanComparable">What comparable others left; null where not comparable.</param>
/// <param name="Effect">The difference, minor units.</param>
/// <param name="EffectInterval">95 %, by resampling advocates.</param>
/// <param name="Relative">The difference as a share.</param>
/// <param name="RelativeInterval">95 %.</param>
/// <param name="BeyondChance">Zero lies outside of it.</param>
/// <param name="NaiveRelative">The difference without any adjustment, for comparison; null where the others' mean is 0.</param>
/// <param name="EffectiveSample">As how many the weighted others count.</param>
/// <param name="Balance">How far both are apart in each covariate, before and after weighting, in standard deviations.</param>
/// <param name="Gates">Each condition.</param>
public sealed record ComparisonAnswer(
    int Days, bool Comparable, int Referred, int Others, double? MeanReferred, double? MeanComparable, double? Effect,
    IntervalAnswer? EffectInterval, double? Relative, IntervalAnswer? RelativeInterval, bool? BeyondChance, double? NaiveRelative,
    double EffectiveSample, IReadOnlyList<BalanceLine> Balance, IReadOnlyList<GateAnswer> Gates);

/// <summary>Sets referred customers against comparable others; source: science.md 2.6.</summary>
internal static class CompareReferred
{
    private const int UsualDays = 180;
    private const int MostDays = 730;
    private const ulong Seed = 20_260_301;

    private const int AtOnce = 20_000;

    private const string Bodies = """
        SELECT order_id, body FROM orders WHERE shop_id = @shop AND order_id > @after ORDER BY order_id LIMIT @limit
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<ComparisonAnswer>("/v1/reports/referred-vs-other", Permission.InsightsRead, async call =>
        {
            var days = UsualDays;
            if (call.Query("days") is { } text
                && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out days) || days is < 1 or > MostDays))
            {
                return Refusal.Invalid("days", $"must be a whole number from 1 to {MostDays}");
            }

            return Outcome.Ok(await call.Db.Snapshot(async reads =>
                await Run(reads, await ShopFacts.Load(reads, call.Shop, call.Now), days)));
        }).WithMetadata(new QueryParameter("days", $"Days of each customer's life that count; {UsualDays} when absent.", true));

    /// <summary>Compares; the days are those of each customer since the first order.</summary>
    internal static async Task<ComparisonAnswer> Run(Reads reads, ShopFacts facts, int days)
    {
        var customers = Encode.From(Acquisitions(facts, await Origins(reads, facts, days), days));
        var result = FairComparison.Of(customers);
        var interval = result.IsComparable ? ClusterBootstrap.Of(customers, Seed) : null;
        var effects = result.IsComparable ? result.Effects : null;
        return new ComparisonAnswer(
            days, result.IsComparable, result.Referred, result.Others, effects?.MeanReferred, effects?.MeanComparable, effects?.Effect,
            IntervalAnswer.Of(interval?.Effect), effects?.Relative, IntervalAnswer.Of(interval?.Relative), interval?.IsBeyondChance,
            result.NaiveRelative, result.EffectiveSample, result.Balance,
            [.. result.Gates.Select(gate => new GateAnswer(WireName.Of(gate.Kind), gate.Have, gate.Needed, gate.IsPassed))]);
    }

    private static List<Acquisition> Acquisitions(ShopFacts facts, Dictionary<OrderId, (string Country, string Category)> origins, int days)
    {
        var (zone, margin) = (facts.Shop.TimeZone, (facts.Shop.Finance.MarginPercent ?? 100) / 100.0);
        return
        [
            .. Known(facts, days)
                .Select(one =>
                {
                    var (country, category) = origins[one.First.Row.OrderId];
                    var end = one.First.Row.PlacedAt.PlusDays(days);
                    return new Acquisition(
                        one.First.Person, one.First.Advocate, CalendarMonth.Of(one.First.Row.PlacedAt, zone), country, "",
                        one.First.Row.Subtotal, category,
                        TimeZoneInfo.ConvertTime(one.First.Row.PlacedAt.ToDateTimeOffset(), zone).DayOfWeek,
                        one.Orders.Where(order => order.Row.PlacedAt < end).Sum(order => order.Net) * margin);
                }),
        ];
    }

    // Whose days are over, with their valid orders, oldest first.
    private static IEnumerable<(KnownOrder First, IEnumerable<KnownOrder> Orders)> Known(ShopFacts facts, int days) =>
        facts.Orders.Where(order => order.IsValid).GroupBy(order => order.Person)
            .Select(own => (First: own.First(), Orders: own.AsEnumerable()))
            .Where(one => one.First.Row.PlacedAt.PlusDays(days) <= facts.Now);

    // Of first orders alone, and some at a time: the bodies of all are more than memory should hold.
    private static async Task<Dictionary<OrderId, (string Country, string Category)>> Origins(Reads reads, ShopFacts facts, int days)
    {
        var wanted = Known(facts, days).Select(one => one.First.Row.OrderId).ToHashSet();
        var origins = new Dictionary<OrderId, (string, string)>(wanted.Count);
        List<BodyRow> some;
        var after = default(OrderId);
        do
        {
            some = await reads.Query<BodyRow>(Bodies, new { After = after, Limit = AtOnce });
            foreach (var row in some.Where(row => wanted.Contains(row.OrderId)))
            {
                origins[row.OrderId] = Origin(row.Body);
            }

            after = some.Count > 0 ? some[^1].OrderId : after;
        }
        while (some.Count == AtOnce);
        return origins;
    }

    /// <summary>Where the goods went, and the first category of the first line; empty where the shop does not say.</summary>
    internal static (string Country, string Category) Origin(string body)
    {
        using var order = JsonDocument.Parse(body);
        var (country, category) = ("", "");
        foreach (var address in (string[])["shippingAddress", "billingAddress"])
        {
            if (country.Length == 0 && order.RootElement.TryGetProperty(address, out var place) && place.ValueKind == JsonValueKind.Object
                && place.TryGetProperty("country", out var code))
            {
                country = code.GetString() ?? "";
            }
        }

        if (order.RootElement.TryGetProperty("lines", out var lines) && lines.ValueKind == JsonValueKind.Array && lines.GetArrayLength() > 0
            && lines[0].TryGetProperty("categories", out var names) && names.ValueKind == JsonValueKind.Array && names.GetArrayLength() > 0)
        {
            category = names[0].GetString() ?? "";
        }

        return (country, category);
    }

    private sealed record BodyRow(OrderId OrderId, string Body);
}
