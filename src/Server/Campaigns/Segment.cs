using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Campaigns;

/// <summary>A named set of rules over advocates.</summary>
/// <param name="SegmentId">Its id.</param>
/// <param name="Name">For the merchant.</param>
/// <param name="Rule">Who belongs to it.</param>
/// <param name="CreatedAt">Shop time.</param>
/// <param name="UpdatedAt">Shop time.</param>
internal sealed record Segment(SegmentId SegmentId, string Name, SegmentRule Rule, Instant CreatedAt, Instant UpdatedAt);

/// <summary>What happened to a segment: <c>segment.created</c>, <c>segment.updated</c>, <c>segment.deleted</c>.</summary>
/// <param name="Step">The second word.</param>
/// <param name="SegmentId">The segment.</param>
internal sealed record SegmentHappened([property: JsonIgnore] string Step, SegmentId SegmentId) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "segment." + Step;

    /// <inheritdoc/>
    public string Subject => SegmentId.ToString();
}

/// <summary>The rows of segments.</summary>
internal static class SegmentStore
{
    private const string Columns = "segment_id, name, rule, created_at, updated_at";

    private const string One = $"SELECT {Columns} FROM segments WHERE shop_id = @shop AND segment_id = @id";

    private const string ForUpdate = One + " FOR UPDATE";

    private const string Page = $"""
        SELECT {Columns} FROM segments
        WHERE shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR segment_id < @after) ORDER BY segment_id DESC LIMIT @limit
        """;

    private const string Insert = """
        INSERT INTO segments (shop_id, segment_id, name, rule, created_at, updated_at)
        VALUES (@shop, @segmentId, @name, @rule, @createdAt, @updatedAt)
        """;

    private const string Update = """
        UPDATE segments SET name = @name, rule = @rule, updated_at = @updatedAt WHERE shop_id = @shop AND segment_id = @segmentId
        """;

    private const string Delete = "DELETE FROM segments WHERE shop_id = @shop AND segment_id = @id";

    internal static async Task<Segment?> Find(Reads db, SegmentId id) => Read(await db.First<Row>(One, new { Id = id }));

    internal static async Task<Segment?> Lock(ShopTx tx, SegmentId id) => Read(await tx.First<Row>(ForUpdate, new { Id = id }));

    internal static async Task<List<Segment>> List(Reads db, SegmentId? after, int limit) =>
        (await db.Query<Row>(Page, new { After = after, Limit = limit })).ConvertAll(row => Read(row)!);

    internal static void Add(ShopTx tx, Segment segment) => tx.Enqueue(Insert, Write(segment));

    internal static void Save(ShopTx tx, Segment segment) => tx.Enqueue(Update, Write(segment));

    internal static void Remove(ShopTx tx, SegmentId id) => tx.Enqueue(Delete, new { Id = id });

    private static Segment? Read(Row? row) => row is null ? null : new Segment(
        row.SegmentId, row.Name, JsonSerializer.Deserialize<SegmentRule>(row.Rule, WireJson.Options)!, row.CreatedAt, row.UpdatedAt);

    private static object Write(Segment segment) => new
    {
        segment.SegmentId, segment.Name, Rule = JsonSerializer.Serialize(segment.Rule, WireJson.Options), segment.CreatedAt,
        segment.UpdatedAt,
    };

    private sealed record Row(SegmentId SegmentId, string Name, string Rule, Instant CreatedAt, Instant UpdatedAt);
}
