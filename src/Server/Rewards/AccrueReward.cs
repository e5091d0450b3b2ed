using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Promises a reward for an order: room is reserved, the ledger has the cost, the owner a pending claim.</summary>
public static class AccrueReward
{
    private const string SetDue = """
        UPDATE rewards SET issuable_at = @due WHERE shop_id = @shop AND referral_id = @referral AND status = 'pending'
        """;

    // One that came to nothing with a smaller order counts as none; one that a person revoked does not come back.
    private const string AdvocateOffer = """
        SELECT 1 FROM rewards r WHERE r.shop_id = @shop AND r.referral_id = @referral AND r.recipient = 'advocate' AND r.role = 'offer'
            AND (r.status <> 'revoked' OR NOT EXISTS (
                SELECT 1 FROM reward_history h WHERE h.shop_id = @shop AND h.reward_id = r.reward_id AND h.type = 'revoked'
                    AND h.detail IN ('below_minimum', 'order_cancelled', 'order_refunded', 'refund')))
        LIMIT 1
        """;

    /// <summary>True when the advocate has, or had and lost for another cause than the order's size, a reward for this referral.</summary>
    public static async Task<bool> HasAdvocateOffer(ShopTx tx, ReferralId referral) =>
        await tx.First<long?>(AdvocateOffer, new { Referral = referral }) is not null;

    /// <summary>Promises the advocate's offer by the tier of the next referral to be approved.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">What it is for, with its referral and order.</param>
    /// <param name="approved">How many of the advocate's referrals in the program stand approved now.</param>
    /// <param name="baseAmount">The order after discounts and without tax, minor units of the shop.</param>
    /// <param name="due">When the hold ends; null while the order is unpaid.</param>
    /// <param name="now">Shop time.</param>
    /// <returns>The pending reward; null where the program gives none for such an order; refused where there was no room.</returns>
    public static async Task<Result<Reward?>> ForAdvocate(
        ShopTx tx, Shop shop, RewardCase about, int approved, long baseAmount, Instant? due, Instant now)
    {
        if (Ladder.AdvocateReward(about.Terms, approved + 1) is not { } specification)
        {
            return (Reward?)null;
        }

        if (RewardWorth.Of(specification, baseAmount) == 0)
        {
            return (Reward?)null;
        }

        var draft = new Draft(
            about, Recipient.Advocate, about.AdvocateId, specification, spec => RewardWorth.Counted(spec, baseAmount), baseAmount, due);
        return await Promise(tx, shop, draft, now);
    }

    /// <summary>Promises the friend's offer where no claim and no code gave it already; it waits out the hold too.</summary>
    /// <returns>As for the advocate; the minimum of a code is the cart's on which it is used, not this order's.</returns>
    public static async Task<Result<Reward?>> ForFriend(
        ShopTx tx, Shop shop, RewardCase about, long baseAmount, Instant? due, Instant now)
    {
        if (about.Terms.FriendReward is not { } specification)
        {
            return (Reward?)null;
        }

        var hasCode = RewardKinds.HasCode(specification.Kind);
        Func<RewardSpecification, long> worthOf = hasCode ? RewardWorth.Ceiling : spec => RewardWorth.Counted(spec, baseAmount);
        return !hasCode && RewardWorth.Of(specification, baseAmount) == 0
            ? (Reward?)null
            : await Promise(tx, shop, new Draft(about, Recipient.Friend, null, specification, worthOf, baseAmount, due), now);
    }

    /// <summary>Tells the pending rewards of a referral when their hold ends; null while that is unknown.</summary>
    public static void SetDueAt(ShopTx tx, ReferralId referral, Instant? due) => tx.Enqueue(SetDue, new { Due = due, Referral = referral });

    /// <summary>A reward about to be promised.</summary>
    /// <param name="About">What it is for.</param>
    /// <param name="Recipient">Whose it is.</param>
    /// <param name="Owner">The advocate; null for a friend's.</param>
    /// <param name="Specification">The promise, without a campaign's bonus.</param>
    /// <param name="WorthOf">What a promise comes to here: minor units or points.</param>
    /// <param name="BaseAmount">The order or cart that it is counted on; 0 without one.</param>
    /// <param name="Due">When the hold ends; null while unknown.</param>
    /// <param name="ClaimId">The claim that it is made by; null otherwise.</param>
    /// <param name="Role">Offer or milestone; a milestone takes no bonus.</param>
    /// <param name="Milestone">Which milestone; empty for an offer.</param>
    /// <param name="Step">At which count it fires.</param>
    /// <param name="MostWorth">What was really given, where that is known already.</param>
    internal sealed record Draft(
        RewardCase About, Recipient Recipient, AdvocateId? Owner, RewardSpecification Specification,
        Func<RewardSpecification, long> WorthOf, long BaseAmount, Instant? Due, ClaimId? ClaimId = null,
        RewardRole Role = RewardRole.Offer, string Milestone = "", int Step = 0, long MostWorth = long.MaxValue);

    /// <summary>Reserves, creates the pending row, posts, and tells.</summary>
    internal static async Task<Result<Reward?>> Promise(ShopTx tx, Shop shop, Draft draft, Instant now)
    {
        var made = await Create(tx, shop, draft, now);
        if (made.IsRefused)
        {
            return made.Refusal;
        }

        var reward = made.Value;
        RewardStore.Add(tx, reward);
        RewardStore.Note(tx, reward, now, "pending", Amount(reward));
        if (reward.IsCredit)
        {
            var entries = Postings.Accrue(reward.Kind, reward.Owner, reward.Entitled);
            await PostTransaction.Run(tx, LedgerPosting.Of("accrue", reward.RewardId.ToString(), reward, entries, now), sourceIsNew: true);
        }

        tx.Publish(new RewardPending(reward, Amount(reward)), now);
        return reward;
    }

    /// <summary>
    /// Reserves room and makes the row of a pending reward, which is not stored yet: with the best bonus there is room for, else without.
    /// </summary>
    internal static async Task<Result<Reward>> Create(ShopTx tx, Shop shop, Draft draft, Instant now)
    {
        foreach (var (bonus, limits, share, _) in await CampaignRoom.Offers(tx, draft))
        {
            var kind = draft.Specification.Kind;
            var given = await CampaignRoom.Take(tx, kind, bonus.Campaign, limits, share);
            if (given == 0)
            {
                continue;
            }

            var full = draft.WorthOf(draft.Specification with { Bonus = bonus });
            var fitted = given < share || full > draft.MostWorth ? bonus with { Most = given } : bonus;
            var raised = await Create(tx, shop, draft, draft.Specification with { Bonus = fitted }, now);
            if (!raised.IsRefused)
            {
                // A cap or the budget may have cut it.
                var kept = CampaignBonus.ShareOf(fitted, Amount(raised.Value));
                CampaignRoom.Give(tx, kind, bonus.Campaign, kept - given, 0);
                return raised.Value with { CampaignId = bonus.Campaign, BonusAmount = kept };
            }

            CampaignRoom.Give(tx, kind, bonus.Campaign, -given, -1);
        }

        return await Create(tx, shop, draft, draft.Specification, now);
    }

    private static async Task<Result<Reward>> Create(
        ShopTx tx, Shop shop, Draft draft, RewardSpecification specification, Instant now)
    {
        var about = draft.About;
        var worth = Math.Min(draft.WorthOf(specification), draft.MostWorth);
        var wanted = new RoomWanted(specification.Kind, worth, Weight(specification, worth));
        var reserved = await ReserveRoom.Take(tx, shop, about.ProgramId, about.Limits, draft.Owner, wanted, now);
        if (reserved.IsRefused)
        {
            return reserved.Refusal;
        }

        var room = reserved.Value;
        var isCredit = RewardKinds.IsCredit(specification.Kind);
        var credit = isCredit ? room.Worth : 0;
        return new Reward(
            tx.NewId<RewardId>(), about.ProgramId, about.ProgramVersion, about.ReferralId, draft.ClaimId, about.OrderId,
            draft.Recipient, draft.Owner, draft.Recipient == Recipient.Friend ? about.FriendKey : null,
            draft.Role, draft.Milestone, draft.Step,
            specification.Kind, JsonSerializer.Serialize(specification, WireJson.Options), draft.BaseAmount,
            AssetOf(specification.Kind, shop),
            credit, credit, 0, 0, isCredit ? 0 : room.Worth,
            RewardStatus.Pending, null, 0, null, draft.Due, null, null, room.Weight, room.Count, room.Scopes, now);
    }

    /// <summary>What a reward of this size counts against budget and caps: points their budget value, anything else itself.</summary>
    internal static long Weight(RewardSpecification specification, long worth) =>
        specification.Kind == RewardKind.Points ? RewardWorth.Ceiling(specification) : worth;

    /// <summary>The currency, or <c>points</c>.</summary>
    internal static string AssetOf(RewardKind kind, Shop shop) => kind == RewardKind.Points ? "points" : shop.Currency;

    /// <summary>What a reward comes to: a coupon's worth, or what refunds left of credit and points.</summary>
    internal static long Amount(Reward reward) => reward.IsCredit ? reward.Entitled : reward.Worth;
}
