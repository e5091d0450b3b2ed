using System.Text.Json;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Webhooks;

namespace Vouch.Server.Cli;

/// <summary>
/// Every event that an endpoint wished has its delivery, as far as their maker has read the journal; every delivery is of an event; and
/// whatever waits is on the list of due work.
/// </summary>
internal static class CheckWebhooks
{
    private const int PageSize = 2_000;

    private const string Endpoints = "SELECT endpoint_id, kept_after FROM webhook_endpoints WHERE shop_id = @shop";

    private const string Cursor = "SELECT position FROM cursors WHERE shop_id = @shop AND consumer = @consumer";

    private const string Events = """
        SELECT position, type, subject, data FROM events
        WHERE shop_id = @shop AND position > @after AND position <= @cursor ORDER BY position LIMIT @limit
        """;

    private const string Deliveries = """
        SELECT position FROM webhook_deliveries
        WHERE shop_id = @shop AND endpoint_id = @id AND position > @after AND position <= @until
        """;

    private const string OfNothing = """
        SELECT d.delivery_id, d.event_id FROM webhook_deliveries d
        WHERE d.shop_id = @shop AND NOT EXISTS (SELECT 1 FROM events e WHERE e.shop_id = @shop AND e.position = d.position
            AND e.event_id = d.event_id AND e.type = d.type AND e.subject = d.subject)
        ORDER BY d.delivery_id LIMIT 1000
        """;

    private const string Waiting = """
        SELECT DISTINCT d.endpoint_id, d.subject FROM webhook_deliveries d
        JOIN webhook_endpoints e ON e.shop_id = @shop AND e.endpoint_id = d.endpoint_id AND e.disabled IS NULL
        WHERE d.shop_id = @shop AND d.status = 'pending'
        """;

    private const string Due = "SELECT subject FROM jobs WHERE shop_id = @shop AND kind = @kind";

    internal static async Task Run(ShopCheck check)
    {
        foreach (var row in await check.Db.Query<DeliveryRow>(OfNothing))
        {
            check.Findings.Differ($"The delivery {row.DeliveryId} is of {row.EventId}, which the journal does not know so.");
        }

        var endpoints = (await check.Db.Query<EndpointRow>(Endpoints)).ToDictionary(row => row.EndpointId);
        if (endpoints.Count == 0)
        {
            return;
        }

        var due = (await check.Db.Query<string>(Due, new { SendDelivery.Kind })).ToHashSet(StringComparer.Ordinal);
        foreach (var chain in await check.Db.Query<ChainRow>(Waiting))
        {
            if (!due.Contains(SendDelivery.Chain(chain.EndpointId, chain.Subject)))
            {
                check.Findings.Differ($"What waits for {chain.EndpointId} about {chain.Subject} is not on the list of due work.");
            }
        }

        await Gaps(check, endpoints);
    }

    // Tells the journal once more, with the wishes as they were at each of its rows.
    private static async Task Gaps(ShopCheck check, Dictionary<EndpointId, EndpointRow> endpoints)
    {
        var cursor = await check.Db.First<long?>(Cursor, new { QueueDeliveries.Consumer }) ?? 0;
        var wishes = new Dictionary<EndpointId, IReadOnlyList<string>>();
        for (var after = 0L; ;)
        {
            var events = await check.Db.Query<EventRow>(Events, new { after, cursor, Limit = PageSize });
            if (events.Count == 0)
            {
                break;
            }

            check.Step(events.Count);
            var made = new Dictionary<EndpointId, HashSet<long>>();
            foreach (var id in endpoints.Keys)
            {
                made[id] = [.. await check.Db.Query<long>(Deliveries, new { id, after, Until = events[^1].Position })];
            }

            foreach (var row in events)
            {
                foreach (var (id, _) in wishes.Where(pair => EventNames.Want(pair.Value, row.Type)))
                {
                    if (row.Position > (endpoints[id].KeptAfter ?? long.MaxValue) && !made[id].Contains(row.Position))
                    {
                        check.Findings.Differ($"{id} wished {row.Type} at position {row.Position}, and there is no delivery of it.");
                    }
                }

                if (Hears(row, endpoints, wishes) is { } begun && endpoints[begun].KeptAfter is null)
                {
                    check.Findings.Differ($"{begun} was made at position {row.Position} and has not begun.");
                }
            }

            after = events[^1].Position;
        }
    }

    // The endpoint whose wishes an event tells; of those only that are there still.
    private static EndpointId? Hears(
        EventRow row, Dictionary<EndpointId, EndpointRow> endpoints, Dictionary<EndpointId, IReadOnlyList<string>> wishes)
    {
        if (!row.Type.StartsWith(EndpointStepped.Group, StringComparison.Ordinal) || !IdText.TryParse<EndpointId>(row.Subject, out var id)
            || !endpoints.ContainsKey(id) || !JsonSerializer.Deserialize<JsonElement>(row.Data).TryGetProperty("events", out var events))
        {
            return null;
        }

        wishes[id] = [.. events.EnumerateArray().Select(wish => wish.GetString()!)];
        return id;
    }

    private sealed record EndpointRow(EndpointId EndpointId, long? KeptAfter);

    private sealed record DeliveryRow(DeliveryId DeliveryId, EventId EventId);

    private sealed record ChainRow(EndpointId EndpointId, string Subject);

    private sealed record EventRow(long Position, string Type, string Subject, string Data);
}
