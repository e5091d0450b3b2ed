using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.Referrals;
using Vouch.Server.Attribution;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>The decision about an order's credit, as the contract shows it.</summary>
public sealed record AttributionAnswer(
    AttributionOutcome Outcome, AdvocateId? AdvocateId, ProgramId? ProgramId, Via? Via, AttributionReason Reason, string Explanation,
    IReadOnlyList<AttributionWarning> Flags, bool RewardEligible);

/// <summary>An order as the contract shows it. Amounts are minor units of its own currency.</summary>
public sealed record OrderAnswer(
    OrderId Id, string ExternalId, OrderStatus Status, AttributionAnswer Attribution, ReferralId? ReferralId, Instant PlacedAt,
    Instant? PaidAt,
    Instant? DeliveredAt, long Subtotal, long Discount, long Total, long RefundedTotal, string Currency)
{
    internal static OrderAnswer Of(ConductedOrder conducted)
    {
        var (order, decision) = (conducted.Order, conducted.Decision);
        return new OrderAnswer(
            order.OrderId, order.Facts.ExternalId, order.State.Status,
            new AttributionAnswer(
                decision.Outcome, decision.Advocate, decision.Program, decision.Via, decision.Reason, decision.Explanation, decision.Flags,
                conducted.RewardEligible),
            conducted.Referral?.ReferralId, order.Facts.PlacedAt, order.State.PaidAt, order.State.DeliveredAt, order.Facts.Amounts.Subtotal,
            order.Facts.Amounts.Discount, order.Facts.Amounts.Total, order.State.RefundedTotal, order.Facts.Amounts.Currency);
    }
}

/// <summary>An order that was taken in.</summary>
/// <param name="Order">As it stands after it.</param>
/// <param name="IsNew">True when it was not known before.</param>
/// <param name="HasChanged">False when the shop only repeated itself.</param>
internal sealed record TakenOrder(ConductedOrder Order, bool IsNew, bool HasChanged);

/// <summary>An event that came before its order: kept, and applied when the order comes.</summary>
public sealed record KeptEventAnswer(string ExternalId, string OrderExternalId, OrderEventType Type, bool Kept);

/// <summary>Takes in orders and what happens to them, and shows them: each fact is settled in its own transaction.</summary>
internal static class PostOrder
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<OrderRequest, OrderAnswer>("POST", "/v1/orders", Permission.OrdersWrite, async (call, tx, request) =>
        {
            var taken = await TakeOrder(tx, call.Shop, request, call.Now);
            return taken.IsRefused ? taken.Refusal : taken.Value.IsNew ? Outcome.Created(OrderAnswer.Of(taken.Value.Order))
                : Outcome.Ok(OrderAnswer.Of(taken.Value.Order));
        }, 201).Produces<OrderAnswer>(200);
        routes.Write<OrderEventRequest, OrderAnswer>(
            "POST", "/v1/orders/{externalId}/events", Permission.OrdersWrite, async (call, tx, request) =>
        {
            var taken = await TakeEvent(tx, call.Shop, call.Route("externalId"), request, call.Now);
            return taken.IsRefused ? taken.Refusal
                : taken.Value.Order is { } order ? Outcome.Ok(OrderAnswer.Of(order))
                : Outcome.Accepted(new KeptEventAnswer(taken.Value.Fact.ExternalId, call.Route("externalId"), taken.Value.Fact.Type, true));
        }).Produces<KeptEventAnswer>(202);
        routes.Read<ListOf<OrderAnswer>>("/v1/orders", Permission.OrdersRead, async call =>
        {
            var orders = await OrderQueries.List(call.Db, call.Shop, call.QueryId<OrderId>("after"), call.Limit + 1);
            var answers = new List<OrderAnswer>();
            foreach (var order in orders.Take(call.Limit))
            {
                answers.Add(OrderAnswer.Of(await Present(call.Db, order)));
            }

            return Outcome.Ok(new ListOf<OrderAnswer>(answers, orders.Count > call.Limit ? answers[^1].Id.ToString() : null));
        });
        routes.Read<OrderAnswer>("/v1/orders/{externalId}", Permission.OrdersRead, async call =>
            await OrderQueries.Find(call.Db, call.Shop, call.Route("externalId")) is { } order
                ? Outcome.Ok(OrderAnswer.Of(await Present(call.Db, order)))
                : Refusal.NotFound("order"));
    }

    /// <summary>Records an order and settles it; amounts of an approved referral's order are fixed.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="request">As told.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="source">Live, or history that is attributed all the same.</param>
    internal static async Task<Result<TakenOrder>> TakeOrder(
        ShopTx tx, Shop shop, OrderRequest request, Instant now, OrderSource source = OrderSource.Live)
    {
        var recorded = await RecordOrder.Run(tx, shop, request, now, source);
        if (recorded.IsRefused)
        {
            return recorded.Refusal;
        }

        var (order, before) = (recorded.Value.Order, recorded.Value.Before);
        if (recorded.Value.HasOtherAmounts && await ReferralStore.FindOfOrder(tx, order.OrderId) is { } settled
            && await ReferralStore.IsSettled(tx, settled))
        {
            return ReferralRefusals.OrderIsSettled;
        }

        if (!recorded.Value.HasChanged && (source == OrderSource.Live || await AttributionQueries.Find(tx, order.OrderId) is not null))
        {
            return new TakenOrder(await Present(tx, order), IsNew: false, HasChanged: false);
        }

        await UseCoupons.TakenOff(tx, order, before, now);
        var conducted = await ConductOrder.WithFollowers(tx, shop, order, now, evenHistory: source == OrderSource.Import);
        if (conducted.Decision.Advocate is null)
        {
            await ScreenReferral.Observe(tx, shop, order, conducted.Decision, now);
        }

        await EnrolCustomer.AfterOrder(tx, shop, order, before, now);
        return new TakenOrder(conducted, recorded.Value.IsNew, HasChanged: true);
    }

    /// <summary>Records what happened to an order and settles it; without its order yet it is kept.</summary>
    internal static async Task<Result<(ConductedOrder? Order, OrderEventFact Fact)>> TakeEvent(
        ShopTx tx, Shop shop, string externalId, OrderEventRequest request, Instant now)
    {
        var recorded = await RecordOrderEvent.Run(tx, shop, externalId, request, now);
        if (recorded.IsRefused)
        {
            return recorded.Refusal;
        }

        if (recorded.Value.Order is not { } order)
        {
            return ((ConductedOrder?)null, recorded.Value.Fact);
        }

        if (!recorded.Value.IsNew)
        {
            return (await Present(tx, order), recorded.Value.Fact);
        }

        var conducted = await ConductOrder.WithFollowers(tx, shop, order, now);
        await EnrolCustomer.AfterOrder(tx, shop, order, recorded.Value.Before, now);
        return (conducted, recorded.Value.Fact);
    }

    /// <summary>An order with the decision as it stands.</summary>
    internal static async Task<ConductedOrder> Present(Reads db, OrderRecord order) =>
        new(order, await AttributionQueries.Load(db, order.OrderId), await ReferralStore.FindOfOrder(db, order.OrderId));
}
