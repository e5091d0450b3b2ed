using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Rewards;

namespace Vouch.Server.Cli;

/// <summary>A coupon is used by at most one order, the one that its reward names, and the ledger has what it took off.</summary>
internal static class CheckCoupons
{
    private const string OpenUses = """
        SELECT u.code, u.order_external_id FROM coupon_uses u
        JOIN rewards r ON r.shop_id = @shop AND r.coupon_code = u.code
        WHERE u.shop_id = @shop AND u.released_at IS NULL
        """;

    private const string TakenOff = """
        SELECT r.reward_id, CAST(-sum(e.amount) AS bigint) AS amount
        FROM rewards r JOIN ledger_entries e ON e.shop_id = @shop AND e.reward_id = r.reward_id
        WHERE r.shop_id = @shop AND e.account LIKE 'redeemed:%'
        GROUP BY r.reward_id
        """;

    internal static async Task Run(ShopCheck check)
    {
        var uses = (await check.Db.Query<UseRow>(OpenUses)).ToLookup(row => row.Code, row => row.OrderExternalId, StringComparer.Ordinal);
        var taken = (await check.Db.Query<TakenRow>(TakenOff)).ToDictionary(row => row.RewardId, row => row.Amount);
        await foreach (var coupon in RewardPages.Read(check.Db))
        {
            if (coupon.IsCredit)
            {
                continue;
            }

            if (coupon.CouponCode is { } code)
            {
                CompareUses(check.Findings, coupon, code, [.. uses[code].Order(StringComparer.Ordinal)]);
            }

            var posted = taken.GetValueOrDefault(coupon.RewardId);
            if (posted != coupon.RedeemedAmount)
            {
                check.Findings.Differ(
                    $"The coupon {coupon.RewardId} took {coupon.RedeemedAmount} {coupon.Asset} off its order, the ledger says {posted}.");
            }
        }
    }

    private static void CompareUses(Findings findings, Reward coupon, string code, IReadOnlyList<string> orders)
    {
        string[] told = coupon is { Status: RewardStatus.Redeemed, RedeemedOrder: { } order } ? [order] : [];
        if (orders.Count > 1)
        {
            findings.Differ($"The coupon {code} ({coupon.RewardId}) is used by {orders.Count} orders: {string.Join(", ", orders)}.");
        }
        else if (!orders.SequenceEqual(told, StringComparer.Ordinal))
        {
            findings.Differ(
                $"The coupon {code} ({coupon.RewardId}) is {WireName.Of(coupon.Status)} for {Named(told)}, its uses say {Named(orders)}.");
        }
    }

    private static string Named(IReadOnlyList<string> orders) => orders is [var order] ? $"the order {order}" : "no order";

    private sealed record UseRow(string Code, string OrderExternalId);

    private sealed record TakenRow(RewardId RewardId, long Amount);
}
