using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>Whose time a job is due by, and in which lane it is done.</summary>
public enum JobClock
{
    /// <summary>The shop's time, within a transaction.</summary>
    Shop,

    /// <summary>Wall time, within a transaction.</summary>
    Wall,

    /// <summary>Wall time, for what is slow or talks to the outside: only its result is stored within a transaction.</summary>
    Outside,
}

/// <summary>One piece of due work, claimed.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="Subject">To what: with the kind unique in the shop.</param>
/// <param name="Clock">Whose time <paramref name="DueAt"/> is.</param>
/// <param name="Gate">What it passes through; see <see cref="ShopTx.Schedule"/>.</param>
/// <param name="DueAt">When it became due.</param>
/// <param name="LeaseUntil">Until when, by the wall, nobody else takes it; fences out whoever comes late.</param>
/// <param name="Attempts">The number of this attempt, counted from 1.</param>
public sealed record Job(
    JobId JobId, string Kind, string Subject, JobClock Clock, string Gate, Instant DueAt, Instant LeaseUntil, long Attempts)
{
    /// <summary>How long to wait after so many failed attempts: 10 s, doubled each time, at most 6 hours.</summary>
    public static TimeSpan BackOff(long attempts) => TimeSpan.FromSeconds(Math.Min(10 * Math.Pow(2, Math.Min(attempts, 20) - 1), 6 * 3600));
}
