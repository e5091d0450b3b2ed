namespace Vouch.Server.Tests.Host;

/// <summary>Wall time that stands where it is put: what is due later is due when a test says so. Its timers are real ones.</summary>
internal sealed class StillClock : TimeProvider
{
    // Not the very present: ids are made of the time, and what is kept in memory by them is shared by all tests of one process.
    private long _ticks = DateTimeOffset.UtcNow.AddMilliseconds(-Random.Shared.NextInt64(0, 36_000_000)).UtcTicks;

    /// <summary>Where it stands.</summary>
    public DateTimeOffset Now
    {
        get => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
        set => Volatile.Write(ref _ticks, value.UtcTicks);
    }

    public override DateTimeOffset GetUtcNow() => Now;
}
