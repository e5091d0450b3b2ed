using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>Sends a test event to an endpoint, also to one that is switched off, and says at once what came of it.</summary>
internal static class SendTest
{
    private const string Type = "webhook.test";

    // Not within a transaction, which would wait for the receiver; the answer is kept after it.
    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapCall(HttpMethods.Post, "/v1/webhook-endpoints/{id}/test", Audience.SecretKey, Answer)
        .WithMetadata(new AccessAttribute(Audience.SecretKey, Permission.ShopWrite), new WriteRequest(typeof(NoBody)))
        .WithTags(nameof(Webhooks))
        .Produces<TestAnswer>(200)
        .Refuses(400, 401, 403, 404, 409, 413, 422);

    /// <summary>Sends it; null where there is no such endpoint.</summary>
    internal static async Task<TestAnswer?> Run(ShopDb db, EndpointId id, Instant now, IServiceProvider services, CancellationToken stop)
    {
        if (await EndpointStore.Find(db, id) is not { } endpoint)
        {
            return null;
        }

        var eventId = db.Database.NewId<EventId>();
        var data = JsonSerializer.SerializeToElement(new { EndpointId = id }, WireJson.Options);
        var (one, _) = await SendDelivery.Send(
            db, endpoint, eventId, new EventAnswer(eventId, Type, now, id.ToString(), data),
            services.GetRequiredService<SigningSecrets>(), services.GetRequiredService<Outbound>(), stop);
        return new TestAnswer(
            eventId, one.Failure is null && one.Status is >= 200 and < 300, one.Status == 0 ? null : one.Status, one.Milliseconds,
            one.Failure, one.Answer);
    }

    private static async Task<KeptAnswer> Answer(Call call)
    {
        var (_, key) = await Endpoints.ReadBody<NoBody>(call);
        if (key is not null && await Idempotency.Look(call.Db, key) is { } kept)
        {
            return new Endpoints.ReplayedAnswer(kept.Status, kept.Json);
        }

        var sent = await Run(call.Db, call.RouteId<EndpointId>(), call.Now, call.Http.RequestServices, call.Http.RequestAborted)
            ?? throw new RefusedException(WebhookRefusals.NoSuchEndpoint);
        var answer = Endpoints.Serialize(Outcome.Ok(sent));
        return key is null ? answer : await call.Db.Write(async tx =>
        {
            // An equal request may have been quicker: its answer is the first one.
            if (await Idempotency.Take(tx, key) is { } first)
            {
                return new Endpoints.ReplayedAnswer(first.Status, first.Json);
            }

            Idempotency.KeepAnswer(tx, key, answer);
            return answer;
        });
    }
}
