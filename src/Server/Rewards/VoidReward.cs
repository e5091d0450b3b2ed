using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Undoes promises that fell away: a referral rejected, cancelled or given to somebody else, a claim that ended.</summary>
public static class VoidReward
{
    /// <summary>
    /// Revokes what is promised or issued for a referral and was not used, and releases what it holds. A friend's
    /// offer that this very order had without a claim is undone too, unless the order stands as it is: then the friend
    /// has the goods at that price. A claim's coupon that was used stays a cost.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="reason">A stable reason: <c>rejected</c>, <c>cancelled</c>, <c>reattributed</c> …</param>
    /// <param name="now">Shop time.</param>
    /// <param name="orderStands">True where the case alone fell away, and not its order nor whose it is.</param>
    public static async Task ForReferral(ShopTx tx, ReferralId referral, string reason, Instant now, bool orderStands = false)
    {
        foreach (var reward in await RewardStore.Offers(tx, referral))
        {
            if (!orderStands && IsHadWithOrder(reward))
            {
                await UndoOffer(tx, reward, reason, now);
            }
            else
            {
                await ClawBackReward.To(tx, reward, 0, reason, now);
            }
        }
    }

    /// <summary>Revokes the unused coupon of a claim that ended or whose friend was referred by somebody else.</summary>
    public static async Task ForClaim(ShopTx tx, ClaimId claim, string reason, Instant now)
    {
        foreach (var reward in await RewardStore.Offers(tx, claim))
        {
            await ClawBackReward.To(tx, reward, 0, reason, now);
        }
    }

    private static bool IsHadWithOrder(Reward reward) => RewardKinds.HasCode(reward.Kind) && reward is
    {
        Recipient: Recipient.Friend, Status: RewardStatus.Redeemed, ClaimId: null, CouponCode: null, RedeemedOrder: not null,
    };

    private static async Task UndoOffer(ShopTx tx, Reward reward, string reason, Instant now)
    {
        CampaignRoom.Keep(tx, reward, 0, isVoid: true);
        ReserveRoom.Release(tx, reward, reward.ReservedAmount, reward.ReservedCount);
        var source = RewardStore.Note(tx, reward, now, "revoked", reward.RedeemedAmount, reason);
        var entries = Postings.ReleaseCoupon(reward.Kind, reward.Owner, reward.RedeemedAmount);
        await PostTransaction.Run(tx, LedgerPosting.Of("release_coupon", source, reward, entries, now), sourceIsNew: true);
        var after = reward.Stepped(RewardMove.Release).Stepped(RewardMove.Revoke) with
        {
            ReservedAmount = 0, ReservedCount = 0, RedeemedAmount = 0, BonusAmount = 0,
        };
        RewardStore.Save(tx, after);
        tx.Publish(new RewardRevoked(after, reward.RedeemedAmount, reason), now);
    }
}
