namespace Vouch.Storage;

public sealed partial class ShopDb
{
    private const string After = """
        SELECT position, event_id, type, at, subject, data, hash, actor FROM events
        WHERE shop_id = @shop AND position > @position ORDER BY position LIMIT @limit
        """;

    private const string Head = "SELECT position FROM chain_heads WHERE shop_id = @shop AND chain = 'journal'";

    private const string AddCursor = """
        INSERT INTO cursors (shop_id, consumer, position) VALUES (@shop, @consumer, 0)
        ON CONFLICT (shop_id, consumer) DO NOTHING
        """;

    private const string ReadCursor = "SELECT position FROM cursors WHERE shop_id = @shop AND consumer = @consumer";

    private const string LockCursor = "SELECT position FROM cursors WHERE shop_id = @shop AND consumer = @consumer FOR UPDATE";

    private const string MoveCursor = "UPDATE cursors SET position = @position WHERE shop_id = @shop AND consumer = @consumer";

    /// <summary>The journal after a position, oldest first.</summary>
    public Task<List<JournalRow>> Events(long after, int limit) => Query<JournalRow>(After, new { Position = after, limit });

    /// <summary>The position of the newest journal row; 0 before the first.</summary>
    public Task<long> LastPosition() => First<long>(Head);

    /// <summary>How far a consumer has come; 0 before it began.</summary>
    public Task<long> Cursor(string consumer) =>
        First<long>(ReadCursor, new { consumer });

    /// <summary>
    /// Hands the next journal rows to a consumer and moves its cursor in the same transaction, so that what it writes
    /// happens once. Two callers at once wait for each other.
    /// </summary>
    /// <param name="consumer">Its name, stable for ever.</param>
    /// <param name="limit">At most so many rows at once.</param>
    /// <param name="work">Gets at least one row; throwing leaves the cursor where it was.</param>
    /// <returns>How many rows were handed over; 0 when it has caught up.</returns>
    public Task<int> Consume(string consumer, int limit, Func<ShopTx, IReadOnlyList<JournalRow>, Task> work) => Write(async tx =>
    {
        var position = await tx.First<long?>(LockCursor, new { consumer }).ConfigureAwait(false);
        if (position is null)
        {
            tx.Enqueue(AddCursor, new { consumer });
            position = await tx.First<long?>(LockCursor, new { consumer }).ConfigureAwait(false);
        }

        var events = await tx.Query<JournalRow>(After, new { position, limit }).ConfigureAwait(false);
        if (events.Count > 0)
        {
            await work(tx, events).ConfigureAwait(false);
            tx.Enqueue(MoveCursor, new { consumer, events[^1].Position });
        }

        return events.Count;
    });
}
