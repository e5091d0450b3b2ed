namespace Vouch.Domain.Programs;

/// <summary>
/// When a program was active, without end while it runs. Ids are made in order of time, so they tell what came first
/// at one instant: a clock that stands still, as a test shop's may, must not make a touch before a pause worthless.
/// </summary>
/// <param name="FromAt">Active from then on.</param>
/// <param name="UntilAt">Until then; null while it runs.</param>
/// <param name="FromId">An id made when it began.</param>
/// <param name="UntilId">An id made when it ended.</param>
public readonly record struct ActivePeriod(Instant FromAt, Instant? UntilAt, long FromId = 0, long UntilId = 0)
{
    /// <summary>True when it was active at that moment.</summary>
    /// <param name="at">The instant.</param>
    /// <param name="id">The id of what happened then.</param>
    public bool Covers(Instant at, long id = 0) =>
        (FromAt < at || (FromAt == at && FromId <= id)) && (UntilAt is not { } until || at < until || (at == until && id < UntilId));
}
