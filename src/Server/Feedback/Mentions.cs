using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>How a mention speaks of the shop, as a person reads it.</summary>
public enum MentionTone { Unset, Positive, Neutral, Negative }

/// <summary>Somebody spoke of the shop in public.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FeedId">In which feed it was found.</param>
/// <param name="Title">One line, text only.</param>
/// <param name="Summary">What it says, text only.</param>
/// <param name="Link">Where it stands; null where the feed does not say.</param>
/// <param name="PublishedAt">When; null where the feed does not say.</param>
/// <param name="SeenAt">When it was found.</param>
/// <param name="Tone">As a person has set it.</param>
/// <param name="TonedBy">Who: the id of a member of staff or of a key.</param>
public sealed record MentionAnswer(
    MentionId Id, MentionFeedId FeedId, string Title, string Summary, string? Link, Instant? PublishedAt, Instant SeenAt, MentionTone Tone,
    string? TonedBy);

/// <summary>What a person says of a mention.</summary>
public sealed record MentionPatch
{
    /// <summary>How it speaks of the shop.</summary>
    public Optional<MentionTone> Tone { get; init; }
}

/// <summary>Shows mentions and sets their tone.</summary>
internal static class Mentions
{
    private const string Select = """
        SELECT mention_id AS id, feed_id, title, summary, link, published_at, seen_at, tone, toned_by FROM mentions WHERE shop_id = @shop
        """;

    private const string ById = Select + " AND mention_id = @id";

    private const string Page = Select + """
         AND mention_id < coalesce(CAST(@after AS bigint), 9223372036854775807) AND (CAST(@tone AS text) IS NULL OR tone = @tone)
        ORDER BY mention_id DESC LIMIT @take
        """;

    private const string Insert = """
        INSERT INTO mentions (shop_id, mention_id, feed_id, entry_key, title, summary, link, published_at, seen_at, tone)
        VALUES (@shop, @id, @feedId, @entryKey, @title, @summary, @link, @publishedAt, @seenAt, 'unset')
        ON CONFLICT (shop_id, feed_id, entry_key) DO NOTHING
        """;

    private const string Update = "UPDATE mentions SET tone = @tone, toned_by = @actor WHERE shop_id = @shop AND mention_id = @id";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<MentionAnswer>>("/v1/mentions", Permission.FeedbackRead, async call => Outcome.Ok(call.Page(
            await List(call.Db, call.QueryEnum<MentionTone>("tone"), call.QueryId<MentionId>("after"), call.Limit + 1),
            mention => mention.Id, mention => mention))).WithMetadata(new QueryParameter("tone", "Only mentions of this tone."));
        routes.Write<MentionPatch, MentionAnswer>(
            "PATCH", "/v1/mentions/{id}", Permission.FeedbackWrite, async (call, tx, patch) => Outcome.Of(
                await SetTone(tx, call.RouteId<MentionId>(), patch.Tone, call.Caller.KeyId.ToString()), mention => mention));
    }

    /// <summary>The newest first.</summary>
    internal static Task<List<MentionAnswer>> List(Reads db, MentionTone? tone, MentionId? after, int take) =>
        db.Query<MentionAnswer>(Page, new { Tone = tone is { } only ? WireName.Of(only) : null, After = after, Take = take });

    /// <summary>Keeps what is new.</summary>
    internal static Task Add(ShopTx tx, Shop shop, MentionFeedId feed, IReadOnlyList<FeedEntry> entries, Instant now) =>
        tx.InsertMany(Insert, entries.Select(entry => new Row(
            tx.NewId<MentionId>(), feed, shop.Hash("mention:" + entry.Key), entry.Title, entry.Summary, entry.Link, entry.PublishedAt,
            now)).ToList());

    /// <summary>A person says how a mention speaks of the shop.</summary>
    internal static async Task<Result<MentionAnswer>> SetTone(ShopTx tx, MentionId id, Optional<MentionTone> tone, string actor)
    {
        if (await tx.First<MentionAnswer>(ById, new { Id = id }) is not { } mention)
        {
            return FeedbackRefusals.NoSuchMention;
        }

        if (!tone.IsPresent)
        {
            return mention;
        }

        tx.Enqueue(Update, new { Id = id, Tone = tone.Value, Actor = actor });
        return mention with { Tone = tone.Value, TonedBy = actor };
    }

    private sealed record Row(
        MentionId Id, MentionFeedId FeedId, string EntryKey, string Title, string Summary, string? Link, Instant? PublishedAt,
        Instant SeenAt);
}
