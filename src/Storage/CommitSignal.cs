namespace Vouch.Storage;

/// <summary>
/// Lets pumps wait for "this process added to a journal". What other processes commit is not seen: wait with a limit.
/// </summary>
public sealed class CommitSignal
{
    private readonly TimeProvider _time;
    private volatile TaskCompletionSource _next = New();

    internal CommitSignal(TimeProvider time) => _time = time;

    /// <summary>
    /// Completes at the next commit that adds to a journal, or when the time is over. Ask for it before looking for work and
    /// wait for it after:
    /// what is committed in between is not missed.
    /// </summary>
    /// <returns>True when something was added.</returns>
    public async Task<bool> Next(TimeSpan atMost, CancellationToken ct = default)
    {
        try
        {
            await _next.Task.WaitAsync(atMost, _time, ct).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    internal void Pulse() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
