using System.Globalization;
using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Money;

namespace Vouch.Domain.Tests.Insights;

/// <summary>The world of kpi_fixture.json as facts; foreign amounts are converted at its rates, as the shop does on the order.</summary>
internal static class KpiWorld
{
    public static KpiFacts Read(JsonElement world)
    {
        var config = world.GetProperty("config");
        var period = config.GetProperty("period");
        var orders = world.GetProperty("orders").EnumerateArray().ToDictionary(order => Text(order, "id"));
        return new()
        {
            Period = new(At(period[0]), At(period[1]), At(config.GetProperty("now"))),
            Terms = new(
                config.GetProperty("click_window_days").GetInt32(), 14,
                new Percentage((int)(decimal.Parse(Text(config, "margin"), CultureInfo.InvariantCulture) * 10_000)),
                config.GetProperty("fixed_cost_minor").GetInt64(), false),
            Customers = List(world, "customers", one => new CustomerFact(Text(one, "id"), At(one.GetProperty("first_order")))),
            Participants = List(world, "participants", one => new ParticipantFact(
                Text(one, "customer"), At(one.GetProperty("joined")), one.TryGetProperty("left", out var left) ? At(left) : null)),
            Shares = List(world, "shares", one => new ShareFact(Text(one, "id"), Text(one, "adv"), At(one.GetProperty("t")))),
            Clicks = List(world, "clicks", one => new ClickFact(
                Text(one, "share"), Text(one, "visitor"), At(one.GetProperty("t")), one.TryGetProperty("bot", out _))),
            Leads = List(world, "leads", one => new LeadFact(Text(one, "person"), Text(one, "adv"), At(one.GetProperty("t")))),
            Persons = world.GetProperty("visitor_person").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!),
            Orders = List(world, "orders", one => new OrderFact(
                Text(one, "id"), Text(one, "person"), At(one.GetProperty("t")), Euro(config, one, one.GetProperty("net").GetInt64()),
                one.GetProperty("adv").GetString(), one.GetProperty("first").GetBoolean(),
                one.TryGetProperty("status", out _) ? OrderStanding.FraudRejected : OrderStanding.Good)),
            Refunds = List(world, "refunds", one => new RefundFact(
                Text(one, "order"), Euro(config, orders[Text(one, "order")], one.GetProperty("net").GetInt64()))),
            Rewards = List(world, "rewards", one => new RewardFact(
                Text(one, "order"), Minor(one, "issued"), Minor(one, "clawed"), Minor(one, "redeemed"), Minor(one, "expired"))),
            Channels = List(world, "channel_costs", one => new ChannelCost(
                Text(one, "channel"), Minor(one, "spend"), one.GetProperty("new_customers").GetInt64())),
        };
    }

    private static List<T> List<T>(JsonElement world, string name, Func<JsonElement, T> read) =>
        [.. world.GetProperty(name).EnumerateArray().Select(read)];

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static long Minor(JsonElement one, string name) => one.GetProperty(name).GetInt64();

    private static long Euro(JsonElement config, JsonElement order, long minor)
    {
        ExchangeRate.TryParse(Text(config.GetProperty("fx"), Text(order, "cur")), out var rate).ShouldBe(true);
        return rate.Convert(minor, Currency.Of(Text(order, "cur")), Currency.Of("EUR"));
    }

    private static Instant At(JsonElement text) =>
        Instant.Of(DateTimeOffset.Parse(text.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
