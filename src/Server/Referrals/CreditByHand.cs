using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Attribution;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A person's word on who has the credit.</summary>
/// <param name="AdvocateId">Whose; null for nobody's.</param>
/// <param name="Reason">Why, for whoever asks later.</param>
/// <param name="Force">True to allow what looks like a self-referral.</param>
/// <param name="ProgramId">Under which program; the shop's oldest active one when left out.</param>
public sealed record ManualAttributionRequest(AdvocateId? AdvocateId, string Reason, bool Force = false, ProgramId? ProgramId = null);

/// <summary>Decides an order's credit by hand. It wins over everything, and moves even what was approved, by reversing entries.</summary>
internal static class CreditByHand
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ManualAttributionRequest, OrderAnswer>(
            "POST", "/v1/orders/{externalId}/attribution", Permission.AttributionWrite, async (call, tx, request) =>
            Outcome.Of(await Run(
                tx, call.Shop, call.Route("externalId"), request, call.Caller.KeyId.ToString(), call.Now), OrderAnswer.Of));

    internal static async Task<Result<ConductedOrder>> Run(
        ShopTx tx, Shop shop, string externalId, ManualAttributionRequest request, string by, Instant now)
    {
        if (await OrderQueries.Find(tx, shop, externalId) is not { } order)
        {
            return Refusal.NotFound("order");
        }

        await OrderQueries.LockPeople(tx, order.PersonKeys(shop));
        var recorded = await Attribution.AttributeByHand.Record(
            tx, order.OrderId, new HandDecision(request.AdvocateId, request.ProgramId, request.Reason, request.Force, by), now);
        if (recorded.IsRefused)
        {
            return recorded.Refusal;
        }

        return await ConductOrder.WithFollowers(tx, shop, order, now, byHand: true);
    }
}
