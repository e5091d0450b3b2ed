using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Why a person decides.</summary>
public sealed record DecisionRequest(string Reason);

/// <summary>What a person makes of a referral.</summary>
public enum ReferralDecision { Approve, Reject, Reopen }

/// <summary>Who decided what, and why.</summary>
/// <param name="What">The decision.</param>
/// <param name="Reason">In their words, 1 to 500 characters.</param>
/// <param name="By">A key's or a member of staff's id.</param>
internal sealed record ByHand(ReferralDecision What, string Reason, string By);

/// <summary>A person's decision about a referral: approve, reject, or take a decision back.</summary>
internal static class DecideReferral
{
    /// <summary>The reason of a referral that a person rejected.</summary>
    internal const string RejectedByHand = "rejected_by_hand";

    private const int LongestReason = 500;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var what in Enum.GetValues<ReferralDecision>())
        {
            routes.Write<DecisionRequest, ReferralAnswer>(
                "POST", "/v1/referrals/{id}/" + WireName.Of(what), Permission.ReferralsWrite, async (call, tx, request) =>
            {
                var decided = await Run(
                    tx, call.Shop, call.RouteId<ReferralId>(), new ByHand(what, request.Reason, call.Caller.KeyId.ToString()), call.Now);
                return decided.IsRefused ? decided.Refusal : Outcome.Ok(await ReferralAnswer.Of(tx, call.Shop, decided.Value));
            });
        }
    }

    /// <summary>Decides; refused where the present state forbids it, and then nothing has changed.</summary>
    internal static async Task<Result<Referral>> Run(ShopTx tx, Shop shop, ReferralId id, ByHand hand, Instant now)
    {
        if (hand.Reason.Trim() is not { Length: >= 1 and <= LongestReason })
        {
            return Refusal.Invalid("reason", $"must have 1 to {LongestReason} characters");
        }

        if (await ReferralStore.Find(tx, id) is not { } referral)
        {
            return Refusal.NotFound("referral");
        }

        var step = hand.What switch
        {
            ReferralDecision.Approve => ReferralStep.Approve,
            ReferralDecision.Reject => ReferralStep.Reject,
            _ => ReferralStep.Reopen,
        };
        if (ReferralStates.After(referral.Status, step).Refusal is { } refusal)
        {
            return refusal;
        }

        if (referral.OrderId is not { } orderId)
        {
            return ReferralRefusals.OrderIsNotPaid;
        }

        var settled = new ConductedOrder(
            await OrderQueries.Load(tx, shop, orderId), await Attribution.AttributionQueries.Load(tx, orderId), referral);
        return hand.What switch
        {
            ReferralDecision.Approve => await Approve(tx, shop, settled, referral, hand, now),
            ReferralDecision.Reject => await Reject(tx, shop, settled, referral, hand, now),
            _ => await Reopen(tx, shop, settled, referral, hand, now),
        };
    }

    // Pays now what waits, whatever screening said; never before the order is paid.
    private static async Task<Result<Referral>> Approve(
        ShopTx tx, Shop shop, ConductedOrder settled, Referral referral, ByHand hand, Instant now)
    {
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        if (Qualify.Decide(ConductOrder.Standing(settled.Order), terms.Qualification) != QualificationOutcome.Qualifies)
        {
            return ReferralRefusals.OrderIsNotPaid;
        }

        if (await AdvocateQueries.Find(tx, referral.AdvocateId) is { Status: AdvocateStatus.Blocked or AdvocateStatus.Erased })
        {
            return ReferralRefusals.AdvocateEarnsNothing;
        }

        ReviewReferral.Close(tx, referral.ReferralId, now);
        Labels.Record(tx, settled.Order.OrderId, isAbuse: false, LabelSource.Review, hand.By, now);
        return await ReleaseReferral.Approve(
            tx, shop, settled, referral, "approved_by_hand", $"Approved by a person: {hand.Reason}", now);
    }

    // Pays nothing; the order stands, and does not make its buyer an existing customer.
    private static async Task<Result<Referral>> Reject(
        ShopTx tx, Shop shop, ConductedOrder settled, Referral referral, ByHand hand, Instant now)
    {
        ReviewReferral.Close(tx, referral.ReferralId, now);
        Labels.Record(tx, settled.Order.OrderId, isAbuse: true, LabelSource.Review, hand.By, now);
        var rejected = await CloseReferral.Reject(
            tx, settled.Order, referral, RejectedByHand, $"Rejected by a person: {hand.Reason}", now);
        await ConductOrder.Followers(tx, shop, settled.Order.OrderId, now);
        return rejected;
    }

    private static async Task<Result<Referral>> Reopen(
        ShopTx tx, Shop shop, ConductedOrder settled, Referral referral, ByHand hand, Instant now)
    {
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        var about = new OrderCase(settled.Order, settled.Decision, terms);
        if (referral.Status == ReferralStatus.Rejected)
        {
            return await ReviewReferral.Reopen(
                tx, shop, about, referral, ReviewCause.Reopened, $"Looked at again: {hand.Reason}", now);
        }

        var rewards = await RewardQueries.OfReferrals(tx, [referral.ReferralId]);
        if (rewards.Any(reward => reward.HasLeft(settled.Order.Facts.ExternalId)))
        {
            return ReferralRefusals.MoneyHasLeft;
        }

        // As if the order fell away and came back: what was issued is taken back, the place on the ladder is free again.
        var back = await CloseReferral.TakeBack(tx, referral, now);
        var reopened = await ReviewReferral.Reopen(
            tx, shop, about, back, ReviewCause.Reopened, $"An approval was taken back: {hand.Reason}", now);
        return reopened;
    }
}
