using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Why a person decides.</summary>
public sealed record DecisionRequest(string Reason);

/// <summary>A person's decision about a referral: approve, reject, or look at a rejected one again.</summary>
internal static class DecideReferral
{
    private const int LongestReason = 500;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "approve", Approve);
        Map(routes, "reject", Reject);
        Map(routes, "reopen", Reopen);
    }

    /// <summary>Pays now what waits, whatever screening said; never before the order is paid.</summary>
    internal static async Task<Result<Referral>> Approve(ShopTx tx, Shop shop, ReferralId id, string reason, Instant now)
    {
        var found = await Load(tx, shop, id, ReferralStep.Approve, reason);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var (referral, settled) = found.Value;
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        if (Qualify.Decide(ConductOrder.Standing(settled.Order), terms.Qualification) != QualificationOutcome.Qualifies)
        {
            return ReferralRefusals.OrderIsNotPaid;
        }

        if (await AdvocateQueries.Find(tx, referral.AdvocateId) is { Status: AdvocateStatus.Blocked or AdvocateStatus.Erased })
        {
            return ReferralRefusals.AdvocateEarnsNothing;
        }

        Notices.Clear(tx, "referral_in_review", id.ToString(), now);
        return await ReleaseReferral.Approve(tx, shop, settled, referral, "approved_by_hand", $"Approved by a person: {reason}", now);
    }

    /// <summary>Pays nothing; the order stands, and does not make its buyer an existing customer.</summary>
    internal static async Task<Result<Referral>> Reject(ShopTx tx, Shop shop, ReferralId id, string reason, Instant now)
    {
        var found = await Load(tx, shop, id, ReferralStep.Reject, reason);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var (referral, settled) = found.Value;
        Notices.Clear(tx, "referral_in_review", id.ToString(), now);
        var rejected = await CloseReferral.Reject(
            tx, shop, settled.Order, referral, "rejected_by_hand", $"Rejected by a person: {reason}", now);
        await ConductOrder.Followers(tx, shop, settled.Order.OrderId, now);
        return rejected;
    }

    /// <summary>Takes a rejection back: the promises are made again and a person decides.</summary>
    internal static async Task<Result<Referral>> Reopen(ShopTx tx, Shop shop, ReferralId id, string reason, Instant now)
    {
        var found = await Load(tx, shop, id, ReferralStep.Reopen, reason);
        if (found.IsRefused)
        {
            return found.Refusal;
        }

        var (referral, settled) = found.Value;
        await OrderQueries.SetFraudVerdict(tx, settled.Order.OrderId, rejected: false);
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        var note = await OpenReferral.Accrue(tx, shop, new OrderCase(settled.Order, settled.Decision, terms), referral, null, now);
        var reopened = referral with { Status = ReferralStatus.InReview, Reason = "reopened", RewardNote = note, UpdatedAt = now };
        ReferralStore.Save(tx, reopened);
        ReferralStore.Tell(tx, id, now, "in_review", $"Looked at again: {reason}");
        Notices.Raise(tx, "referral_in_review", id.ToString(), "A reopened referral waits for a decision.", now);
        tx.Publish(CloseReferral.Event("in_review", settled.Order, reopened), now);
        await ConductOrder.Followers(tx, shop, settled.Order.OrderId, now);
        return reopened;
    }

    private static void Map(
        IEndpointRouteBuilder routes, string verb, Func<ShopTx, Shop, ReferralId, string, Instant, Task<Result<Referral>>> decide) =>
        routes.Write<DecisionRequest, ReferralAnswer>(
            "POST", "/v1/referrals/{id}/" + verb, Permission.ReferralsWrite, async (call, tx, request) =>
        {
            var decided = await decide(tx, call.Shop, call.RouteId<ReferralId>(), request.Reason, call.Now);
            return decided.IsRefused ? decided.Refusal : Outcome.Ok(await ReferralAnswer.Of(tx, call.Shop, decided.Value));
        });

    private static async Task<Result<(Referral Referral, ConductedOrder Settled)>> Load(
        ShopTx tx, Shop shop, ReferralId id, ReferralStep step, string reason)
    {
        if (reason.Trim() is not { Length: >= 1 and <= LongestReason })
        {
            return Refusal.Invalid("reason", $"must have 1 to {LongestReason} characters");
        }

        if (await ReferralStore.Find(tx, id) is not { } referral)
        {
            return Refusal.NotFound("referral");
        }

        if (ReferralStates.After(referral.Status, step).Refusal is { } refusal)
        {
            return refusal;
        }

        return referral.OrderId is { } orderId
            ? (referral, new ConductedOrder(
                await OrderQueries.Load(tx, shop, orderId), await Attribution.AttributionQueries.Load(tx, orderId), referral))
            : ReferralRefusals.OrderIsNotPaid;
    }
}
