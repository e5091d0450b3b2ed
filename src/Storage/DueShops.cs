using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>Which shops the pumps should look at; claims are then made shop by shop.</summary>
public static class DueShops
{
    [AcrossShops("The pump asks which shops have due work before it turns to each.")]
    private const string ByShopClock = """
        SELECT shop_id FROM shops WHERE next_due_at <= coalesce(clock_at, @wall)
        ORDER BY next_due_at NULLS LAST, shop_id LIMIT @limit
        """;

    [AcrossShops("The pump asks which shops have due work before it turns to each.")]
    private const string ByWallClock = """
        SELECT shop_id FROM shops WHERE next_wall_due_at <= @wall
        ORDER BY next_wall_due_at NULLS LAST, shop_id LIMIT @limit
        """;

    [AcrossShops("The pump asks which shops have due work before it turns to each.")]
    private const string Outside = """
        SELECT shop_id FROM shops WHERE next_outside_due_at <= @wall
        ORDER BY next_outside_due_at NULLS LAST, shop_id LIMIT @limit
        """;

    [AcrossShops("The pump asks which shops have news for a consumer before it turns to each.")]
    private const string Behind = """
        SELECT h.shop_id FROM chain_heads h
        LEFT JOIN cursors c ON c.shop_id = h.shop_id AND c.consumer = @consumer
        WHERE h.chain = 'journal' AND h.position > coalesce(c.position, 0)
        ORDER BY h.shop_id LIMIT @limit
        """;

    /// <summary>
    /// Shops that may have due jobs by this clock, the longest due first. A shop whose job waits for a retry is among them.
    /// </summary>
    public static Task<List<ShopId>> WithDueJobs(this SystemDb system, JobClock clock, Instant wall, int limit = 100) =>
        clock switch
        {
            JobClock.Shop => system.Query<ShopId>(ByShopClock, new { wall, limit }),
            JobClock.Wall => system.Query<ShopId>(ByWallClock, new { wall, limit }),
            _ => system.Query<ShopId>(Outside, new { wall, limit }),
        };

    /// <summary>Shops whose journal has rows that this consumer has not seen.</summary>
    public static Task<List<ShopId>> WithEventsFor(this SystemDb system, string consumer, int limit = 100) =>
        system.Query<ShopId>(Behind, new { consumer, limit });
}
