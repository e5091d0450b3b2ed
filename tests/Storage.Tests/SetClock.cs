namespace Vouch.Storage.Tests;

/// <summary>A wall clock that stands where it is put; its timers are real ones.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
