using System.Text.Json;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>
/// Reads the journal and makes a delivery for each endpoint that wishes an event. An endpoint begins behind its own making in the journal,
/// and a change of its wishes counts from there on: so every delivery that has to be can be told from the journal alone.
/// </summary>
internal static class QueueDeliveries
{
    internal const string Consumer = "webhooks";

    private const string Hearing = "SELECT endpoint_id, url, heard FROM webhook_endpoints WHERE shop_id = @shop AND heard IS NOT NULL";

    private const string FindOne = "SELECT endpoint_id, url, heard FROM webhook_endpoints WHERE shop_id = @shop AND endpoint_id = @id";

    private const string Begin = """
        UPDATE webhook_endpoints SET heard = @heard, kept_after = @position WHERE shop_id = @shop AND endpoint_id = @id
        """;

    private const string Change = "UPDATE webhook_endpoints SET heard = @heard WHERE shop_id = @shop AND endpoint_id = @id";

    private const string DropDeliveries = "DELETE FROM webhook_deliveries WHERE shop_id = @shop AND endpoint_id = @id";

    private const string DropTries = "DELETE FROM webhook_tries WHERE shop_id = @shop AND endpoint_id = @id";

    /// <summary>Does it for a batch of events.</summary>
    internal static async Task OnBatch(ShopTx tx, Shop shop, IReadOnlyList<JournalRow> rows)
    {
        var hearing = (await tx.Query<Row>(Hearing)).ToDictionary(row => row.EndpointId, Hears);
        var deliveries = new List<Delivery>();
        foreach (var row in rows)
        {
            deliveries.AddRange(hearing.Where(pair => EventNames.Want(pair.Value.Wishes, row.Type))
                .Select(pair => Delivery.New(tx, pair.Key, row.Position, row.EventId, row.Type, row.Subject)));
            if (row.Type.StartsWith(EndpointStepped.Group, StringComparison.Ordinal)
                && IdText.TryParse<EndpointId>(row.Subject, out var id))
            {
                await OnEndpoint(tx, row, id, hearing);
            }
        }

        // An endpoint that is gone by the end of the batch has no deliveries any more.
        deliveries.RemoveAll(delivery => !hearing.ContainsKey(delivery.EndpointId));
        if (deliveries.Count > 0)
        {
            await DeliveryStore.AddNew(tx, deliveries);
            foreach (var chain in deliveries.Select(one => (one.EndpointId, one.Subject)).Distinct())
            {
                SendDelivery.GoOnLater(tx, chain.EndpointId, hearing[chain.EndpointId].Url, chain.Subject);
            }
        }
    }

    private static async Task OnEndpoint(ShopTx tx, JournalRow row, EndpointId id, Dictionary<EndpointId, Listener> hearing)
    {
        if (row.Type == EndpointDeleted.Name)
        {
            // Deliveries first: who is just storing a try of one holds it until then.
            hearing.Remove(id);
            tx.Enqueue(DropDeliveries, new { Id = id });
            tx.Enqueue(DropTries, new { Id = id });
        }
        else if (JsonSerializer.Deserialize<JsonElement>(row.Data).TryGetProperty("events", out var events)
            && await tx.First<Row>(FindOne, new { Id = id }) is { } found)
        {
            var heard = Endpoint.WriteWishes([.. events.EnumerateArray().Select(wish => wish.GetString()!)]);
            hearing[id] = Hears(found with { Heard = heard });
            if (found.Heard is null)
            {
                tx.Enqueue(Begin, new { Id = id, heard, row.Position });
            }
            else
            {
                tx.Enqueue(Change, new { Id = id, heard });
            }
        }
    }

    private static Listener Hears(Row row) => new(row.Url, Endpoint.ReadWishes(row.Heard!));

    private sealed record Row(EndpointId EndpointId, string Url, string? Heard);

    private sealed record Listener(string Url, IReadOnlyList<string> Wishes);
}
