namespace Vouch.Domain.Programs;

/// <summary>A stretch in which a program was active.</summary>
/// <param name="FromAt">Its first instant.</param>
/// <param name="UntilAt">The first instant after it; null while it runs.</param>
public sealed record ActivePeriod(Instant FromAt, Instant? UntilAt)
{
    /// <summary>True when the instant lies in this stretch.</summary>
    public bool Contains(Instant at) => at >= FromAt && (UntilAt is not { } until || at < until);
}

/// <summary>When a program was active, and what that means for touches.</summary>
public static class ActivePeriods
{
    /// <summary>True when the program was active at the instant.</summary>
    public static bool WasActiveAt(IReadOnlyList<ActivePeriod> periods, Instant at)
    {
        ArgumentNullException.ThrowIfNull(periods);
        return periods.Any(period => period.Contains(at));
    }

    /// <summary>
    /// True when a touch has value for an order: it was made while the program ran, and the program still runs at the
    /// order or honours what was touched before its pause or end.
    /// </summary>
    public static bool Honours(IReadOnlyList<ActivePeriod> periods, bool honorAfterEnd, Instant touchAt, Instant orderAt) =>
        WasActiveAt(periods, touchAt) && (honorAfterEnd || WasActiveAt(periods, orderAt));
}
