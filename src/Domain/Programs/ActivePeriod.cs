namespace Vouch.Domain.Programs;

/// <summary>When a program was active: from (inclusive) until (exclusive), without end while it runs.</summary>
public readonly record struct ActivePeriod(Instant FromAt, Instant? UntilAt)
{
    /// <summary>True when it was active then.</summary>
    public bool Covers(Instant at) => FromAt <= at && (UntilAt is not { } until || at < until);
}
