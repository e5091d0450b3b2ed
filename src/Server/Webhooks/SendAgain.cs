using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>Sends again by a person's wish: one delivery now, or all events since an instant. Each keeps its event's id.</summary>
internal static class SendAgain
{
    /// <summary>So many events are sent again at once.</summary>
    internal const int Most = 10_000;

    private const string Since = """
        SELECT position, event_id, type, subject FROM events WHERE shop_id = @shop AND at >= @since ORDER BY position LIMIT @take
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<NoBody, DeliveryAnswer>(
            "POST", "/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/retry", Permission.ShopWrite, async (call, tx, _) =>
                Outcome.Of(await Retry(tx, call.RouteId<EndpointId>(), call.RouteId<DeliveryId>("deliveryId")), DeliveryAnswer.Of));
        routes.Write<ReplayRequest, ReplayAnswer>(
            "POST", "/v1/webhook-endpoints/{id}/replay", Permission.ShopWrite, async (call, tx, request) =>
                Outcome.Of(await Replay(tx, call.RouteId<EndpointId>(), request.Since), events => new ReplayAnswer(events)));
    }

    /// <summary>Sends one delivery now, however far it was; where an earlier one of its subject waits, after that.</summary>
    internal static async Task<Result<Delivery>> Retry(ShopTx tx, EndpointId id, DeliveryId deliveryId)
    {
        if (await EndpointStore.Lock(tx, id) is not { } endpoint || await DeliveryStore.Lock(tx, id, deliveryId) is not { } delivery)
        {
            return WebhookRefusals.NoSuchDelivery;
        }

        if (endpoint.Disabled is not null)
        {
            return WebhookRefusals.Disabled;
        }

        var again = delivery with { Status = DeliveryStatus.Pending, Failures = 0, NextAt = null, DoneAt = null };
        DeliveryStore.Save(tx, again);
        if (await DeliveryStore.Head(tx, id, again.Subject) is { } head && head.DeliveryId == deliveryId)
        {
            SendDelivery.Schedule(tx, endpoint, again.Subject, tx.Wall);
        }
        else
        {
            SendDelivery.GoOnLater(tx, id, endpoint.Url, again.Subject);
        }

        return again;
    }

    /// <summary>Sends all events since an instant that the endpoint wishes, those too that happened before it was made.</summary>
    internal static async Task<Result<int>> Replay(ShopTx tx, EndpointId id, Instant since)
    {
        if (await EndpointStore.Lock(tx, id) is not { } endpoint)
        {
            return WebhookRefusals.NoSuchEndpoint;
        }

        if (endpoint.Disabled is not null)
        {
            return WebhookRefusals.Disabled;
        }

        var rows = await tx.Query<EventRow>(Since, new { since, Take = Most + 1 });
        if (rows.Count > Most)
        {
            return WebhookRefusals.TooMuch(Most);
        }

        var wishes = endpoint.Wishes;
        var deliveries = rows.Where(row => EventNames.Want(wishes, row.Type))
            .Select(row => Delivery.New(tx, id, row.Position, row.EventId, row.Type, row.Subject)).ToList();
        await DeliveryStore.BeginAgain(tx, deliveries);
        foreach (var subject in deliveries.Select(delivery => delivery.Subject).Distinct())
        {
            SendDelivery.Schedule(tx, endpoint, subject, tx.Wall);
        }

        return deliveries.Count;
    }

    private sealed record EventRow(long Position, EventId EventId, string Type, string Subject);
}
