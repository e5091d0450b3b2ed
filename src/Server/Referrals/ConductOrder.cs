using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Server.Attribution;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>An order after the conductor has been at it: its facts, its credit and its case.</summary>
/// <param name="Order">The order.</param>
/// <param name="Decision">Who has the credit.</param>
/// <param name="Referral">The case; null where there is none.</param>
internal sealed record ConductedOrder(OrderRecord Order, AttributionDecision Decision, Referral? Referral)
{
    /// <summary>True when the order earns somebody something, as far as is known now.</summary>
    internal bool RewardEligible => Decision.RewardEligible && Referral is
    {
        RewardNote: null, Status: ReferralStatus.Pending or ReferralStatus.InReview or ReferralStatus.Approved,
    };
}

/// <summary>
/// The conductor: after any fact about an order it brings credit, case, coupons and rewards in line with all facts
/// known, in the fact's own transaction. Asked twice it changes nothing the second time.
/// </summary>
internal static class ConductOrder
{
    /// <summary>Settles an order, and then the other open orders of the same person, whose credit may hang on this one.</summary>
    internal static async Task<ConductedOrder> WithFollowers(
        ShopTx tx, Shop shop, OrderRecord order, Instant now, bool byHand = false, bool evenHistory = false)
    {
        var settled = await Settle(tx, shop, order, now, byHand, evenHistory);
        await Followers(tx, shop, order.OrderId, now);
        return settled;
    }

    /// <summary>Settles the other orders of the same person.</summary>
    internal static async Task Followers(ShopTx tx, Shop shop, OrderId id, Instant now)
    {
        foreach (var follower in await AttributionQueries.OthersOfSamePerson(tx, id))
        {
            await SettleAgain(tx, shop, follower, now);
        }
    }

    /// <summary>Settles an order that is kept already.</summary>
    internal static async Task<ConductedOrder> SettleAgain(ShopTx tx, Shop shop, OrderId id, Instant now) =>
        await Settle(tx, shop, await OrderQueries.Load(tx, shop, id), now, byHand: false);

    /// <summary>Settles one order.</summary>
    /// <param name="tx">The fact's transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="order">The order as it is kept now.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="byHand">True after a person's decision: it moves even what is approved.</param>
    /// <param name="evenHistory">True to decide about an order that was imported as history; otherwise that starts no referral.</param>
    private static async Task<ConductedOrder> Settle(
        ShopTx tx, Shop shop, OrderRecord order, Instant now, bool byHand, bool evenHistory = false)
    {
        var id = order.OrderId;
        if (order.Source == OrderSource.Import && !byHand && !evenHistory && await AttributionQueries.Find(tx, id) is null)
        {
            return new ConductedOrder(order, AttributionDecision.OfHistory, null);
        }

        var current = await ReferralStore.FindOfOrder(tx, id);
        var decision = current?.Status == ReferralStatus.Approved && !byHand
            ? await AttributionQueries.Load(tx, id)
            : await DecideAttribution.ForOrder(tx, shop, id, now);
        var terms = decision is { Program: { } program, ProgramVersion: { } version }
            ? await ProgramQueries.Terms(tx, program, version)
            : null;
        await UseCoupons.Of(tx, order, now);
        if (order.State.Status == OrderStatus.Cancelled)
        {
            await ReleaseRedemption.OfOrder(tx, order.Facts.ExternalId, now);
        }

        await ScreenReferral.Follow(tx, order, decision);
        if (terms is null && current is null)
        {
            return new ConductedOrder(order, decision, null);
        }

        var qualifies = terms is null ? QualificationOutcome.Qualifies : Qualify.Decide(Standing(order), terms.Qualification);
        var plan = PlanReferral.For(decision, qualifies, current?.Standing);
        var referral = await Carry(tx, shop, new OrderCase(order, decision, terms), current, plan, now);
        return new ConductedOrder(order, decision, referral);
    }

    private static async Task<Referral?> Carry(ShopTx tx, Shop shop, OrderCase about, Referral? current, ReferralPlan plan, Instant now)
    {
        var after = (plan.Current, current) switch
        {
            (ReferralMove.Wait, { } waiting) => await HoldReferral.Again(tx, shop, about, waiting, now),
            (ReferralMove.Revive, { } cancelled) => await OpenReferral.Again(tx, shop, about, cancelled, now),
            (ReferralMove.Cancel, { } closing) => await CloseReferral.Cancel(tx, about.Order, closing, plan.Reason!, now),
            (ReferralMove.SetAside, { } closed) => CloseReferral.SetAside(tx, about.Order, closed, now),
            (ReferralMove.Reprice, { } approved) => await CloseReferral.Reprice(tx, about, approved, now),
            _ => current,
        };
        if (plan.Opens && current?.Status == ReferralStatus.Rejected)
        {
            // What was said against the buyer was said about the case that made room; the new one is judged by itself.
            await OrderQueries.SetFraudVerdict(tx, about.Order.OrderId, rejected: false);
            Labels.Forget(tx, about.Order.OrderId);
        }

        return plan.Opens ? await OpenReferral.New(tx, shop, about, plan.OpensCancelledFor, now)
            : after?.Reason == PlanReferral.AttributionChanged ? null : after;
    }

    internal static OrderStanding Standing(OrderRecord order) => new(
        order.State.PaidAt is not null, order.State.CancelledAt is not null, order.State.IsWhollyRefunded, order.State.BaseAmount,
        order.State.RefundedBase);
}

/// <summary>An order with its credit and the terms that go with it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Decision">Who has the credit.</param>
/// <param name="Terms">The terms in force at the winning touch; null where nobody has it.</param>
internal sealed record OrderCase(OrderRecord Order, AttributionDecision Decision, ProgramTerms? Terms);
