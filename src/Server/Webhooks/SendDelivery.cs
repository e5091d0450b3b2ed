using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>
/// Sends what waits. The deliveries of one subject to one endpoint are a chain, and one piece of due work: only its head is sent, and the
/// next one once the head is taken or given up.
/// </summary>
internal static class SendDelivery
{
    internal const string Kind = "deliver_webhook";

    /// <summary>How long a receiver has to answer.</summary>
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    private const int LongestAnswer = 1024;

    private const string EventOf = "SELECT event_id, type, at, subject, data FROM events WHERE shop_id = @shop AND position = @position";

    /// <summary>Something was added to a chain: it is sent at once, unless an earlier one is under way or waits.</summary>
    internal static void GoOnLater(ShopTx tx, EndpointId endpoint, string url, string subject) =>
        tx.ScheduleIfNone(Kind, Chain(endpoint, subject), tx.Wall, JobClock.Outside, Outbound.GateOf(url));

    /// <summary>The head of a chain is sent when due, whatever was planned for the chain before.</summary>
    internal static void Schedule(ShopTx tx, Endpoint endpoint, string subject, Instant due) =>
        tx.Schedule(Kind, Chain(endpoint.EndpointId, subject), due, JobClock.Outside, Outbound.GateOf(endpoint.Url));

    /// <summary>Sends the head of a chain; what came of it is stored by <see cref="SettleDelivery"/>.</summary>
    internal static OutsideHandling Handler(IServiceProvider services)
    {
        var (secrets, outbound) = (services.GetRequiredService<SigningSecrets>(), services.GetRequiredService<Outbound>());
        var settings = services.GetRequiredService<ServerSettings>();
        return async (db, _, job, stop) =>
        {
            var (id, subject) = Parts(job.Subject);
            if (await EndpointStore.Find(db, id) is not { Disabled: null } endpoint
                || await DeliveryStore.Head(db, id, subject) is not { } head
                || await db.First<EventRow>(EventOf, new { head.Position }, stop) is not { } happened)
            {
                return (tx, _, _) => SettleDelivery.GoOn(tx, id, subject);
            }

            var (one, wish) = await Send(db, endpoint, head.EventId, happened.Body(), secrets, outbound, stop);
            var luck = Random.Shared.NextDouble();
            return (tx, shop, _) => SettleDelivery.Store(tx, shop, head, one, wish, luck, settings);
        };
    }

    /// <summary>Sends one event to one endpoint, signed by all secrets that are valid now.</summary>
    /// <param name="db">The shop's rows.</param>
    /// <param name="endpoint">Where to.</param>
    /// <param name="id">The event's id, the same for all tries and all endpoints.</param>
    /// <param name="body">The event as the journal shows it.</param>
    /// <param name="secrets">What it is signed by.</param>
    /// <param name="outbound">The way out.</param>
    /// <param name="stop">The process stops.</param>
    /// <returns>The try, not yet numbered, and the receiver's <c>Retry-After</c>.</returns>
    internal static async Task<(DeliveryTry One, string? Wish)> Send(
        ShopDb db, Endpoint endpoint, EventId id, EventAnswer body, SigningSecrets secrets, Outbound outbound, CancellationToken stop)
    {
        var wall = Instant.Of(db.Database.Wall.GetUtcNow());
        var json = JsonSerializer.Serialize(body, WireJson.Options);
        var valid = await secrets.Valid(db, endpoint.Receiver, wall);
        var begun = db.Database.Wall.GetTimestamp();
        var answer = await outbound.Post(
            new OutboundRequest(new Uri(endpoint.Url), json, StandardWebhook.Headers(valid, id.ToString(), wall, json), Timeout), stop);
        var took = (long)db.Database.Wall.GetElapsedTime(begun).TotalMilliseconds;
        return (new DeliveryTry(0, wall, answer.Status, took, answer.Failure, Beginning(answer.Body)), answer.RetryAfter);
    }

    /// <summary>The event of a delivery as the journal shows it; null where the journal does not know it.</summary>
    internal static async Task<EventAnswer?> Event(Reads db, Delivery delivery) =>
        (await db.First<EventRow>(EventOf, new { delivery.Position }))?.Body();

    // At most a kilobyte, nothing that a terminal or PostgreSQL stumbles over.
    private static string Beginning(string body)
    {
        var text = string.Concat(body.Take(LongestAnswer).Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c));
        while (System.Text.Encoding.UTF8.GetByteCount(text) > LongestAnswer || (text.Length > 0 && char.IsHighSurrogate(text[^1])))
        {
            text = text[..^1];
        }

        return text;
    }

    /// <summary>A chain as the list of due work calls it.</summary>
    internal static string Chain(EndpointId endpoint, string subject) => $"{endpoint} {subject}";

    private static (EndpointId Endpoint, string Subject) Parts(string chain) =>
        chain.Split(' ', 2) is [var endpoint, var subject] && IdText.TryParse<EndpointId>(endpoint, out var id)
            ? (id, subject) : throw new FormatException($"'{chain}' names no chain of deliveries.");

    private sealed record EventRow(EventId EventId, string Type, Instant At, string Subject, string Data)
    {
        internal EventAnswer Body() => new(EventId, Type, At, Subject, JsonSerializer.Deserialize<JsonElement>(Data));
    }
}
