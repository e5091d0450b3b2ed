using Vouch.Domain;
using Vouch.Domain.Referrals;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>
/// What an attributed order does to the friend's claims in the program: the one of the winning advocate becomes this
/// order's, the others are over and their unused coupons revoked.
/// </summary>
internal static class FriendsClaims
{
    internal static async Task<Claim?> Settle(ShopTx tx, Shop shop, OrderCase about, Instant now)
    {
        var (decision, order) = (about.Decision, about.Order);
        var open = await ClaimStore.OpenOf(tx, decision.Program!.Value, order.PersonKeys(shop));
        var own = decision.Claim is { } won ? await ClaimStore.Find(tx, won) : open.Find(claim => claim.AdvocateId == decision.Advocate);
        foreach (var lost in open.Where(claim => claim.ClaimId != own?.ClaimId))
        {
            await Expire(tx, lost, keepsCoupon: lost.CouponCode is not null && lost.CouponCode == own?.CouponCode, now);
        }

        if (own is { Status: ClaimStatus.Open })
        {
            own = own with { Status = ClaimStatus.Ordered };
            ClaimStore.Save(tx, own);
            tx.Unschedule(ExpireClaim.Kind, own.ClaimId.ToString());
        }

        return own;
    }

    /// <summary>Ends a claim: its referral expires, and its coupon is revoked unless another claim speaks for it.</summary>
    internal static async Task Expire(ShopTx tx, Claim claim, bool keepsCoupon, Instant now)
    {
        ClaimStore.Save(tx, claim with { Status = ClaimStatus.Expired });
        tx.Unschedule(ExpireClaim.Kind, claim.ClaimId.ToString());
        if (!keepsCoupon)
        {
            await VoidReward.ForClaim(tx, claim.ClaimId, "claim_expired", now);
        }

        var referral = await ReferralStore.FindOfClaim(tx, claim.ClaimId);
        if (referral is { Status: ReferralStatus.Claimed })
        {
            ReferralStore.Save(
                tx, referral with { Status = ReferralStates.After(
                referral.Status, ReferralStep.Expire).Value, Reason = "claim_expired", UpdatedAt = now });
            ReferralStore.Tell(
                tx, referral.ReferralId, now, "expired", "The offer was not used in time, or the friend took another invitation.");
        }

        tx.Publish(new ClaimExpired(claim.ClaimId, referral?.ReferralId, claim.ProgramId, claim.AdvocateId), now);
    }
}
