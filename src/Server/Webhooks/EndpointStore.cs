using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>An address of the shop's that is told what happens.</summary>
/// <param name="EndpointId">Its id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Events">What it wishes, as JSON.</param>
/// <param name="Description">For the people of the shop; null without.</param>
/// <param name="Disabled">Why nothing is sent; null where it is.</param>
/// <param name="FailingSince">Since when it took nothing, by the wall; null where its last try was taken.</param>
/// <param name="LastSuccessAt">When it last took something, by the wall; null never.</param>
/// <param name="CreatedAt">When it was made, by the wall.</param>
internal sealed record Endpoint(
    EndpointId EndpointId, string Url, string Events, string? Description, DisabledReason? Disabled, Instant? FailingSince,
    Instant? LastSuccessAt, Instant CreatedAt)
{
    /// <summary>What it is signed by is kept under this name.</summary>
    internal string Receiver => EndpointId.ToString();

    /// <summary>What it wishes.</summary>
    internal IReadOnlyList<string> Wishes => ReadWishes(Events);

    /// <summary>Its events, or those that the journal's reader applies, read.</summary>
    internal static IReadOnlyList<string> ReadWishes(string json) => JsonSerializer.Deserialize<List<string>>(json, WireJson.Options)!;

    /// <summary>As they are kept.</summary>
    internal static string WriteWishes(IReadOnlyList<string> events) => JsonSerializer.Serialize(events, WireJson.Options);
}

/// <summary>The rows of endpoints.</summary>
internal static class EndpointStore
{
    private const string Columns = "endpoint_id, url, events, description, disabled, failing_since, last_success_at, created_at";

    private const string ById = "SELECT " + Columns + " FROM webhook_endpoints WHERE shop_id = @shop AND endpoint_id = @id";

    private const string ToChange = ById + " FOR UPDATE";

    private const string Page = "SELECT " + Columns + """
         FROM webhook_endpoints
        WHERE shop_id = @shop AND endpoint_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY endpoint_id DESC LIMIT @take
        """;

    private const string CountAll = "SELECT count(*) FROM webhook_endpoints WHERE shop_id = @shop";

    private const string Insert = """
        INSERT INTO webhook_endpoints (shop_id, endpoint_id, url, events, description, disabled, created_at)
        VALUES (@shop, @endpointId, @url, @events, @description, @disabled, @createdAt)
        """;

    private const string Update = """
        UPDATE webhook_endpoints SET url = @url, events = @events, description = @description, disabled = @disabled,
            failing_since = @failingSince, last_success_at = @lastSuccessAt
        WHERE shop_id = @shop AND endpoint_id = @endpointId
        """;

    private const string Remove = "DELETE FROM webhook_endpoints WHERE shop_id = @shop AND endpoint_id = @id";

    internal static Task<Endpoint?> Find(Reads db, EndpointId id) => db.First<Endpoint>(ById, new { Id = id });

    /// <summary>As <see cref="Find"/>, and nobody else changes it until the end of the transaction.</summary>
    internal static Task<Endpoint?> Lock(ShopTx tx, EndpointId id) => tx.First<Endpoint>(ToChange, new { Id = id });

    /// <summary>The shop's endpoints, the newest first.</summary>
    internal static Task<List<Endpoint>> All(Reads db, EndpointId? after, int take) =>
        db.Query<Endpoint>(Page, new { After = after, Take = take });

    internal static Task<long> Count(Reads db) => db.First<long>(CountAll);

    internal static void Add(ShopTx tx, Endpoint endpoint) => tx.Enqueue(Insert, endpoint);

    internal static void Save(ShopTx tx, Endpoint endpoint) => tx.Enqueue(Update, endpoint);

    internal static void Delete(ShopTx tx, EndpointId id) => tx.Enqueue(Remove, new { Id = id });
}
