using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>A feed to watch.</summary>
/// <param name="Url">Its https address.</param>
/// <param name="Name">What it is for; null without.</param>
public sealed record MentionFeedRequest(string Url, string? Name = null);

/// <summary>A feed that is watched.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Its address.</param>
/// <param name="Name">What it is for.</param>
/// <param name="AddedAt">Since when.</param>
/// <param name="ReadAt">When it was last tried, by the wall; null before the first time.</param>
/// <param name="Failure">Why the last time was in vain; null where it was not.</param>
public sealed record MentionFeedAnswer(MentionFeedId Id, string Url, string? Name, Instant AddedAt, Instant? ReadAt, string? Failure);

/// <summary>Which feeds are watched for mentions of the shop.</summary>
internal static class MentionFeeds
{
    internal const int Most = 20;

    private const int LongestName = 200;

    private const string Select = "SELECT feed_id AS id, url, name, added_at, read_at, failure FROM mention_feeds WHERE shop_id = @shop";

    private const string ById = Select + " AND feed_id = @id";

    private const string ToChange = ById + " FOR UPDATE";

    private const string Page = Select + """
         AND feed_id < coalesce(CAST(@after AS bigint), 9223372036854775807) ORDER BY feed_id DESC LIMIT @take
        """;

    private const string Insert = """
        INSERT INTO mention_feeds (shop_id, feed_id, url, name, added_at)
        SELECT @shop, @id, @url, @name, @at WHERE (SELECT count(*) FROM mention_feeds f WHERE f.shop_id = @shop) < @most
        """;

    private const string Update = """
        UPDATE mention_feeds SET read_at = @readAt, failure = @failure WHERE shop_id = @shop AND feed_id = @id
        """;

    private const string DeleteMentions = "DELETE FROM mentions WHERE shop_id = @shop AND feed_id = @id";

    private const string Delete = "DELETE FROM mention_feeds WHERE shop_id = @shop AND feed_id = @id";

    private const string ByUrl = "SELECT 1 FROM mention_feeds WHERE shop_id = @shop AND url = @url";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<MentionFeedAnswer>>("/v1/mention-feeds", Permission.FeedbackRead, async call => Outcome.Ok(call.Page(
            await List(call.Db, call.QueryId<MentionFeedId>("after"), call.Limit + 1), feed => feed.Id, feed => feed)));
        routes.Write<MentionFeedRequest, MentionFeedAnswer>(
            "POST", "/v1/mention-feeds", Permission.FeedbackWrite, async (call, tx, request) =>
            {
                var added = await Add(tx, request, call.Now, call.Settings);
                return added.IsRefused ? added.Refusal : Outcome.Created(added.Value);
            }, StatusCodes.Status201Created);
        routes.Write<NoBody, MentionFeedAnswer>(
            "DELETE", "/v1/mention-feeds/{id}", Permission.FeedbackWrite, async (call, tx, _) =>
                await Remove(tx, call.RouteId<MentionFeedId>()) is { } refusal ? refusal : Outcome.NoContent(),
            StatusCodes.Status204NoContent);
    }

    internal static Task<MentionFeedAnswer?> Find(Reads db, MentionFeedId id) => db.First<MentionFeedAnswer>(ById, new { Id = id });

    /// <summary>As <see cref="Find"/>, and nobody else changes it until the end of the transaction.</summary>
    internal static Task<MentionFeedAnswer?> Lock(ShopTx tx, MentionFeedId id) => tx.First<MentionFeedAnswer>(ToChange, new { Id = id });

    /// <summary>The newest first.</summary>
    internal static Task<List<MentionFeedAnswer>> List(Reads db, MentionFeedId? after, int take) =>
        db.Query<MentionFeedAnswer>(Page, new { After = after, Take = take });

    /// <summary>Watches a feed from now on.</summary>
    internal static async Task<Result<MentionFeedAnswer>> Add(ShopTx tx, MentionFeedRequest request, Instant now, ServerSettings settings)
    {
        var url = ReceiverAddress.Read("url", request.Url, settings.AllowsPrivateReceivers);
        var name = request.Name?.Trim() is { Length: > 0 } tidy ? tidy : null;
        if (url.IsRefused)
        {
            return url.Refusal;
        }

        if (name is { Length: > LongestName } || name?.Any(char.IsControl) == true)
        {
            return Refusal.Invalid("name", $"must have at most {LongestName} characters, and no control characters");
        }

        if (await tx.First<long?>(ByUrl, new { request.Url }) is not null)
        {
            return FeedbackRefusals.FeedIsWatched;
        }

        var feed = new MentionFeedAnswer(tx.NewId<MentionFeedId>(), request.Url, name, now, null, null);
        if (await tx.Execute(Insert, new { feed.Id, feed.Url, feed.Name, At = now, Most }) == 0)
        {
            return FeedbackRefusals.TooManyFeeds(Most);
        }

        WatchFeed.Schedule(tx, feed, tx.Wall);
        return feed;
    }

    /// <summary>Watches it no more; its mentions go with it.</summary>
    internal static async Task<Refusal?> Remove(ShopTx tx, MentionFeedId id)
    {
        if (await Lock(tx, id) is null)
        {
            return FeedbackRefusals.NoSuchFeed;
        }

        tx.Unschedule(WatchFeed.Kind, id.ToString());
        tx.Enqueue(DeleteMentions, new { Id = id });
        tx.Enqueue(Delete, new { Id = id });
        return null;
    }

    internal static void Save(ShopTx tx, MentionFeedAnswer feed) => tx.Enqueue(Update, new { feed.Id, feed.ReadAt, feed.Failure });
}
