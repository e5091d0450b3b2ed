using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>
/// Stores what the shop's own system said, or that it said nothing, and does what follows. Everything is looked at once more: what the
/// order or a person decided meanwhile stands, and the answer is only noted.
/// </summary>
internal static class SettleVeto
{
    /// <summary>The reason of a referral that the shop's own system turned down.</summary>
    internal const string Vetoed = "vetoed";

    private const string Who = "The shop’s own system";

    /// <summary>Stores one attempt.</summary>
    /// <param name="tx">The transaction that strikes the attempt off.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="asked">The question as it was asked.</param>
    /// <param name="reply">What came of it.</param>
    /// <param name="luck">A random number from 0 to 1, for the next attempt.</param>
    internal static async Task Store(ShopTx tx, Shop shop, VetoQuestion asked, VetoReply reply, double luck)
    {
        var id = asked.ReferralId;
        if (await VetoStore.Find(tx, id) is not { IsOpen: true } question || question.VetoId != asked.VetoId)
        {
            return;
        }

        var now = shop.Now(tx.Wall);
        var due = await StillDue(tx, shop, id, now);
        if (reply.Decision is { } decision)
        {
            VetoStore.Answer(tx, id, decision, reply.Reason, now);
            await Answered(tx, shop, id, due, decision, reply.Reason, now);
        }
        else if (due is null)
        {
            VetoStore.Forget(tx, id);
        }
        else if (shop.Veto is { } veto && question.Attempts + 1 < veto.Attempts)
        {
            var attempts = question.Attempts + 1;
            VetoStore.Save(tx, question with { Attempts = attempts });
            AskVeto.Schedule(tx, veto, id, tx.Wall + VetoSchedule.Pause((int)attempts, luck));
        }
        else
        {
            await Silent(tx, shop, due, question, reply.Reason, now);
        }
    }

    // The order's facts as they are now; null where the referral is no longer about to be approved.
    private static async Task<ConductedOrder?> StillDue(ShopTx tx, Shop shop, ReferralId id, Instant now)
    {
        if (await ReferralStore.Find(tx, id) is not { Status: ReferralStatus.Pending, OrderId: { } order })
        {
            return null;
        }

        var settled = await ConductOrder.SettleAgain(tx, shop, order, now);
        return settled.Referral is { Status: ReferralStatus.Pending, HoldUntil: { } until } referral && referral.ReferralId == id
            && until <= now ? settled : null;
    }

    private static async Task Answered(
        ShopTx tx, Shop shop, ReferralId id, ConductedOrder? due, VetoDecision decision, string? reason, Instant now)
    {
        Notices.Clear(tx, AskVeto.Notice, id.ToString(), now);
        var says = $"{Who} says: {WireName.Of(decision)}{(reason is null ? "" : $" ({reason})")}.";
        if (due is null)
        {
            ReferralStore.Tell(
                tx, id, now, "veto_answered", says + " By then the referral was no longer waiting for it, and nothing changes.");
            return;
        }

        ReferralStore.Tell(tx, id, now, "veto_answered", says);
        await Do(tx, shop, due, decision, now, decision switch
        {
            VetoDecision.Approve => "The return window is over, and the shop agrees.",
            VetoDecision.Reject => $"{Who} turned it down{(reason is null ? "." : ": " + reason)}",
            _ => $"{Who} asks for a person.",
        });
    }

    private static async Task Silent(
        ShopTx tx, Shop shop, ConductedOrder due, VetoQuestion question, string? what, Instant now)
    {
        var id = question.ReferralId;
        VetoStore.Save(tx, question with { Attempts = question.Attempts + 1, State = VetoState.Silent });
        ReferralStore.Tell(
            tx, id, now, "veto_silent", $"{Who} gave no answer; it was asked {question.Attempts + 1} times. The last time: {what}.");
        var (decision, detail) = shop.Veto?.OnSilence switch
        {
            VetoSilence.Approve => (VetoDecision.Approve, "The return window is over; without an answer the shop approves."),
            VetoSilence.Reject => (VetoDecision.Reject, "Without an answer of its own system the shop pays nothing."),
            VetoSilence.Review => (VetoDecision.Review, "Without an answer of the shop’s own system a person decides."),
            _ => ((VetoDecision?)null, ""),
        };
        if (decision is { } follows)
        {
            await Do(tx, shop, due, follows, now, detail);
        }
        else
        {
            Notices.Raise(
                tx, AskVeto.Notice, id.ToString(), "The shop’s own system did not answer whether a referral is to be paid.", now);
        }
    }

    private static async Task Do(ShopTx tx, Shop shop, ConductedOrder due, VetoDecision decision, Instant now, string detail)
    {
        var referral = due.Referral!;
        if (await ReleaseReferral.RejectBlocked(tx, due, referral, now))
        {
            return;
        }

        switch (decision)
        {
            case VetoDecision.Approve:
                await ReleaseReferral.Approve(tx, shop, due, referral, ReleaseReferral.HoldOver, detail, now);
                break;
            case VetoDecision.Reject:
                await CloseReferral.Reject(tx, due.Order, referral, Vetoed, detail, now, blamesBuyer: false);
                break;
            default:
                await ReviewReferral.Begin(tx, due.Order, referral, ReviewCause.Veto, detail, now);
                break;
        }
    }
}
