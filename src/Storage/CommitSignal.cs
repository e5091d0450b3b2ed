namespace Vouch.Storage;

/// <summary>
/// Lets pumps wait for "this process committed something". What other processes commit is not seen: wait with a limit.
/// </summary>
public sealed class CommitSignal
{
    private readonly TimeProvider _time;
    private volatile Pulses _now = new(0);

    internal CommitSignal(TimeProvider time) => _time = time;

    /// <summary>Counts commits; take it before looking for work, then wait past it.</summary>
    public long Count => _now.Count;

    /// <summary>Completes when something was committed after <paramref name="seen"/>, or when the time is over.</summary>
    /// <returns>True when something was committed.</returns>
    public async Task<bool> WaitPast(long seen, TimeSpan atMost, CancellationToken ct = default)
    {
        var now = _now;
        if (now.Count > seen)
        {
            return true;
        }

        try
        {
            await now.Next.Task.WaitAsync(atMost, _time, ct).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    internal void Pulse()
    {
        Pulses before, after;
        do
        {
            before = _now;
            after = new Pulses(before.Count + 1);
        }
        while (Interlocked.CompareExchange(ref _now, after, before) != before);
        before.Next.TrySetResult();
    }

    private sealed class Pulses(long count)
    {
        public long Count { get; } = count;

        public TaskCompletionSource Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
