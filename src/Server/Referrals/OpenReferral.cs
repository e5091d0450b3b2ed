using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Begins the case of an attributed order: screening, promises on both sides, the hold.</summary>
internal static class OpenReferral
{
    /// <summary>Opens a referral; one whose order cannot earn is cancelled from the start and promises nothing.</summary>
    /// <param name="tx">The fact's transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">The order and its credit.</param>
    /// <param name="cause">Why the order cannot earn; null when it can.</param>
    /// <param name="now">Shop time.</param>
    internal static async Task<Referral> New(ShopTx tx, Shop shop, OrderCase about, string? cause, Instant now)
    {
        var (order, decision) = (about.Order, about.Decision);
        var claim = await FriendsClaims.Settle(tx, shop, about, now);
        var claimed = claim is null ? null : await ReferralStore.FindOfClaim(tx, claim.ClaimId);
        var fresh = claimed is not { Status: ReferralStatus.Claimed or ReferralStatus.Expired, OrderId: null };
        var referral = new Referral(
            fresh ? tx.NewId<ReferralId>() : claimed!.ReferralId, decision.Program!.Value, decision.ProgramVersion!.Value,
            decision.Advocate!.Value,
            order.Facts.Customer.Email, order.Facts.Customer.Name, PersonKeys.Email(shop, order.Facts.Customer.Email), claim?.ClaimId,
            order.OrderId,
            await ParentOf(tx, decision), cause is null ? ReferralStatus.Pending : ReferralStatus.Cancelled, cause ?? "ordered", null, null,
            null,
            fresh ? now : claimed!.CreatedAt, now);
        if (fresh)
        {
            ReferralStore.Add(tx, referral);
        }
        else
        {
            ReferralStore.Save(tx, referral);
        }

        ReferralStore.Tell(tx, referral.ReferralId, now, "attributed", decision.Explanation);
        if (claim is not null)
        {
            CreateClaimCoupon.LinkReferral(tx, claim.ClaimId, referral.ReferralId);
        }

        if (cause is not null)
        {
            return CloseReferral.Told(tx, order, referral, now);
        }

        return await Promise(tx, shop, about, referral, claim, now);
    }

    /// <summary>Opens a cancelled referral again, since what had cancelled it is gone.</summary>
    internal static async Task<Referral> Again(ShopTx tx, Shop shop, OrderCase about, Referral cancelled, Instant now)
    {
        var again = ReferralStates.After(cancelled.Status, ReferralStep.Revive).Value;
        var revived = cancelled with { Status = again, Reason = "ordered", UpdatedAt = now };
        ReferralStore.Tell(tx, revived.ReferralId, now, "revived", "The order meets the terms again.");
        var claim = await FriendsClaims.Settle(tx, shop, about, now);
        return await Promise(tx, shop, about, revived, claim, now);
    }

    /// <summary>Screens the order and, unless it is clearly abuse, reserves and promises what the terms give.</summary>
    internal static async Task<Referral> Promise(ShopTx tx, Shop shop, OrderCase about, Referral referral, Claim? claim, Instant now)
    {
        var verdict = about.Decision.Via == Via.Manual
            ? null
            : await ScreenReferral.Run(
                tx, shop, new ScreeningCase(about.Order, about.Decision, about.Terms!, ScreeningStage.Order), now);
        if (await TurnDown(tx, shop, about, referral, verdict, now) is { } turnedDown)
        {
            return turnedDown;
        }

        var pending =
            referral with { HoldUntil = HoldReferral.Until(about.Order, about.Terms!, verdict?.Decision ?? ScreeningDecision.Allow) };
        var note = await Accrue(tx, shop, about, pending, claim, now);
        pending = pending with { RewardNote = note };
        ReferralStore.Save(tx, pending);
        HoldReferral.Schedule(tx, pending);
        await SpendBudget.Check(tx, pending.ProgramId, now);
        tx.Publish(CloseReferral.Event("pending", about.Order, pending), now);
        ReferralStore.Tell(tx, pending.ReferralId, now, "pending", pending.HoldUntil is { } until
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Waiting for the return window, until "
                + $"{TimeZoneInfo.ConvertTime(until.ToDateTimeOffset(), shop.TimeZone):d MMMM yyyy} at the earliest.")
            : "Waiting for the payment.");
        return pending;
    }

    // What is turned down at the order is looked at once more at the end of the hold, when more is known: nothing is dropped in silence.
    private static async Task<Referral?> TurnDown(
        ShopTx tx, Shop shop, OrderCase about, Referral referral, ScreeningVerdict? verdict, Instant now)
    {
        var screened = new ScreeningCase(about.Order, about.Decision, about.Terms!, ScreeningStage.Order);
        var leak = verdict is null ? null : await DetectLeak.Run(tx, screened, now);
        if (leak is null && verdict?.Decision != ScreeningDecision.Reject)
        {
            return null;
        }

        LookAgain.Schedule(tx, about, referral, now);
        return leak is not null
            ? await CloseReferral.Leaked(tx, about.Order, referral, now)
            : await CloseReferral.Screened(tx, shop, about.Order, referral, verdict!, now);
    }

    // Both sides are asked, whatever the first says: a cap of the advocate's takes nothing from the friend.
    internal static async Task<string?> Accrue(
        ShopTx tx, Shop shop, OrderCase about, Referral referral, Claim? claim, Instant now, IReadOnlySet<Recipient>? standing = null)
    {
        var rewardCase = await HoldReferral.CaseOf(tx, about, referral);
        var (terms, order) = (about.Terms!, about.Order);
        var approved = await ReferralStore.CountApproved(tx, referral.ProgramId, referral.AdvocateId);
        var kept = order.State.KeptBase;
        string? note = null;
        if (standing?.Contains(Recipient.Advocate) != true)
        {
            var advocate = await AccrueReward.ForAdvocate(
                tx, shop, rewardCase, approved, kept, Due(order, terms.AdvocateReward?.Hold ?? terms.Hold), now);
            note = Note(tx, referral, advocate, now) ?? NothingEarned(terms, approved, advocate);
        }

        if (referral.ParentId is not null || standing?.Contains(Recipient.Friend) == true
            || (claim is not null && terms.FriendReward is { } offer && RewardKinds.HasCode(offer.Kind)))
        {
            return note;
        }

        var friend = await UseCoupons.HadOffer(tx, order, referral.AdvocateId)
            ? await HadWithOrder(tx, shop, about, rewardCase, now)
            : await AccrueReward.ForFriend(tx, shop, rewardCase, kept, Due(order, terms.FriendReward?.Hold ?? terms.Hold), now);
        return note ?? Note(tx, referral, friend, now);
    }

    /// <summary>The friend's offer as the order had it: what of its discount no coupon accounts for.</summary>
    internal static async Task<Result<Reward?>> HadWithOrder(ShopTx tx, Shop shop, OrderCase about, RewardCase rewardCase, Instant now)
    {
        var order = about.Order;
        var discount = order.DiscountInShopCurrency - await CouponUses.TakenBy(tx, order.Facts.ExternalId);
        return await RedeemedByOrder.Run(tx, shop, rewardCase, order.Facts.ExternalId, order.SubtotalInShopCurrency, discount, now);
    }

    /// <summary>
    /// Promises the advocate's reward where the order came to nothing before and has grown. What a person revoked, or a cap or
    /// the budget refused, stays so.
    /// </summary>
    /// <returns>Why there is no reward; null where there is one or none is meant.</returns>
    internal static async Task<string?> AccrueMissing(
        ShopTx tx, Shop shop, OrderCase about, Referral referral, RewardCase rewardCase, Instant now)
    {
        if (referral.RewardNote is not (null or PlanReferral.BelowMinimum)
            || await AccrueReward.HasAdvocateOffer(tx, referral.ReferralId))
        {
            return referral.RewardNote is PlanReferral.BelowMinimum ? null : referral.RewardNote;
        }

        var (terms, order) = (about.Terms!, about.Order);
        var approved = await ReferralStore.CountApproved(tx, referral.ProgramId, referral.AdvocateId);
        var promised = await AccrueReward.ForAdvocate(
            tx, shop, rewardCase, approved, order.State.KeptBase, Due(order, terms.AdvocateReward?.Hold ?? terms.Hold), now);
        return Note(tx, referral, promised, now) ?? NothingEarned(terms, approved, promised);
    }

    private static string? NothingEarned(ProgramTerms terms, int approved, Result<Reward?> promised) =>
        promised is { IsRefused: false, Value: null } && Ladder.AdvocateReward(terms, approved + 1) is not null
            ? PlanReferral.BelowMinimum
            : null;

    private static Instant? Due(Orders.OrderRecord order, HoldTerms hold) =>
        Hold.Due(hold, order.Facts.PlacedAt, order.State.PaidAt, order.State.DeliveredAt);

    private static string? Note(ShopTx tx, Referral referral, Result<Reward?> promised, Instant now)
    {
        if (promised.Refusal is { } refusal)
        {
            ReferralStore.Tell(tx, referral.ReferralId, now, refusal.Code, refusal.Sentence);
        }

        return promised.Refusal?.Code;
    }

    private static async Task<ReferralId?> ParentOf(ShopTx tx, AttributionDecision decision) =>
        decision is { Via: Via.Lock, LockedBy: { } first } ? (await ReferralStore.FindOfOrder(tx, first))?.ReferralId : null;
}
