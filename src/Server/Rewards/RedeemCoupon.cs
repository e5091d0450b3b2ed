using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Uses a coupon for an order, and undoes it. Only its use enters the ledger, at what was taken off.</summary>
public static class RedeemCoupon
{
    /// <summary>
    /// Uses a coupon. The same order again is the same use; if it now knows another amount, that one holds and the
    /// difference is posted.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="code">The coupon's code, in capitals.</param>
    /// <param name="orderExternalId">The shop's id of the order.</param>
    /// <param name="amount">The discount of the order, minor units, cut to the coupon's worth; null while that is unknown: a coupon of a
    /// fixed amount then counts in full, any other 0 until the order tells. Free shipping, products and periods are no discount on
    /// goods and count what they are worth.</param>
    /// <param name="now">Shop time.</param>
    /// <returns>The redeemed coupon; refused where it is no coupon of the shop, not valid any more, or used for another order.</returns>
    public static async Task<Result<Reward>> Run(ShopTx tx, string code, string orderExternalId, long? amount, Instant now) =>
        await RewardStore.Load(tx, code) is not { } reward ? Refusal.NotFound("coupon")
        : await Use(tx, reward, orderExternalId, reward.Kind == RewardKind.Coupon ? amount : null, now);

    /// <summary>Undoes a use: the coupon can be used again until it expires. Undone before: nothing changes.</summary>
    /// <returns>The coupon; refused where it was not used for that order.</returns>
    public static async Task<Result<Reward>> Release(ShopTx tx, string code, string orderExternalId, Instant now)
    {
        if (await RewardStore.Load(tx, code) is not { } reward)
        {
            return Refusal.NotFound("coupon");
        }

        var use = await CouponUses.Release(tx, code, orderExternalId, now);
        if (use.IsRefused)
        {
            return use.Refusal;
        }

        if (!use.Value || reward.Status != RewardStatus.Redeemed || reward.RedeemedOrder != orderExternalId)
        {
            return reward;
        }

        return await Reopen(tx, reward, orderExternalId, now);
    }

    /// <summary>Opens a used reward again; what it cost goes back.</summary>
    internal static async Task<Reward> Reopen(ShopTx tx, Reward reward, string orderExternalId, Instant now)
    {
        var source = RewardStore.Note(tx, reward, now, "released", reward.RedeemedAmount, orderExternalId);
        var entries = Postings.ReleaseCoupon(reward.Kind, reward.Owner, reward.RedeemedAmount);
        await PostTransaction.Run(tx, LedgerPosting.Of("release_coupon", source, reward, entries, now), sourceIsNew: true);
        var open = reward.Stepped(RewardMove.Release) with { RedeemedAmount = 0, RedeemedOrder = null };
        RewardStore.Save(tx, open);
        RewardTask.Raise(tx, open, now);
        ApproveReward.ScheduleExpiry(tx, open);
        tx.Publish(new CouponReleased(open, reward.RedeemedAmount, orderExternalId), now);
        return open;
    }

    /// <summary>Uses a coupon that is loaded.</summary>
    internal static async Task<Result<Reward>> Use(ShopTx tx, Reward reward, string? orderExternalId, long? amount, Instant now)
    {
        if (reward.Status == RewardStatus.Redeemed)
        {
            return orderExternalId is not null && reward.RedeemedOrder == orderExternalId
                ? await Settle(tx, reward, amount, now)
                : RewardRefusals.CouponUsedByAnotherOrder;
        }

        if (reward.Status != RewardStatus.Issued)
        {
            return reward.Status == RewardStatus.Expired ? RewardRefusals.CouponExpired : RewardRefusals.CouponNotIssued;
        }

        if (reward.ExpiresAt is { } end && end <= now)
        {
            return RewardRefusals.CouponExpired;
        }

        var taken = Cut(reward, amount);
        var used = reward.Stepped(RewardMove.Redeem) with { RedeemedAmount = taken, RedeemedOrder = orderExternalId };
        if (orderExternalId is not null && reward.CouponCode is { } code)
        {
            await CouponUses.Record(tx, code, orderExternalId, now);
        }

        var source = RewardStore.Note(tx, used, now, "redeemed", taken, orderExternalId ?? string.Empty);
        var entries = Postings.RedeemCoupon(used.Kind, used.Owner, taken);
        await PostTransaction.Run(tx, LedgerPosting.Of("redeem_coupon", source, used, entries, now), sourceIsNew: true);
        RewardStore.Save(tx, used);
        tx.Unschedule(ApproveReward.ExpiryJob, used.RewardId.ToString());
        RewardTask.Clear(tx, used, now);
        tx.Publish(new RewardRedeemed(used, taken, orderExternalId), now);
        return used;
    }

    /// <summary>Brings a use to what the order says was really taken off; null tells nothing.</summary>
    internal static async Task<Reward> Settle(ShopTx tx, Reward reward, long? amount, Instant now)
    {
        var change = amount is null ? 0 : Cut(reward, amount) - reward.RedeemedAmount;
        if (change == 0)
        {
            return reward;
        }

        var settled = reward with { RedeemedAmount = reward.RedeemedAmount + change };
        var source = RewardStore.Note(tx, settled, now, "settled", change, reward.RedeemedOrder ?? string.Empty);
        var entries = change > 0
            ? Postings.RedeemCoupon(reward.Kind, reward.Owner, change)
            : Postings.ReleaseCoupon(reward.Kind, reward.Owner, -change);
        await PostTransaction.Run(tx, LedgerPosting.Of("settle_coupon", source, settled, entries, now), sourceIsNew: true);
        RewardStore.Save(tx, settled);
        tx.Publish(new RewardAdjusted(settled, change, "order"), now);
        return settled;
    }

    // A percentage without a cap has no ceiling but the cart, which the amount given was taken from. Pieces cost what the
    // program says they count, whatever was taken off the order.
    private static long Cut(Reward reward, long? amount)
    {
        if (reward.IsInPieces)
        {
            return reward.Worth;
        }

        var value = reward.Promise().Value;
        var isFixed = reward.HasOwnAmount || value.Type == RewardValueType.Fixed;
        var ceiling = isFixed || value.Cap is not null ? reward.Worth : long.MaxValue;
        return Math.Min(Math.Max(amount ?? (isFixed ? reward.Worth : 0), 0), ceiling);
    }
}
