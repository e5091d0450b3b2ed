using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>Stores what one try came to, and says what follows for the delivery, its endpoint and the rest of the chain.</summary>
internal static class SettleDelivery
{
    /// <summary>Stores one try.</summary>
    /// <param name="tx">The transaction that strikes the try off.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="sent">The delivery as it was sent.</param>
    /// <param name="one">The try, not yet numbered.</param>
    /// <param name="wish">The receiver's <c>Retry-After</c>.</param>
    /// <param name="luck">A random number from 0 to 1, for the next try.</param>
    /// <param name="settings">For the link in the mail.</param>
    internal static async Task Store(
        ShopTx tx, Shop shop, Delivery sent, DeliveryTry one, string? wish, double luck, ServerSettings settings)
    {
        if (await EndpointStore.Lock(tx, sent.EndpointId) is not { } endpoint)
        {
            return;
        }

        if (await DeliveryStore.Lock(tx, sent.EndpointId, sent.DeliveryId) is { } delivery)
        {
            DeliveryStore.Tell(tx, delivery, one with { Number = delivery.Tries + 1 });
            if (delivery.Status == DeliveryStatus.Pending)
            {
                var status = one.Failure is null ? (int)one.Status : 0;
                var verdict = JudgeTry.Of(status, wish, (int)delivery.Failures, endpoint.FailingSince, tx.Wall, luck);
                DeliveryStore.Save(tx, After(delivery, verdict, tx.Wall));
                endpoint = await Judge(tx, shop, endpoint, verdict, settings);
            }
            else
            {
                DeliveryStore.Save(tx, delivery with { Tries = delivery.Tries + 1 });
            }
        }

        await GoOn(tx, endpoint, sent.Subject);
    }

    /// <summary>Plans the head of a chain, if there is one and its endpoint gets anything.</summary>
    internal static async Task GoOn(ShopTx tx, EndpointId id, string subject)
    {
        if (await EndpointStore.Lock(tx, id) is { } endpoint)
        {
            await GoOn(tx, endpoint, subject);
        }
    }

    private static async Task GoOn(ShopTx tx, Endpoint endpoint, string subject)
    {
        if (endpoint.Disabled is null && await DeliveryStore.Head(tx, endpoint.EndpointId, subject) is { } head)
        {
            SendDelivery.Schedule(tx, endpoint, subject, head.NextAt ?? tx.Wall);
        }
    }

    private static Delivery After(Delivery delivery, TryVerdict verdict, Instant wall) => delivery with
    {
        Status = verdict.Status, Tries = delivery.Tries + 1,
        Failures = verdict.Status == DeliveryStatus.Delivered ? delivery.Failures : delivery.Failures + 1,
        NextAt = verdict.NextAt, DoneAt = verdict.Status == DeliveryStatus.Pending ? null : wall,
    };

    private static async Task<Endpoint> Judge(ShopTx tx, Shop shop, Endpoint endpoint, TryVerdict verdict, ServerSettings settings)
    {
        var after = verdict.Status == DeliveryStatus.Delivered
            ? endpoint with { LastSuccessAt = tx.Wall, FailingSince = null }
            : endpoint with { FailingSince = endpoint.FailingSince ?? tx.Wall };
        if (verdict.Disable is { } reason && endpoint.Disabled is null)
        {
            after = after with { Disabled = reason };
            await DisableEndpoint.Tell(tx, shop, after, reason, settings);
        }

        EndpointStore.Save(tx, after);
        return after;
    }
}
