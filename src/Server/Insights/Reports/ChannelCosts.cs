using System.Text;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>What another channel cost and brought on one day.</summary>
public sealed record ChannelCostRequest
{
    /// <summary>Its name, 1 to 60 characters, such as <c>paid_search</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The day of the shop's zone.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Minor units of the shop's currency.</summary>
    public required long Spend { get; init; }

    /// <summary>Who came by it for the first time, referred customers left out.</summary>
    public required long NewCustomers { get; init; }
}

/// <summary>The cost as it is kept.</summary>
public sealed record ChannelCostAnswer(string Channel, DateOnly Day, long Spend, long NewCustomers);

/// <summary>Takes what other channels cost: a referred customer's cost stands beside theirs. Told again, a day is replaced.</summary>
internal static class ChannelCosts
{
    private const int LongestChannel = 60;
    private const long MostCustomers = 1_000_000_000;

    private const string Put = """
        INSERT INTO channel_costs (shop_id, channel, day, spend, new_customers) VALUES (@shop, @channel, @day, @spend, @newCustomers)
        ON CONFLICT (shop_id, channel, day) DO UPDATE SET spend = excluded.spend, new_customers = excluded.new_customers
        """;

    private const string Remove = "DELETE FROM channel_costs WHERE shop_id = @shop AND channel = @channel AND day = @day";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ChannelCostRequest, ChannelCostAnswer>("PUT", "/v1/channel-costs", Permission.InsightsWrite, async (_, tx, wish) =>
        {
            if (Check(wish) is { } refusal)
            {
                return refusal;
            }

            // Nothing spent and nobody brought is no cost: the day is taken out again.
            var day = wish.Day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
            var cost = new { Channel = wish.Channel.Trim(), Day = (long)day, wish.Spend, wish.NewCustomers };
            await (wish is { Spend: 0, NewCustomers: 0 } ? tx.Execute(Remove, cost) : tx.Execute(Put, cost));
            return Outcome.Ok(new ChannelCostAnswer(wish.Channel.Trim(), wish.Day, wish.Spend, wish.NewCustomers));
        });

    private static Refusal? Check(ChannelCostRequest wish) =>
        wish.Channel.Trim().Length is 0 or > LongestChannel || wish.Channel.Any(char.IsControl)
            || wish.Channel.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar)
            ? Refusal.Invalid("channel", $"must have 1 to {LongestChannel} characters, and no control characters")
            : !TypedYear.IsMeant(wish.Day.Year)
                ? Refusal.Invalid("day", $"must lie in the years {TypedYear.First} to {TypedYear.Last}")
            : wish.Spend is < 0 or > Currency.MaxMinor
                ? Refusal.Invalid("spend", $"must be an amount in minor units, from 0 to {Currency.MaxMinor}")
            : wish.NewCustomers is < 0 or > MostCustomers
                ? Refusal.Invalid("newCustomers", $"must be a whole number from 0 to {MostCustomers}") : null;
}
