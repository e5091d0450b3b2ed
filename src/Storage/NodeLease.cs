using Vouch.Domain;

namespace Vouch.Storage;

/// <summary>
/// This process's node number: a row of <c>nodes</c> that it renews. The lanes look at it before every batch, so that a
/// lease that ran out in between (a laptop that slept) is renewed, or another number taken, before ids are made.
/// </summary>
internal sealed class NodeLease : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    private const string Renew = "UPDATE nodes SET leased_until = @until WHERE node_id = @node AND token = @token";

    private const string InUse = "SELECT node_id FROM nodes WHERE leased_until > @now ORDER BY node_id";

    private const string Take = """
        INSERT INTO nodes (node_id, token, leased_until) VALUES (@node, @token, @until)
        ON CONFLICT (node_id) DO UPDATE SET token = excluded.token, leased_until = excluded.leased_until WHERE nodes.leased_until <= @now
        RETURNING node_id
        """;

    private readonly Database _database;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _token = Guid.NewGuid().ToString("N");
    private ITimer? _timer;
    private long _node = -1;
    private long _until;
    private volatile bool _wanted;

    public NodeLease(Database database)
    {
        _database = database;
        Ids = new IdSource(database.Wall);
    }

    public IdSource Ids { get; }

    /// <summary>Takes a number now and keeps it until disposed.</summary>
    public async Task Start(CancellationToken ct)
    {
        _wanted = true;
        await Touch().WaitAsync(ct).ConfigureAwait(false);
        _timer ??= _database.Wall.CreateTimer(_ => _ = TouchQuietly(), null, RenewEvery, RenewEvery);
    }

    /// <summary>Called by a lane between transactions: renews in time, takes another number when the old one is lost.</summary>
    public async ValueTask Keep(Session session)
    {
        if (!_wanted || Volatile.Read(ref _until) - Now().Milliseconds > (Length - RenewEvery).TotalMilliseconds)
        {
            return;
        }

        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_wanted && _until - Now().Milliseconds <= (Length - RenewEvery).TotalMilliseconds)
            {
                await TakeOrRenew(session).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        if (_node >= 0)
        {
            _wanted = false;
            var until = Ids.Stop();
            try
            {
                await _database.Writer.WriteSystem(core => core.Session.Execute(
                    core.Session.Bind(Renew, new { Node = _node, Token = _token, until }, null)).AsTask()).ConfigureAwait(false);
            }
            catch (StorageUnavailableException)
            {
                // The lease ends by itself.
            }
        }

        _gate.Dispose();
    }

    private async ValueTask TakeOrRenew(Session session)
    {
        var now = Now();
        var until = now + Length;
        var renew = session.Bind(Renew, new { Node = _node, Token = _token, until }, null);
        if (_node >= 0 && await session.Execute(renew).ConfigureAwait(false) == 1)
        {
            Use(_node, until);
            return;
        }

        var inUse = (await session.Query<long>(session.Bind(InUse, new { now }, null), false).ConfigureAwait(false)).ToHashSet();
        for (var node = 0L; node < IdSource.Nodes; node++)
        {
            if (!inUse.Contains(node) && (await session.Query<long>(
                session.Bind(Take, new { node, Token = _token, until, now }, null), true).ConfigureAwait(false)).Count == 1)
            {
                Use(node, until);
                return;
            }
        }

        throw new StorageUnavailableException($"All {IdSource.Nodes} node numbers are in use.");
    }

    private void Use(long node, Instant until)
    {
        _node = node;
        Volatile.Write(ref _until, until.Milliseconds);
        Ids.Use(node, until.Milliseconds);
    }

    // An empty member: its lane calls Keep.
    private Task<bool> Touch() => _database.Writer.WriteSystem(static _ => Task.FromResult(true));

    private async Task TouchQuietly()
    {
        try
        {
            await Touch().ConfigureAwait(false);
        }
        catch (StorageUnavailableException)
        {
            // Tried again at the next batch; without a lease no ids are made.
        }
    }

    private Instant Now() => Instant.Of(_database.Wall.GetUtcNow());
}
