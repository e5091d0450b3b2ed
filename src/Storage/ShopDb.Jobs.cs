using Vouch.Domain;

namespace Vouch.Storage;

public sealed partial class ShopDb
{
    private const string CountDue = "SELECT count(*) FROM jobs WHERE shop_id = @shop AND clock = @clock AND due_at <= @now";

    private const string LockShop = "SELECT shop_id FROM shops WHERE shop_id = @shop FOR UPDATE";

    private const string RaiseShopDue = """
        UPDATE shops SET next_due_at = (SELECT min(due_at) FROM jobs WHERE shop_id = @shop AND clock = 'shop')
        WHERE shop_id = @shop
        AND next_due_at IS DISTINCT FROM (SELECT min(due_at) FROM jobs WHERE shop_id = @shop AND clock = 'shop')
        """;

    private const string RaiseWallDue = """
        UPDATE shops SET next_wall_due_at = (SELECT min(due_at) FROM jobs WHERE shop_id = @shop AND clock = 'wall')
        WHERE shop_id = @shop
        AND next_wall_due_at IS DISTINCT FROM (SELECT min(due_at) FROM jobs WHERE shop_id = @shop AND clock = 'wall')
        """;

    // A piece that is leased, or waits after a failure, is not due before that ends: the lane is not to look at its shop in vain.
    private const string RaiseOutsideDue = """
        UPDATE shops SET next_outside_due_at = (
            SELECT min(CASE WHEN lease_until > due_at THEN lease_until ELSE due_at END) FROM jobs
            WHERE shop_id = @shop AND clock = 'outside')
        WHERE shop_id = @shop
        """;

    /// <summary>
    /// Claims the next due job; see <see cref="ShopTx.ClaimJobs"/>. With none left the shop's next due instant is set anew.
    /// </summary>
    public async Task<Job?> ClaimJob(JobClock clock, Instant now, TimeSpan lease) =>
        await ClaimJobs(clock, now, lease, 1).ConfigureAwait(false) is [var job] ? job : null;

    /// <summary>Claims the next due jobs, as <see cref="ClaimJob"/> claims one; empty when none is left.</summary>
    public Task<List<Job>> ClaimJobs(JobClock clock, Instant now, TimeSpan lease, int most) => Write(async tx =>
    {
        var jobs = await tx.ClaimJobs(clock, now, lease, most).ConfigureAwait(false);
        if (jobs.Count == 0)
        {
            // The lock first, the look at the jobs after it: then a job scheduled at the same time is seen, or lowers it itself.
            await tx.First<long?>(LockShop).ConfigureAwait(false);
            await (clock == JobClock.Shop ? tx.Execute(RaiseShopDue) : tx.Execute(RaiseWallDue)).ConfigureAwait(false);
        }

        return jobs;
    });

    /// <summary>
    /// Claims the next due job of <see cref="JobClock.Outside"/>, passing over those behind gates that are full; null when none is left
    /// that could go now, and then the shop's next due instant is set anew.
    /// </summary>
    /// <param name="now">The present by the wall.</param>
    /// <param name="lease">How long the work may take, by the wall.</param>
    /// <param name="fullGates">The gates that nobody may pass now.</param>
    public Task<Job?> ClaimOutsideJob(Instant now, TimeSpan lease, IReadOnlyList<string> fullGates) => Write(async tx =>
    {
        var job = await tx.ClaimOutsideJob(now, lease, fullGates).ConfigureAwait(false);
        if (job is null)
        {
            await tx.First<long?>(LockShop).ConfigureAwait(false);
            await tx.Execute(RaiseOutsideDue).ConfigureAwait(false);
        }

        return job;
    });

    /// <summary>How many jobs are due by a clock, claimed or not.</summary>
    public Task<long> CountDueJobs(JobClock clock, Instant now) => First<long>(CountDue, new { clock, now });

    /// <summary>
    /// Does a claimed job and removes it in one transaction; false, and nothing done, when the lease was lost meanwhile.
    /// </summary>
    public Task<bool> RunJob(Job job, Func<ShopTx, Task> work) => Write(async tx =>
    {
        if (!await tx.HoldsJob(job).ConfigureAwait(false))
        {
            return false;
        }

        await work(tx).ConfigureAwait(false);
        tx.FinishJob(job);
        return true;
    });

    /// <summary>Puts a claimed job off after a failure; see <see cref="ShopTx.FailJob"/>.</summary>
    public Task FailJob(Job job, string error) => Write(tx =>
    {
        tx.FailJob(job, error);
        return Task.CompletedTask;
    });
}
