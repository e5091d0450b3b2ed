namespace Vouch.Storage;

/// <summary>One of the two engines: its connections, its dialect, and what its errors mean.</summary>
internal abstract class Backend : IAsyncDisposable
{
    public abstract Engine Engine { get; }

    public abstract Dialect Dialect { get; }

    /// <summary>Where the data is, as an operator would name it.</summary>
    public abstract string Place { get; }

    /// <summary>False where opening would make a new database.</summary>
    public abstract bool IsThere { get; }

    /// <summary>A connection for one lane, which disposes it.</summary>
    public abstract ValueTask<Session> OpenWriter(CancellationToken ct);

    /// <summary>A pooled connection that reads; given back by <see cref="Return"/>.</summary>
    public abstract ValueTask<Session> Rent(CancellationToken ct);

    /// <summary>Gives a reader back; one that failed is closed.</summary>
    public abstract ValueTask Return(Session reader);

    /// <summary>Starts a transaction on a reader in which every read sees the same moment.</summary>
    public abstract ValueTask BeginSnapshot(Session reader);

    /// <summary>Takes the lock that lets one process at a time migrate, inside the transaction.</summary>
    public abstract ValueTask LockMigrations(Session writer);

    /// <summary>True when a program of ours has made tables here.</summary>
    public abstract ValueTask<bool> HasMigrations(Session reader);

    /// <summary>Runs a text of several statements without parameters.</summary>
    public abstract ValueTask RunScript(Session writer, string sql);

    /// <summary>Tells the planner, inside the migrating transaction, what the tables will look like once they are full.</summary>
    public abstract ValueTask ExpectRows(Session writer);

    /// <summary>True for an exception of the engine or of the way to it.</summary>
    public abstract bool Knows(Exception e);

    /// <summary>What it means to callers; the same exception where it is a bug.</summary>
    public abstract ValueTask<Exception> Translate(Exception e);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Two transactions stood in each other's way; the same work succeeds when it is run again.</summary>
internal sealed class ConflictException(Exception inner) : Exception("Two transactions stood in each other's way.", inner);
