using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;

namespace Vouch.Server.Webhooks;

/// <summary>Shows endpoints, and what went to them.</summary>
internal static class ReadEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<EndpointAnswer>>("/v1/webhook-endpoints", Permission.ShopWrite, async call =>
        {
            var rows = new List<EndpointAnswer>();
            foreach (var endpoint in await EndpointStore.All(call.Db, call.QueryId<EndpointId>("after"), call.Limit + 1))
            {
                rows.Add(await EndpointAnswer.Of(call.Db, endpoint));
            }

            return Outcome.Ok(call.Page(rows, row => row.Id, row => row));
        });
        routes.Read<EndpointAnswer>("/v1/webhook-endpoints/{id}", Permission.ShopWrite, async call =>
            await EndpointStore.Find(call.Db, call.RouteId<EndpointId>()) is { } endpoint
                ? Outcome.Ok(await EndpointAnswer.Of(call.Db, endpoint)) : WebhookRefusals.NoSuchEndpoint);
        routes.Read<ListOf<DeliveryAnswer>>("/v1/webhook-endpoints/{id}/deliveries", Permission.ShopWrite, async call =>
        {
            var (id, status) = (call.RouteId<EndpointId>(), call.QueryEnum<DeliveryStatus>("status"));
            if (await EndpointStore.Find(call.Db, id) is null)
            {
                return WebhookRefusals.NoSuchEndpoint;
            }

            var rows = await DeliveryStore.List(call.Db, id, status, call.QueryId<DeliveryId>("after"), call.Limit + 1);
            return Outcome.Ok(call.Page(rows, row => row.DeliveryId, DeliveryAnswer.Of));
        }).WithMetadata(new QueryParameter("status", "Only those that are so far: pending, delivered or failed."));
        routes.Read<DeliveryDetail>("/v1/webhook-endpoints/{id}/deliveries/{deliveryId}", Permission.ShopWrite, async call =>
        {
            var (id, delivery) = (call.RouteId<EndpointId>(), call.RouteId<DeliveryId>("deliveryId"));
            return await EndpointStore.Find(call.Db, id) is not null && await DeliveryStore.Find(call.Db, id, delivery) is { } found
                ? Outcome.Ok(await DeliveryDetail.Of(call.Db, found)) : WebhookRefusals.NoSuchDelivery;
        });
    }
}
