using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Which codes, coupons and advocates' own alike, the shop says were used for which orders.</summary>
public static class CouponUses
{
    private const string Put = """
        INSERT INTO coupon_uses (shop_id, code, order_external_id, at, released_at) VALUES (@shop, @code, @order, @at, NULL)
        ON CONFLICT (shop_id, code, order_external_id) DO UPDATE SET at = excluded.at, released_at = NULL
        WHERE coupon_uses.released_at IS NOT NULL
        """;

    private const string Take = """
        UPDATE coupon_uses SET released_at = @at
        WHERE shop_id = @shop AND code = @code AND order_external_id = @order AND released_at IS NULL
        """;

    private const string Known = """
        SELECT count(*) FROM coupon_uses WHERE shop_id = @shop AND code = @code AND order_external_id = @order
        """;

    private const string Open = """
        SELECT code FROM coupon_uses WHERE shop_id = @shop AND order_external_id = @order AND released_at IS NULL ORDER BY at, code
        """;

    private const string Taken = """
        SELECT CAST(coalesce(sum(r.redeemed_amount), 0) AS bigint)
        FROM coupon_uses u JOIN rewards r ON r.shop_id = @shop AND r.coupon_code = u.code AND r.redeemed_order = u.order_external_id
            AND r.kind = 'coupon'
        WHERE u.shop_id = @shop AND u.order_external_id = @order AND u.released_at IS NULL
        """;

    /// <summary>What of an order's discount its coupons account for, minor units: no other offer was given with that part.</summary>
    public static Task<long> TakenBy(Reads reads, string orderExternalId) => reads.First<long>(Taken, new { Order = orderExternalId });

    /// <summary>Records that a code was used for an order.</summary>
    /// <returns>True when that is new; false when it was recorded already.</returns>
    public static async Task<bool> Record(ShopTx tx, string code, string orderExternalId, Instant now) =>
        await tx.Execute(Put, new { Code = code, Order = orderExternalId, At = now }) == 1;

    /// <summary>Takes a use back.</summary>
    /// <returns>True when it is taken back now, false when it was before; refused when the code was never used for that order.</returns>
    public static async Task<Result<bool>> Release(ShopTx tx, string code, string orderExternalId, Instant now)
    {
        var use = new { Code = code, Order = orderExternalId, At = now };
        if (await tx.Execute(Take, use) == 1)
        {
            return true;
        }

        return await tx.First<long>(Known, use) > 0 ? false : Domain.Rewards.RewardRefusals.CouponNotUsedByOrder;
    }

    /// <summary>The codes that were used for an order and not released, also before the order came.</summary>
    public static Task<List<string>> OfOrder(Reads reads, string orderExternalId) =>
        reads.Query<string>(Open, new { Order = orderExternalId });
}
