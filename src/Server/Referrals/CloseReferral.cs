using Vouch.Domain;
using Vouch.Domain.Referrals;
using Vouch.Domain.Screening;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Ends referrals, or what refunds undid of them: promises are voided, what was issued is taken back as far as it goes.</summary>
internal static class CloseReferral
{
    /// <summary>The reason of a referral that screening turned down.</summary>
    internal const string ScreenedOut = "screening";

    /// <summary>The reason of a referral by a code that had become public.</summary>
    internal const string CodeLeaked = "code_leaked";

    /// <summary>Cancels a referral of whatever state; an approved one loses its place on the ladder.</summary>
    internal static async Task<Referral> Cancel(ShopTx tx, OrderRecord order, Referral referral, string reason, Instant now)
    {
        var wasApproved = referral.Status == ReferralStatus.Approved;
        var cancelled = referral with
        {
            Status = ReferralStates.After(referral.Status, ReferralStep.Cancel).Value, Reason = reason, HoldUntil = null, Nth = null,
            UpdatedAt = now,
        };
        if (reason is PlanReferral.OrderRefunded or PlanReferral.BelowMinimum)
        {
            // A friend's offer that was used stays a cost: the friend had the goods at that price.
            await ClawBackReward.ForReferral(tx, referral.ReferralId, order.State.BaseAmount, order.State.BaseAmount, 0, now);
        }
        else
        {
            await VoidReward.ForReferral(tx, referral.ReferralId, reason, now);
        }

        ReferralStore.Save(tx, cancelled);
        tx.Unschedule(ReleaseReferral.Kind, referral.ReferralId.ToString());
        ReviewReferral.Close(tx, referral.ReferralId, now);
        if (wasApproved)
        {
            await LeaveLadder(tx, referral, now);
        }

        return Told(tx, order, cancelled, now);
    }

    /// <summary>Lets a referral that was closed before make room for its order's next one; what it came to stays.</summary>
    internal static Referral SetAside(ShopTx tx, OrderRecord order, Referral closed, Instant now)
    {
        var aside = closed with { Reason = PlanReferral.AttributionChanged, UpdatedAt = now };
        ReferralStore.Save(tx, aside);
        return Told(tx, order, aside, now);
    }

    /// <summary>Takes an approval back while nothing of it was used: its rewards are revoked, its place on the ladder is free.</summary>
    internal static async Task<Referral> TakeBack(ShopTx tx, Referral approved, Instant now)
    {
        var back = approved with { Nth = null, Status = ReferralStatus.Rejected, UpdatedAt = now };
        await VoidReward.ForReferral(tx, approved.ReferralId, "undone", now);
        ReferralStore.Save(tx, back);
        await LeaveLadder(tx, back, now);
        return back;
    }

    private static async Task LeaveLadder(ShopTx tx, Referral referral, Instant now)
    {
        var approved = await ReferralStore.CountApproved(tx, referral.ProgramId, referral.AdvocateId);
        await IssueMilestone.RevokeAbove(tx, referral.AdvocateId, referral.ProgramId, approved, now);
    }

    /// <summary>Brings an approved referral's rewards to what refunds left of its order.</summary>
    internal static async Task<Referral> Reprice(ShopTx tx, OrderCase about, Referral approved, Instant now)
    {
        var state = about.Order.State;
        await ClawBackReward.ForReferral(
            tx, approved.ReferralId, state.BaseAmount, state.RefundedBase, about.Terms!.Qualification.MinimumSubtotal, now);
        return approved;
    }

    /// <summary>Rejects what screening turned down.</summary>
    internal static async Task<Referral> Screened(
        ShopTx tx, Shop shop, OrderRecord order, Referral referral, ScreeningVerdict verdict, Instant now)
    {
        var rejected = await Reject(
            tx, order, referral, ScreenedOut, ScreeningWords.Of(shop.Locale, verdict), now);
        await ScreeningAlarm.Check(tx, now);
        return rejected;
    }

    /// <summary>Rejects an order by a code that had become public; its buyer did nothing wrong and is a customer from now on.</summary>
    internal static Task<Referral> Leaked(ShopTx tx, OrderRecord order, Referral referral, Instant now) => Reject(
        tx, order, referral, CodeLeaked, "The code had become public: its use by strangers earns nothing.", now, blamesBuyer: false);

    /// <summary>
    /// Rejects a referral: nothing is paid, the order does not make the buyer an existing customer. What the friend was given at the
    /// till is gone and stays a cost.
    /// </summary>
    internal static async Task<Referral> Reject(
        ShopTx tx, OrderRecord order, Referral referral, string reason, string detail, Instant now, bool blamesBuyer = true)
    {
        var rejected = referral with { Status = ReferralStatus.Rejected, Reason = reason, HoldUntil = null, UpdatedAt = now };
        await VoidReward.ForReferral(tx, referral.ReferralId, "rejected", now, orderStands: true);
        ReferralStore.Save(tx, rejected);
        tx.Unschedule(ReleaseReferral.Kind, referral.ReferralId.ToString());
        if (blamesBuyer)
        {
            await OrderQueries.SetFraudVerdict(tx, order.OrderId, rejected: true);
        }

        ReferralStore.Tell(tx, referral.ReferralId, now, "rejected", detail);
        tx.Publish(Event("rejected", order, rejected), now);
        return rejected;
    }

    /// <summary>Tells timeline and journal why a referral is cancelled.</summary>
    internal static Referral Told(ShopTx tx, OrderRecord order, Referral cancelled, Instant now)
    {
        ReferralStore.Tell(tx, cancelled.ReferralId, now, "cancelled", cancelled.Reason switch
        {
            PlanReferral.BelowMinimum => "The purchase is below the program's minimum.",
            PlanReferral.OrderCancelled => "The order was cancelled.",
            PlanReferral.OrderRefunded => "The order was wholly refunded.",
            _ => "The credit for the order went elsewhere.",
        });
        tx.Publish(Event("cancelled", order, cancelled), now);
        return cancelled;
    }

    internal static ReferralStepped Event(string step, OrderRecord order, Referral referral) => new(
        step, referral.ReferralId, referral.ProgramId, referral.AdvocateId, order.OrderId, order.Facts.ExternalId, referral.Reason,
        order.State.KeptBase);
}
