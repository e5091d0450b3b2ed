namespace Vouch.Storage;

/// <summary>One waiting piece of a group commit. It may run more than once; only its last run counts.</summary>
internal abstract class Member
{
    /// <summary>Why its last run failed; null when it did what it should.</summary>
    public Exception? Error { get; private set; }

    /// <summary>What its last run gathered.</summary>
    public TxCore Core { get; private set; } = null!;

    /// <summary>Its caller has been answered.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Its rows are to be kept.</summary>
    public bool IsKept => Error is null && !Core.IsRolledBack;

    protected abstract Database Database { get; }

    /// <summary>Runs the work. Throws only what concerns the whole batch: the engine went away, or a conflict.</summary>
    public async ValueTask Run(Session session)
    {
        Core = new TxCore(Database, session);
        Error = null;
        try
        {
            await Work(Core).ConfigureAwait(false);
            Error = session.Failure;
        }
        catch (Exception e)
        {
            Error = e;
        }

        ThrowIfBatchIsLost(session);
    }

    /// <summary>Its last writes, sent only now, failed.</summary>
    public void Blame(Exception e, Session session)
    {
        Error = e;
        ThrowIfBatchIsLost(session);
    }

    public void Complete()
    {
        if (IsDone)
        {
            return;
        }

        IsDone = true;
        if (Error is not null)
        {
            Failed(Error);
            return;
        }

        Exception? bug = null;
        foreach (var action in IsKept ? Core.AfterCommit : [])
        {
            try
            {
                Lane.Outside(action);
            }
            catch (Exception e)
            {
                bug ??= e;
            }
        }

        if (bug is null)
        {
            Succeeded();
        }
        else
        {
            Failed(bug);
        }
    }

    public void Fail(Exception e)
    {
        if (!IsDone)
        {
            IsDone = true;
            Failed(e);
        }
    }

    protected abstract Task Work(TxCore core);

    protected abstract void Succeeded();

    protected abstract void Failed(Exception e);

    private static void ThrowIfBatchIsLost(Session session)
    {
        if (session.Failure is ConflictException or StorageUnavailableException { FromEngine: true })
        {
            throw session.Failure;
        }
    }
}

/// <summary>A member whose value somebody waits for.</summary>
internal sealed class Member<T>(Database database, Func<TxCore, Task<T>> work) : Member
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _value = default!;

    public Task<T> Task => _done.Task;

    protected override Database Database => database;

    protected override async Task Work(TxCore core) => _value = await work(core).ConfigureAwait(false);

    protected override void Succeeded() => _done.TrySetResult(_value);

    protected override void Failed(Exception e) => _done.TrySetException(e);
}
