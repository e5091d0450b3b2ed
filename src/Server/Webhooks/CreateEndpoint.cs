using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>Makes an endpoint: from now on it is told what happens, if it wishes it.</summary>
internal static class CreateEndpoint
{
    /// <summary>So many has a shop at most.</summary>
    internal const int Most = 20;

    internal static void Map(IEndpointRouteBuilder routes) => routes.Write<EndpointRequest, NewEndpointAnswer>(
        "POST", "/v1/webhook-endpoints", Permission.ShopWrite, async (call, tx, request) =>
    {
        var made = await Run(tx, call.Shop, request, call.Http.RequestServices);
        return made.IsRefused ? made.Refusal : Outcome.Created(Answer(made.Value.Endpoint, made.Value.Secret));
    }, 201);

    /// <summary>Makes it, and the secret that its calls are signed by.</summary>
    internal static async Task<Result<(Endpoint Endpoint, string Secret)>> Run(
        ShopTx tx, Shop shop, EndpointRequest request, IServiceProvider services)
    {
        var url = ReceiverAddress.Read("url", request.Url, services.GetRequiredService<ServerSettings>().AllowsPrivateReceivers);
        var wishes = EndpointWishes.Read(request.Events, request.Description);
        if (url.IsRefused || wishes.IsRefused)
        {
            return url.Refusal ?? wishes.Refusal!;
        }

        if (await EndpointStore.Count(tx) >= Most)
        {
            return WebhookRefusals.TooMany(Most);
        }

        var endpoint = new Endpoint(
            tx.NewId<EndpointId>(), request.Url, Endpoint.WriteWishes(wishes.Value.Events), wishes.Value.Description, null, null, null,
            tx.Wall);
        var secret = await services.GetRequiredService<SigningSecrets>().Make(tx, endpoint.Receiver);
        if (secret.IsRefused)
        {
            return secret.Refusal;
        }

        EndpointStore.Add(tx, endpoint);
        tx.Publish(
            new EndpointStepped(EndpointStepped.Created, endpoint.EndpointId, wishes.Value.Events, true), shop.Now(tx.Wall));
        ForgetDeliveries.Plan(tx);
        return (endpoint, secret.Value);
    }

    private static NewEndpointAnswer Answer(Endpoint endpoint, string secret) => new(
        endpoint.EndpointId, endpoint.Url, endpoint.Wishes, endpoint.Description, true, endpoint.CreatedAt, secret);
}
