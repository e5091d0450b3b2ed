using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>Changes an endpoint, gives it a new secret, deletes it.</summary>
internal static class ChangeEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<EndpointPatch, EndpointAnswer>(
            "PATCH", "/v1/webhook-endpoints/{id}", Permission.ShopWrite, async (call, tx, patch) =>
        {
            var changed = await Change(tx, call.Shop, call.RouteId<EndpointId>(), patch, call.Settings);
            return changed.IsRefused ? changed.Refusal : Outcome.Ok(await EndpointAnswer.Of(tx, changed.Value));
        });
        routes.Write<NoBody, EndpointAnswer>("DELETE", "/v1/webhook-endpoints/{id}", Permission.ShopWrite, async (call, tx, _) =>
            await Delete(tx, call.Shop, call.RouteId<EndpointId>()) is { } refusal ? refusal : Outcome.NoContent(), 204);
        routes.Write<NoBody, EndpointSecretAnswer>(
            "POST", "/v1/webhook-endpoints/{id}/rotate-secret", Permission.ShopWrite, async (call, tx, _) => Outcome.Of(
                await NewSecret(tx, call.RouteId<EndpointId>(), call.Http.RequestServices), secret => new EndpointSecretAnswer(secret)));
    }

    /// <summary>Changes what is sent. Switched on again it goes on with what it has not got.</summary>
    internal static async Task<Result<Endpoint>> Change(ShopTx tx, Shop shop, EndpointId id, EndpointPatch patch, ServerSettings settings)
    {
        if (await EndpointStore.Lock(tx, id) is not { } endpoint)
        {
            return WebhookRefusals.NoSuchEndpoint;
        }

        var url = ReceiverAddress.Read("url", patch.Url.Or(endpoint.Url), settings.AllowsPrivateReceivers || !patch.Url.IsPresent);
        var wishes = EndpointWishes.Read(patch.Events.Or(endpoint.Wishes), patch.Description.Or(endpoint.Description));
        if (url.IsRefused || wishes.IsRefused)
        {
            return url.Refusal ?? wishes.Refusal!;
        }

        var on = patch.Enabled.Or(endpoint.Disabled is null);
        var changed = endpoint with
        {
            Url = patch.Url.Or(endpoint.Url), Events = Endpoint.WriteWishes(wishes.Value.Events), Description = wishes.Value.Description,
            Disabled = on ? null : endpoint.Disabled ?? DisabledReason.ByHand,
            FailingSince = on && endpoint.Disabled is not null ? null : endpoint.FailingSince,
        };
        if (changed == endpoint)
        {
            return endpoint;
        }

        EndpointStore.Save(tx, changed);
        if (on && endpoint.Disabled is not null)
        {
            await GoOn(tx, changed);
            Notices.Clear(tx, DisableEndpoint.Notice, id.ToString(), shop.Now(tx.Wall));
        }

        tx.Publish(new EndpointStepped(EndpointStepped.Updated, id, wishes.Value.Events, on), shop.Now(tx.Wall));
        return changed;
    }

    /// <summary>Makes a new secret; the one before stays valid for a day.</summary>
    internal static async Task<Result<string>> NewSecret(ShopTx tx, EndpointId id, IServiceProvider services) =>
        await EndpointStore.Lock(tx, id) is { } endpoint
            ? await services.GetRequiredService<SigningSecrets>().Make(tx, endpoint.Receiver)
            : WebhookRefusals.NoSuchEndpoint;

    /// <summary>Deletes it at once; its deliveries follow when the journal's reader comes to it.</summary>
    internal static async Task<Refusal?> Delete(ShopTx tx, Shop shop, EndpointId id)
    {
        if (await EndpointStore.Lock(tx, id) is not { } endpoint)
        {
            return WebhookRefusals.NoSuchEndpoint;
        }

        EndpointStore.Delete(tx, id);
        SigningSecrets.Drop(tx, endpoint.Receiver);
        Notices.Clear(tx, DisableEndpoint.Notice, id.ToString(), shop.Now(tx.Wall));
        tx.Publish(new EndpointDeleted(id), shop.Now(tx.Wall));
        return null;
    }

    private static async Task GoOn(ShopTx tx, Endpoint endpoint)
    {
        foreach (var subject in await DeliveryStore.BeginWaitingAgain(tx, endpoint.EndpointId))
        {
            SendDelivery.Schedule(tx, endpoint, subject, tx.Wall);
        }
    }
}
