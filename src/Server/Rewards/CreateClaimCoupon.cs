using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Gives a friend the offer's coupon in exchange for an address: issued at once, redeemed by the order that carries it.</summary>
public static class CreateClaimCoupon
{
    private const string Link = """
        UPDATE rewards SET referral_id = @referral WHERE shop_id = @shop AND claim_id = @claim AND status <> 'revoked'
        """;

    /// <summary>Reserves room and issues the coupon.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">The program, the advocate and the friend; without order, with or without referral.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="now">Shop time.</param>
    /// <returns>
    /// The issued (or, its pool empty, waiting) coupon; null where the friend's offer is none or has no code; refused where
    /// the budget left no room.
    /// </returns>
    public static async Task<Result<Reward?>> Run(ShopTx tx, Shop shop, RewardCase about, ClaimId claim, Instant now)
    {
        if (about.Terms.FriendReward is not { } specification || !RewardKinds.HasCode(specification.Kind))
        {
            return (Reward?)null;
        }

        var draft = new AccrueReward.Draft(about, Recipient.Friend, null, specification, RewardWorth.Ceiling, 0, now, claim);
        var made = await AccrueReward.Create(tx, shop, draft, now);
        if (made.IsRefused)
        {
            return made.Refusal;
        }

        var issued = await ApproveReward.Issue(tx, made.Value, now);
        RewardStore.Add(tx, issued);
        if (issued.Status == RewardStatus.Waiting)
        {
            CodePools.TellWaiting(tx, made.Value, issued, now);
        }
        else
        {
            ApproveReward.Tell(tx, issued, now);
        }

        return issued;
    }

    /// <summary>The coupon of a claim belongs to this referral from now on (the last claim that it speaks for).</summary>
    public static void LinkReferral(ShopTx tx, ClaimId claim, ReferralId referral) =>
        tx.Enqueue(Link, new { Claim = claim, Referral = referral });
}
