using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Domain.Screening;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>
/// The end of a hold: the credit is decided once more from everything known now, screening looks a second time, and
/// then the referral is approved and its rewards leave, or a person is asked, or nothing is paid.
/// </summary>
internal static class ReleaseReferral
{
    internal const string Kind = "release_referral";

    /// <summary>The reason of a referral that nothing spoke against.</summary>
    internal const string HoldOver = "hold_over";

    private const string LockAdvocate = "SELECT advocate_id FROM advocates WHERE shop_id = @shop AND advocate_id = @advocateId FOR UPDATE";

    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        if (!IdText.TryParse<ReferralId>(job.Subject, out var id)
            || await ReferralStore.Find(tx, id) is not { Status: ReferralStatus.Pending, OrderId: { } orderId })
        {
            return;
        }

        var now = shop.Now(tx.Wall);
        var settled = await ConductOrder.SettleAgain(tx, shop, orderId, now);
        if (settled.Referral is not { Status: ReferralStatus.Pending } referral || referral.ReferralId != id)
        {
            return;
        }

        if (referral.HoldUntil is not { } until || until > now)
        {
            HoldReferral.Schedule(tx, referral);
            return;
        }

        await Decide(tx, shop, settled, referral, now);
    }

    private static async Task Decide(ShopTx tx, Shop shop, ConductedOrder settled, Referral referral, Instant now)
    {
        if (await RejectBlocked(tx, settled, referral, now))
        {
            return;
        }

        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        if (settled.Decision.Via == Via.Manual)
        {
            await Approve(tx, shop, settled, referral, HoldOver, "The return window is over.", now);
            return;
        }

        var waited = await HasWaitedLonger(tx, settled.Order.OrderId);
        var screened = new ScreeningCase(settled.Order, settled.Decision, terms, ScreeningStage.Release);
        var verdict = await ScreenReferral.Run(tx, shop, screened, now);
        if (await DetectLeak.Known(tx, screened))
        {
            await CloseReferral.Leaked(tx, settled.Order, referral, now);
            return;
        }

        switch (verdict.Decision)
        {
            case ScreeningDecision.Reject:
                await CloseReferral.Screened(tx, shop, settled.Order, referral, verdict, now);
                break;
            case ScreeningDecision.Review:
                await ReviewReferral.Begin(
                    tx, settled.Order, referral, ReviewCause.Screening, "A person has a look before anything is paid.", now);
                break;
            case ScreeningDecision.Hold when !waited:
                WaitLonger(tx, referral, now);
                break;
            case var _ when shop.Veto is { } veto:
                AskVeto.Begin(tx, veto, referral, now);
                break;
            default:
                await Approve(tx, shop, settled, referral, HoldOver, "The return window is over.", now);
                break;
        }
    }

    /// <summary>Turns down a referral of an advocate who is blocked or gone; false where nothing is wrong with them.</summary>
    internal static async Task<bool> RejectBlocked(ShopTx tx, ConductedOrder settled, Referral referral, Instant now)
    {
        if (await AdvocateQueries.Find(tx, referral.AdvocateId) is not (null or { Status: AdvocateStatus.Blocked }))
        {
            return false;
        }

        await CloseReferral.Reject(
            tx, settled.Order, referral, "advocate_blocked", "The advocate was blocked before the end of the return window.", now);
        return true;
    }

    /// <summary>Approves a referral: it takes its place on the ladder, and its rewards leave.</summary>
    internal static async Task<Referral> Approve(
        ShopTx tx, Shop shop, ConductedOrder settled, Referral referral, string reason, string detail, Instant now)
    {
        // The advocate's row serialises approvals of one advocate on all nodes, so that no two are the n-th.
        await tx.First<long>(LockAdvocate, new { referral.AdvocateId });
        var nth = await ReferralStore.CountApproved(tx, referral.ProgramId, referral.AdvocateId) + 1;
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        var about = await HoldReferral.CaseOf(tx, new OrderCase(settled.Order, settled.Decision, terms), referral);
        var approved =
            referral with { Status = ReferralStates.After(
            referral.Status, ReferralStep.Approve).Value, Reason = reason, Nth = nth, UpdatedAt = now };
        ReferralStore.Save(tx, approved);
        ReferralStore.Tell(tx, approved.ReferralId, now, "approved", detail);
        tx.Unschedule(Kind, referral.ReferralId.ToString());
        tx.Publish(CloseReferral.Event("approved", settled.Order, approved), now);
        await ApproveReward.ForReferral(tx, shop, about, nth, settled.Order.State.BaseAmount, settled.Order.State.RefundedBase, now);
        await IssueMilestone.At(tx, shop, about, nth, now);
        await SpendBudget.Check(tx, referral.ProgramId, now);
        return approved;
    }

    // Doubt costs time, once: at the order or at the end of the hold.
    private static async Task<bool> HasWaitedLonger(ShopTx tx, OrderId order) =>
        (await ScreenReferral.Verdicts(tx, order)).Any(kept => kept.Verdict.Decision == ScreeningDecision.Hold);

    private static void WaitLonger(ShopTx tx, Referral referral, Instant now)
    {
        var waiting = referral with { HoldUntil = now.PlusDays(HoldReferral.ScreeningHoldDays), UpdatedAt = now };
        ReferralStore.Save(tx, waiting);
        ReferralStore.Tell(
            tx, waiting.ReferralId, now, "held_longer", $"It waits {HoldReferral.ScreeningHoldDays} days more, to be on the safe side.");
        HoldReferral.Schedule(tx, waiting);
    }
}
