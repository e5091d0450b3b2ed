using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Setup;

/// <summary>What the shop's own figures say for the helper; null parts are not known yet.</summary>
/// <param name="Orders">How many orders the average is of.</param>
/// <param name="AverageOrder">Goods after discounts, minor units.</param>
/// <param name="OtherCac">What a new customer cost in other channels, minor units.</param>
public sealed record HelperFacts(long Orders, long? AverageOrder, long? OtherCac);

/// <summary>What has reached the shop from outside, for the launch's list.</summary>
/// <param name="HasOrder">Some order arrived.</param>
/// <param name="HasClick">A link was followed.</param>
/// <param name="HasKey">There is a secret key.</param>
/// <param name="KeyUsedAt">When a secret key was last used; null for never.</param>
/// <param name="WidgetUsedAt">When a publishable key was last used; null for never.</param>
public sealed record ReachFacts(bool HasOrder, bool HasClick, bool HasKey, Instant? KeyUsedAt, Instant? WidgetUsedAt);

/// <summary>What the set-up reads of the shop.</summary>
internal static class SetupFacts
{
    private const long YearInDays = 365;

    private const string Bought = """
        SELECT count(*) AS n, CAST(coalesce(sum(base_amount), 0) AS bigint) AS amount FROM orders
        WHERE shop_id = @shop AND placed_at >= @since AND status <> 'cancelled' AND NOT fraud_rejected AND base_amount > 0
        """;

    private const string Spent = """
        SELECT CAST(coalesce(sum(new_customers), 0) AS bigint) AS n, CAST(coalesce(sum(spend), 0) AS bigint) AS amount FROM channel_costs
        WHERE shop_id = @shop AND day >= @sinceDay
        """;

    private const string Reached = """
        SELECT EXISTS (SELECT 1 FROM orders WHERE shop_id = @shop) AS has_order,
            EXISTS (SELECT 1 FROM clicks WHERE shop_id = @shop) AS has_click,
            EXISTS (SELECT 1 FROM api_keys WHERE shop_id = @shop AND kind = 'secret' AND deleted_at IS NULL) AS has_key,
            (SELECT max(used_at) FROM api_keys WHERE shop_id = @shop AND kind = 'secret') AS key_used_at,
            (SELECT max(used_at) FROM api_keys WHERE shop_id = @shop AND kind = 'publishable') AS widget_used_at
        """;

    /// <summary>The helper's figures of the last year.</summary>
    internal static async Task<HelperFacts> Helper(Reads db, Shop shop, Instant now)
    {
        var bought = await db.First<Sum>(Bought, new { Since = now - TimeSpan.FromDays(YearInDays) });
        var spent = await db.First<Sum>(Spent, new { SinceDay = shop.DayOf(now) - YearInDays });
        return new HelperFacts(bought?.N ?? 0, Average(bought), Average(spent));
    }

    /// <summary>What has reached the shop.</summary>
    internal static async Task<ReachFacts> Reach(Reads db) =>
        await db.First<ReachFacts>(Reached) ?? throw new InvalidOperationException("A question without a table has a row.");

    private static long? Average(Sum? sum) => sum is { N: > 0 } some && some.Amount / some.N is > 0 and var average ? average : null;

    private sealed record Sum(long N, long Amount);
}
