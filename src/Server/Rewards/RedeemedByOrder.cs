using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Records that an order had the friend's offer already: it carried the advocate's code and a discount.</summary>
public static class RedeemedByOrder
{
    /// <summary>
    /// Creates the friend's reward as redeemed, at the discount given, at most the offer's worth on that cart. One that
    /// stands already (the referral was cancelled and revived, or the order changed) is brought to that amount instead.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">What it is for, with its referral and order.</param>
    /// <param name="orderExternalId">The shop's id of the order.</param>
    /// <param name="cartSubtotal">The cart before the discount, minor units of the shop.</param>
    /// <param name="discount">What was taken off, minor units of the shop.</param>
    /// <param name="now">Shop time.</param>
    /// <returns>The redeemed reward; null without an offer of a coupon or below its minimum; refused without room.</returns>
    public static async Task<Result<Reward?>> Run(
        ShopTx tx, Shop shop, RewardCase about, string orderExternalId, long cartSubtotal, long discount, Instant now)
    {
        if (about.Terms.FriendReward is not { } specification || !RewardKinds.HasCode(specification.Kind))
        {
            return (Reward?)null;
        }

        var standing = about.ReferralId is { } referral ? await Standing(tx, referral, orderExternalId) : null;
        var promise = standing?.Promise() ?? specification;
        var inPieces = RewardWorth.IsInPieces(promise, cartSubtotal);
        var amount = inPieces
            ? RewardWorth.Counted(promise, cartSubtotal)
            : Math.Min(discount, RewardWorth.OnCart(promise, cartSubtotal));
        if (amount <= 0 && !(inPieces && RewardWorth.Of(specification, cartSubtotal) > 0))
        {
            await GiveUpPromise(tx, about.ReferralId, now);
            return (Reward?)null;
        }

        if (standing is not null)
        {
            return await RedeemCoupon.Settle(tx, standing, amount, now);
        }

        await GiveUpPromise(tx, about.ReferralId, now);
        var draft = new AccrueReward.Draft(
            about, Recipient.Friend, null, specification,
            spec => inPieces ? RewardWorth.Counted(spec, cartSubtotal) : RewardWorth.OnCart(spec, cartSubtotal), cartSubtotal, now,
            MostWorth: inPieces ? long.MaxValue : discount);
        var made = await AccrueReward.Create(tx, shop, draft, now);
        if (made.IsRefused)
        {
            return made.Refusal;
        }

        amount = made.Value.IsCredit ? amount : made.Value.Worth;
        var reward = made.Value.Stepped(RewardMove.Issue).Stepped(RewardMove.Redeem) with
        {
            IssuedAt = now, RedeemedAmount = amount, RedeemedOrder = orderExternalId,
        };
        RewardStore.Add(tx, reward);
        RewardStore.Note(tx, reward, now, "redeemed", amount, orderExternalId);
        var entries = Postings.RedeemCoupon(reward.Kind, reward.Owner, amount);
        var posting = LedgerPosting.Of("redeem_coupon", reward.RewardId.ToString(), reward, entries, now);
        await PostTransaction.Run(tx, posting, sourceIsNew: true);
        tx.Publish(new RewardRedeemed(reward, amount, orderExternalId), now);
        return reward;
    }

    // An offer that was promised for later, before the order said that it had it, is not given twice.
    private static async Task GiveUpPromise(ShopTx tx, ReferralId? referral, Instant now)
    {
        foreach (var reward in referral is { } id ? await RewardStore.Offers(tx, id) : [])
        {
            if (reward is { Recipient: Recipient.Friend, Status: RewardStatus.Pending })
            {
                await ClawBackReward.To(tx, reward, 0, "had_with_the_order", now);
            }
        }
    }

    private static async Task<Reward?> Standing(ShopTx tx, ReferralId referral, string orderExternalId) =>
        (await RewardStore.Offers(tx, referral)).Find(reward =>
            reward is { Recipient: Recipient.Friend, IsCredit: false, Status: RewardStatus.Redeemed }
                && reward.RedeemedOrder == orderExternalId);
}
