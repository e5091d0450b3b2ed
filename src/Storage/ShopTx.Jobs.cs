using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

public sealed partial class ShopTx
{
    private const string Put = """
        INSERT INTO jobs (shop_id, job_id, kind, subject, clock, gate, due_at)
        VALUES (@shop, @id, @kind, @subject, @clock, @gate, @due)
        ON CONFLICT (shop_id, kind, subject) DO UPDATE
        SET clock = excluded.clock, gate = excluded.gate, due_at = excluded.due_at, lease_until = 0, attempts = 0, last_error = NULL
        """;

    // An update that changes nothing but the gate: it waits for whoever is just striking the job off, and puts it anew after that.
    private const string PutIfNone = """
        INSERT INTO jobs (shop_id, job_id, kind, subject, clock, gate, due_at)
        VALUES (@shop, @id, @kind, @subject, @clock, @gate, @due)
        ON CONFLICT (shop_id, kind, subject) DO UPDATE SET gate = excluded.gate
        """;

    private sealed record PutRow(JobId Id, string Kind, string Subject, JobClock Clock, string Gate, Instant Due);

    private const string Remove = "DELETE FROM jobs WHERE shop_id = @shop AND kind = @kind AND subject = @subject";

    private const string Claim = """
        UPDATE jobs SET lease_until = @until, attempts = attempts + 1
        WHERE shop_id = @shop AND job_id IN (
            SELECT job_id FROM jobs
            WHERE shop_id = @shop AND clock = @clock AND due_at <= @now AND lease_until <= @wall
            ORDER BY due_at, job_id LIMIT @most FOR UPDATE SKIP LOCKED)
        RETURNING job_id, kind, subject, clock, gate, due_at, lease_until, attempts
        """;

    private const string ClaimOpen = """
        UPDATE jobs SET lease_until = @until, attempts = attempts + 1
        WHERE shop_id = @shop AND job_id IN (
            SELECT job_id FROM jobs
            WHERE shop_id = @shop AND clock = 'outside' AND due_at <= @now AND lease_until <= @wall AND NOT (gate = ANY(@full))
            ORDER BY due_at, job_id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING job_id, kind, subject, clock, gate, due_at, lease_until, attempts
        """;

    private const string Hold = """
        SELECT job_id FROM jobs
        WHERE shop_id = @shop AND job_id = @jobId AND lease_until = @leaseUntil AND attempts = @attempts FOR UPDATE
        """;

    private const string Finish = """
        DELETE FROM jobs WHERE shop_id = @shop AND job_id = @jobId AND lease_until = @leaseUntil AND attempts = @attempts
        """;

    private const string Fail = """
        UPDATE jobs SET lease_until = @until, last_error = @error
        WHERE shop_id = @shop AND job_id = @jobId AND lease_until = @leaseUntil AND attempts = @attempts
        """;

    /// <summary>
    /// Work to be done when due: one job per kind and subject, put again it gets the new due instant and starts afresh.
    /// </summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="subject">To what.</param>
    /// <param name="due">When, by the clock.</param>
    /// <param name="clock">Whose time that is.</param>
    /// <param name="gate">
    /// For <see cref="JobClock.Outside"/>: what is passed only by a few at once, such as a host; null for the kind.
    /// </param>
    public void Schedule(string kind, string subject, Instant due, JobClock clock, string? gate = null)
    {
        Enqueue(Put, new { Id = NewId<JobId>(), kind, subject, clock, Gate = gate ?? kind, due });
        _core.Due(Shop, clock, due);
    }

    /// <summary>
    /// As <see cref="Schedule"/>, but a job that is there keeps its due instant and goes on; only its gate becomes the new one.
    /// </summary>
    public void ScheduleIfNone(string kind, string subject, Instant due, JobClock clock, string? gate = null)
    {
        Enqueue(PutIfNone, new { Id = NewId<JobId>(), kind, subject, clock, Gate = gate ?? kind, due });
        _core.Due(Shop, clock, due);
    }

    /// <summary>As <see cref="Schedule"/>, for many subjects at once, none of them twice.</summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="subjects">To what.</param>
    /// <param name="due">When, by the clock.</param>
    /// <param name="clock">Whose time that is.</param>
    public async Task ScheduleMany(string kind, IReadOnlyList<string> subjects, Instant due, JobClock clock)
    {
        await InsertMany(Put, subjects.Select(subject => new PutRow(NewId<JobId>(), kind, subject, clock, kind, due)).ToList())
            .ConfigureAwait(false);
        _core.Due(Shop, clock, due);
    }

    /// <summary>The work is no longer wanted; nothing happens where there is none.</summary>
    public void Unschedule(string kind, string subject) => Enqueue(Remove, new { kind, subject });

    /// <summary>
    /// Claims the next due jobs, in the order of due instant and id; empty when none is due. Until the lease ends nobody
    /// else gets them. (Within the transaction that also finishes one the lease does not matter.)
    /// </summary>
    /// <param name="clock">Which jobs.</param>
    /// <param name="now">The present by that clock.</param>
    /// <param name="lease">How long the work on all of them may take, by the wall.</param>
    /// <param name="most">How many at most.</param>
    public async Task<List<Job>> ClaimJobs(JobClock clock, Instant now, TimeSpan lease, int most)
    {
        var jobs = await Query<Job>(Claim, new { clock, now, Wall, Until = Wall + lease, most }).ConfigureAwait(false);
        return [.. jobs.OrderBy(job => job.DueAt.Milliseconds).ThenBy(job => job.JobId.Value)];
    }

    /// <summary>Claims the next due job of <see cref="JobClock.Outside"/> whose gate is open; null when there is none.</summary>
    internal Task<Job?> ClaimOutsideJob(Instant now, TimeSpan lease, IReadOnlyList<string> fullGates) =>
        First<Job>(ClaimOpen, new { now, Wall, Until = Wall + lease, Full = fullGates });

    /// <summary>Locks a job claimed before; false when the lease was lost or the work put off, and nothing is to be done.</summary>
    public async Task<bool> HoldsJob(Job job) => await First<long?>(Hold, job).ConfigureAwait(false) is not null;

    /// <summary>The job is done, unless it was scheduled anew meanwhile.</summary>
    public void FinishJob(Job job) => Enqueue(Finish, job);

    /// <summary>The job failed: it is claimed again after a pause by the wall, whatever its clock (<see cref="Job.BackOff"/>).</summary>
    /// <param name="job">As claimed.</param>
    /// <param name="error">For whoever looks at it later; no personal data.</param>
    public void FailJob(Job job, string error)
    {
        var until = Wall + Job.BackOff(job.Attempts);
        Enqueue(Fail, new { until, error, job.JobId, job.LeaseUntil, job.Attempts });
        if (job.Clock == JobClock.Outside)
        {
            // Its shop is named for the end of the lease, which was longer.
            _core.Due(Shop, job.Clock, until);
        }
    }
}
