using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>What one member of a transaction gathers until the end of the batch.</summary>
internal sealed class TxCore(Database database, Session session)
{
    public Database Database { get; } = database;

    public Session Session { get; } = session;

    public Instant Wall { get; } = Instant.Of(database.Wall.GetUtcNow());

    /// <summary>Rows to be chained, in the order they were asked for.</summary>
    public List<Link> Links { get; } = [];

    /// <summary>The earliest due instant per shop and clock that this member scheduled.</summary>
    public Dictionary<(ShopId Shop, JobClock Clock), Instant> Dues { get; } = [];

    public List<Action> AfterCommit { get; } = [];

    /// <summary>The member asked to be undone though it returned.</summary>
    public bool IsRolledBack { get; set; }

    public void Due(ShopId shop, JobClock clock, Instant due)
    {
        var key = (shop, clock);
        Dues[key] = Dues.TryGetValue(key, out var earlier) ? Instant.Min(earlier, due) : due;
    }
}

/// <summary>One row that gets its position and hash at the end of the batch.</summary>
/// <param name="Tx">Whose member it is.</param>
/// <param name="Chain">Which of the shop's chains.</param>
/// <param name="Text">What the hash covers besides position and the hash before.</param>
/// <param name="Insert">Enqueues the row.</param>
internal record Link(ShopTx Tx, string Chain, string Text, Action<ShopTx, long, string> Insert);
