using System.Threading.Channels;

namespace Vouch.Storage;

/// <summary>
/// One connection and one loop: whoever waits is gathered into one transaction and answered when it is on disk. A lost
/// connection fails those in the batch; the next batch opens a new one.
/// </summary>
internal sealed class Lane : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int MaxTries = 10;

    private static readonly AsyncLocal<bool> Inside = new();

    private readonly Channel<Member> _waiting = Channel.CreateUnbounded<Member>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Database _database;
    private readonly Task _loop;
    private Session? _session;

    public Lane(Database database)
    {
        _database = database;
        _loop = Task.Run(Loop);
    }

    /// <summary>A member that waits for another would wait for ever.</summary>
    public static void RefuseInside()
    {
        if (Inside.Value)
        {
            throw new InvalidOperationException("Inside a transaction write through its own argument only.");
        }
    }

    /// <summary>Runs something that is no part of a member.</summary>
    public static void Outside(Action action)
    {
        Inside.Value = false;
        try
        {
            action();
        }
        finally
        {
            Inside.Value = true;
        }
    }

    public void Post(Member member)
    {
        if (!_waiting.Writer.TryWrite(member))
        {
            member.Fail(new StorageUnavailableException("The database is being closed."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
        await Drop().ConfigureAwait(false);
    }

    private async Task Loop()
    {
        Inside.Value = true;
        var batch = new List<Member>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var member))
            {
                batch.Add(member);
            }

            try
            {
                await Serve(batch).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                await Drop().ConfigureAwait(false);
                batch.ForEach(m => m.Fail(e));
            }
        }
    }

    private async Task Serve(List<Member> batch)
    {
        for (var isNew = _session is null; ; isNew = true)
        {
            try
            {
                _session ??= await _database.Backend.OpenWriter(CancellationToken.None).ConfigureAwait(false);
                await _database.Node.Keep(_session).ConfigureAwait(false);
                await (batch.Count == 1 ? Alone(_session, batch[0]) : Together(_session, batch)).ConfigureAwait(false);
                return;
            }
            catch (StorageUnavailableException e) when (e.FromEngine)
            {
                // An idle connection may have died with a server that is back by now; nothing was kept, so run it once more.
                var again = e.IsLost && !isNew && !(_session?.IsCommitting ?? false);
                await Drop().ConfigureAwait(false);
                batch.RemoveAll(m => m.IsDone);
                if (!again)
                {
                    batch.ForEach(m => m.Fail(e));
                    return;
                }
            }
        }
    }

    private async Task Together(Session session, List<Member> batch)
    {
        try
        {
            await session.Begin().ConfigureAwait(false);
            foreach (var member in batch)
            {
                await InSavepoint(session, member).ConfigureAwait(false);
            }

            await Journal.Close(session, batch).ConfigureAwait(false);
            await session.Commit().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not StorageUnavailableException { FromEngine: true })
        {
            // A conflict, or something at the end of the batch: one by one each gets what is its own.
            await session.Rollback().ConfigureAwait(false);
            foreach (var member in batch)
            {
                await Alone(session, member).ConfigureAwait(false);
            }

            return;
        }

        Answer(batch);
    }

    private static async ValueTask InSavepoint(Session session, Member member)
    {
        await session.Savepoint().ConfigureAwait(false);
        await member.Run(session).ConfigureAwait(false);
        if (member.IsKept)
        {
            try
            {
                await session.Release().ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (ReferenceEquals(e, session.Failure))
            {
                member.Blame(e, session);
            }
        }

        await session.RollbackToSavepoint().ConfigureAwait(false);
    }

    private async Task Alone(Session session, Member member)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await session.Begin().ConfigureAwait(false);
                await member.Run(session).ConfigureAwait(false);
                if (member.IsKept)
                {
                    await Journal.Close(session, [member]).ConfigureAwait(false);
                    await session.Commit().ConfigureAwait(false);
                }
                else
                {
                    await session.Rollback().ConfigureAwait(false);
                }

                Answer([member]);
                return;
            }
            catch (Exception e) when (e is not StorageUnavailableException { FromEngine: true })
            {
                await session.Rollback().ConfigureAwait(false);
                if (e is not ConflictException)
                {
                    member.Fail(e);
                    return;
                }

                if (tries == MaxTries)
                {
                    member.Fail(new StorageUnavailableException("Too many transactions stood in each other's way.", e));
                    return;
                }
            }
        }
    }

    private void Answer(List<Member> batch)
    {
        // Clicks and other rows without a link concern no reader of the journal.
        if (batch.Exists(m => m.IsKept && m.Core.Links.Count > 0))
        {
            _database.Committed.Pulse();
        }

        batch.ForEach(m => m.Complete());
    }

    private async ValueTask Drop()
    {
        var session = _session;
        _session = null;
        if (session is not null)
        {
            try
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (_database.Backend.Knows(e))
            {
                // Lost already: closing it has nothing more to say.
            }
        }
    }
}
