using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Where a word of a customer came from.</summary>
public enum FeedbackSource { Survey, Rating }

/// <summary>Whom surveys and ratings belong to, by keyed hashes.</summary>
internal static class FeedbackPeople
{
    private const string Insert = """
        INSERT INTO feedback_people (shop_id, person_key, source, source_id, asked_at)
        VALUES (@shop, @personKey, @source, @sourceId, @askedAt) ON CONFLICT (shop_id, person_key, source, source_id) DO NOTHING
        """;

    private const string KeysOf = """
        SELECT person_key FROM feedback_people WHERE shop_id = @shop AND source = @source AND source_id = @id ORDER BY person_key
        """;

    private const string AskedAfter = """
        SELECT 1 FROM feedback_people WHERE shop_id = @shop AND person_key = ANY(@keys) AND asked_at > @before LIMIT 1
        """;

    /// <summary>Says whose it is.</summary>
    internal static Task Add(ShopTx tx, IReadOnlyList<string> keys, FeedbackSource source, long id, Instant? askedAt) =>
        tx.InsertMany(Insert, keys.Select(key => new Row(key, source, id, askedAt)).ToList());

    /// <summary>Whose it is.</summary>
    internal static Task<List<string>> Of(Reads db, FeedbackSource source, long id) =>
        db.Query<string>(KeysOf, new { Source = source, Id = id });

    /// <summary>True where one of these was asked after that instant.</summary>
    internal static async Task<bool> WereAskedAfter(Reads db, IReadOnlyCollection<string> keys, Instant before) =>
        keys.Count > 0 && await db.First<long?>(AskedAfter, new { Keys = keys, Before = before }) is not null;

    private sealed record Row(string PersonKey, FeedbackSource Source, long SourceId, Instant? AskedAt);
}
