using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// One database. <c>Data Source=…</c> is a SQLite file, <c>Host=…</c> a PostgreSQL. After <see cref="Open"/> comes
/// <see cref="Migrate(CancellationToken)"/>, then <see cref="LeaseNode"/>, and then reading and writing.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ShopId, ShopDb> _shops = new();
    private bool _closed;

    private Database(Backend backend, TimeProvider wall)
    {
        (Backend, Wall) = (backend, wall);
        Committed = new CommitSignal(wall);
        Writer = new Writer(this);
        Node = new NodeLease(this);
        System = new SystemDb(this);
    }

    /// <summary>Which engine it is.</summary>
    public Engine Engine => Backend.Engine;

    /// <summary>The tables without a shop.</summary>
    public SystemDb System { get; }

    /// <summary>The wall clock.</summary>
    public TimeProvider Wall { get; }

    /// <summary>Says that this process added to a journal.</summary>
    public CommitSignal Committed { get; }

    internal Backend Backend { get; }

    internal Writer Writer { get; }

    internal NodeLease Node { get; }

    /// <summary>Chooses the engine; does not connect yet.</summary>
    /// <exception cref="ArgumentException">Neither of the two, a database in memory, or a folder that is not there.</exception>
    public static Database Open(string connectionString, TimeProvider wall) => new(BackendOf(connectionString), wall);

    /// <summary>Brings the tables up to date. Several processes may do so at once.</summary>
    /// <exception cref="UnusableDatabaseException">It is damaged, another program's, or lets us not in.</exception>
    /// <exception cref="MigrationException">The database is newer than the program, or a migration was changed.</exception>
    /// <exception cref="StorageUnavailableException">The engine is away.</exception>
    public Task Migrate(CancellationToken ct = default) => Migrate(Migrator.Embedded(), ct);

    /// <summary>True where no schema was ever made: no file, or nothing of ours in it. Makes nothing.</summary>
    public Task<bool> IsNew(CancellationToken ct = default) => new Migrator(Backend, Wall, Migrator.Embedded()).IsNew(ct);

    /// <summary>Instead of <see cref="Migrate(CancellationToken)"/> where the tables have to be there already. Makes nothing.</summary>
    /// <exception cref="UnusableDatabaseException">There is no database, or nothing of ours in it.</exception>
    /// <exception cref="MigrationException">Its schema is older or newer than the program, or a migration was changed.</exception>
    public Task ExpectMigrated(CancellationToken ct = default) => ExpectMigrated(Migrator.Embedded(), ct);

    /// <summary>Leases the number that makes this process's ids unlike all others', and keeps it until disposed.</summary>
    /// <exception cref="StorageUnavailableException">The engine is away, or all numbers are in use.</exception>
    public Task LeaseNode(CancellationToken ct = default) => Node.Start(ct);

    /// <summary>One shop's data.</summary>
    public ShopDb For(ShopId shop) => _shops.GetOrAdd(shop, static (s, d) => new ShopDb(d, s), this);

    /// <summary>A new time-ordered id.</summary>
    /// <exception cref="StorageUnavailableException">The lease of this process's node number has ended.</exception>
    public TId NewId<TId>() where TId : struct, IEntityId<TId> => TId.From(Node.Ids.Next());

    /// <summary>Finishes what is waiting, gives the node number back and closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await Node.DisposeAsync().ConfigureAwait(false);
            await Writer.DisposeAsync().ConfigureAwait(false);
            await Backend.DisposeAsync().ConfigureAwait(false);
        }
    }

    internal Task Migrate(IReadOnlyList<Migration> migrations, CancellationToken ct) => new Migrator(Backend, Wall, migrations).Run(ct);

    internal Task ExpectMigrated(IReadOnlyList<Migration> migrations, CancellationToken ct) =>
        new Migrator(Backend, Wall, migrations).Expect(ct);

    internal async ValueTask<List<T>> Read<T>(string sql, object? args, long? shop, bool first, CancellationToken ct)
    {
        var session = await Backend.Rent(ct).ConfigureAwait(false);
        try
        {
            return await session.Query<T>(session.Bind(sql, args, shop), first, ct).ConfigureAwait(false);
        }
        finally
        {
            await Backend.Return(session).ConfigureAwait(false);
        }
    }

    internal async Task<T> Snapshot<T>(long? shop, Func<Reads, Task<T>> read)
    {
        var session = await Backend.Rent(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await Backend.BeginSnapshot(session).ConfigureAwait(false);
            var value = await read(new SessionReads(session, shop)).ConfigureAwait(false);
            return value;
        }
        finally
        {
            await EndSnapshot(session).ConfigureAwait(false);
        }
    }

    private static Backend BackendOf(string connectionString)
    {
        const string help = "A connection string begins with 'Data Source=' (a SQLite file) or 'Host=' (PostgreSQL).";
        var text = connectionString.TrimStart();
        try
        {
            return Begins("Data Source=") ? new SqliteBackend(new SqliteConnectionStringBuilder(text))
                : Begins("Host=") ? new PostgresBackend(new NpgsqlConnectionStringBuilder(text))
                : throw new ArgumentException(help);
        }
        catch (FormatException e)
        {
            throw new ArgumentException(help, e);
        }

        bool Begins(string with) => text.StartsWith(with, StringComparison.OrdinalIgnoreCase);
    }

    private async ValueTask EndSnapshot(Session session)
    {
        try
        {
            await session.Rollback().ConfigureAwait(false);
        }
        catch (StorageUnavailableException)
        {
            // The connection is gone, and with it the snapshot.
        }
        finally
        {
            await Backend.Return(session).ConfigureAwait(false);
        }
    }
}
