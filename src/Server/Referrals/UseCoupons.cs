using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Domain.Programs;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>What an order does with our codes: it uses the coupons it carries, and gives them back when it is cancelled.</summary>
internal static class UseCoupons
{
    /// <summary>
    /// Uses (or gives back) the coupons of an order, each at what is left of the discount it was given. A code that is
    /// none of ours, or cannot be used any more, is no error: the purchase has happened.
    /// </summary>
    internal static async Task Of(ShopTx tx, OrderRecord order, Instant now)
    {
        var codes = CodesOf(order, await CouponUses.OfOrder(tx, order.Facts.ExternalId));
        var left = order.DiscountInShopCurrency;
        foreach (var code in codes)
        {
            if (order.State.Status == OrderStatus.Cancelled)
            {
                await RedeemCoupon.Release(tx, code, order.Facts.ExternalId, now);
                continue;
            }

            var used = await RedeemCoupon.Run(tx, code, order.Facts.ExternalId, left, now);
            left -= used is { IsRefused: false, Value.Kind: RewardKind.Coupon } ? used.Value.RedeemedAmount : 0;
        }
    }

    /// <summary>Gives back the coupons whose codes an update took off the order.</summary>
    internal static async Task TakenOff(ShopTx tx, OrderRecord order, OrderRecord? before, Instant now)
    {
        foreach (var code in before is null ? [] : Typed(before).Except(Typed(order)))
        {
            await RedeemCoupon.Release(tx, code, order.Facts.ExternalId, now);
        }
    }

    /// <summary>
    /// True when the order had the friend's offer already: it carried the advocate's own code and a discount, or the
    /// code was redeemed for it.
    /// </summary>
    internal static async Task<bool> HadOffer(ShopTx tx, OrderRecord order, AdvocateId advocate)
    {
        var redeemed = await CouponUses.OfOrder(tx, order.Facts.ExternalId);
        foreach (var code in CodesOf(order, redeemed))
        {
            if ((order.Facts.Amounts.Discount > 0 || redeemed.Contains(code))
                && (await AdvocateQueries.FindByCode(tx, code))?.AdvocateId == advocate)
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> CodesOf(OrderRecord order, IEnumerable<string> redeemed) =>
        [.. Typed(order).Concat(redeemed).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Typed(OrderRecord order) => order.Facts.CouponCodes.Select(Code.Normalize).OfType<string>();
}
