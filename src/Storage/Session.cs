using System.Runtime.ExceptionServices;

namespace Vouch.Storage;

/// <summary>
/// One connection and what may be said on it. Used by one caller at a time. After a failed statement inside a
/// transaction only rolling back (to the savepoint) helps, on both engines alike: <see cref="Failure"/> keeps the first.
/// </summary>
internal abstract class Session(Backend backend) : IAsyncDisposable
{
    /// <summary>The first failure of an engine's statement since <see cref="Begin"/> or <see cref="Savepoint"/>.</summary>
    public Exception? Failure { get; protected set; }

    /// <summary>True from the moment a commit is sent until it is answered: a loss in between leaves its outcome unknown.</summary>
    public bool IsCommitting { get; private set; }

    protected Backend Backend { get; } = backend;

    /// <summary>Binds a text to arguments. Texts of a shop must carry <c>@shop</c>.</summary>
    public Bound Bind(string sql, object? args, long? shop)
    {
        var statement = Backend.Dialect.Statement(sql);
        if (shop is not null && !statement.HasShop)
        {
            throw new InvalidOperationException($"A statement of one shop carries @shop: {sql}");
        }

        var parameters = statement.Parameters(args?.GetType(), shop is not null);
        var values = parameters.Length == 0 ? [] : new object?[parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReferenceEquals(parameters[i], Parameter.BoundShop) ? shop : parameters[i].Read(args!);
        }

        return new Bound(statement, parameters, values);
    }

    public async ValueTask<List<T>> Query<T>(Bound bound, bool first, CancellationToken ct = default)
    {
        try
        {
            return await QueryCore<T>(bound, first, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (Backend.Knows(e))
        {
            throw await Fail(e).ConfigureAwait(false);
        }
    }

    public async ValueTask<int> Execute(Bound bound)
    {
        try
        {
            return await ExecuteCore(bound).ConfigureAwait(false);
        }
        catch (Exception e) when (Backend.Knows(e))
        {
            throw await Fail(e).ConfigureAwait(false);
        }
    }

    /// <summary>Sends what is enqueued.</summary>
    public async ValueTask Flush()
    {
        try
        {
            await FlushCore().ConfigureAwait(false);
        }
        catch (Exception e) when (Backend.Knows(e))
        {
            throw await Fail(e).ConfigureAwait(false);
        }
    }

    /// <summary>Makes what was done since <see cref="Begin"/> durable.</summary>
    public async ValueTask Commit()
    {
        IsCommitting = true;
        try
        {
            await CommitCore().ConfigureAwait(false);
        }
        catch (Exception e) when (Backend.Knows(e))
        {
            throw await Fail(e).ConfigureAwait(false);
        }

        IsCommitting = false;
    }

    /// <summary>Undoes all since <see cref="Begin"/>.</summary>
    public async ValueTask Rollback()
    {
        IsCommitting = false;
        try
        {
            await RollbackCore().ConfigureAwait(false);
            Failure = null;
        }
        catch (Exception e) when (Backend.Knows(e))
        {
            throw new StorageUnavailableException("The connection was lost.", e) { FromEngine = true, IsLost = true };
        }
    }

    /// <summary>Starts a transaction that may write.</summary>
    public abstract ValueTask Begin();

    /// <summary>Starts a member of the transaction.</summary>
    public abstract ValueTask Savepoint();

    /// <summary>Keeps what the member did.</summary>
    public abstract ValueTask Release();

    /// <summary>Undoes what the member did.</summary>
    public abstract ValueTask RollbackToSavepoint();

    /// <summary>A write whose result nobody needs: sent now or with the next statement, as it suits the engine.</summary>
    public abstract void Enqueue(Bound bound);

    /// <summary>One insert for many rows.</summary>
    public abstract void InsertMany<TRow>(string sql, IReadOnlyList<TRow> rows, long? shop);

    public abstract ValueTask DisposeAsync();

    protected abstract ValueTask<List<T>> QueryCore<T>(Bound bound, bool first, CancellationToken ct);

    protected abstract ValueTask<int> ExecuteCore(Bound bound);

    protected abstract ValueTask FlushCore();

    protected abstract ValueTask CommitCore();

    protected abstract ValueTask RollbackCore();

    protected async ValueTask<Exception> Fail(Exception e)
    {
        var failure = await Backend.Translate(e).ConfigureAwait(false);
        Failure ??= failure;
        if (ReferenceEquals(failure, e))
        {
            ExceptionDispatchInfo.Throw(e);
        }

        return failure;
    }
}
