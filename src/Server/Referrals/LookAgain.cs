using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>
/// The second look at what screening turned down when the order came: by the end of the hold more is known, and what no longer looks
/// clear is put before a person. It is never paid by itself.
/// </summary>
internal static class LookAgain
{
    internal const string Kind = "look_again";

    /// <summary>Puts the second look on the list, for when the reward would have left.</summary>
    internal static void Schedule(ShopTx tx, OrderCase about, Referral referral, Instant now)
    {
        var hold = about.Terms!.Hold;
        var due = HoldReferral.Until(about.Order, about.Terms!, ScreeningDecision.Allow)
            ?? now.PlusDays(hold.Days + hold.AssumedDeliveryDays + hold.GraceDays);
        tx.Schedule(Kind, referral.ReferralId.ToString(), Instant.Max(due, now), JobClock.Shop);
    }

    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        if (!IdText.TryParse<ReferralId>(job.Subject, out var id)
            || await ReferralStore.Find(tx, id) is not
            {
                Status: ReferralStatus.Rejected, Reason: CloseReferral.ScreenedOut or CloseReferral.CodeLeaked, OrderId: { } orderId,
            } referral)
        {
            return;
        }

        var now = shop.Now(tx.Wall);
        var settled = await ConductOrder.SettleAgain(tx, shop, orderId, now);
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        if (settled.Referral?.ReferralId != id || settled.Referral.Status != ReferralStatus.Rejected
            || Qualify.Decide(ConductOrder.Standing(settled.Order), terms.Qualification) != QualificationOutcome.Qualifies)
        {
            return;
        }

        var verdict = await ScreenReferral.Run(
            tx, shop, new ScreeningCase(settled.Order, settled.Decision, terms, ScreeningStage.Release), now);
        if (verdict.Decision != ScreeningDecision.Reject && referral.Reason == CloseReferral.ScreenedOut)
        {
            await ReviewReferral.Reopen(
                tx, shop, new OrderCase(settled.Order, settled.Decision, terms), settled.Referral,
                ReviewCause.SecondLook, "Turned down when the order came, and no longer clear: a person has a look.", now);
        }
    }
}
