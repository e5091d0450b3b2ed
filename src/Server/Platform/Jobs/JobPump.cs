using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Does due work. A piece of work is struck off in the transaction that does it, so it is done once however many
/// nodes look; one that fails waits longer each time and keeps its last error.
/// </summary>
public sealed partial class JobPump(Database database, IEnumerable<JobHandler> handlers, ILogger<JobPump> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private const int MostPerRound = 500;

    private const string NextDue = """
        SELECT job_id, kind, subject, due_at, attempts FROM jobs
        WHERE shop_id = @shop AND clock = @clock AND due_at <= @until AND lease_until <= @wall
        ORDER BY due_at, job_id LIMIT 1
        """;

    private const string StrikeOff = "DELETE FROM jobs WHERE shop_id = @shop AND job_id = @jobId AND due_at = @dueAt";

    private const string PutOff = """
        UPDATE jobs SET attempts = attempts + 1, lease_until = @retryAt, last_error = @error
        WHERE shop_id = @shop AND job_id = @jobId
        """;

    private const string Lower = "UPDATE shops SET next_due_at = @next WHERE shop_id = @shop";

    private const string EarliestDue = "SELECT min(due_at) FROM jobs WHERE shop_id = @shop AND clock = 'shop'";

    [AcrossShops("the pump looks for shops with work that is due")]
    private const string ShopsWithWork = """
        SELECT shop_id FROM shops WHERE next_due_at IS NOT NULL AND next_due_at <= coalesce(clock_at, @wall)
        UNION SELECT shop_id FROM jobs WHERE clock = 'wall' AND due_at <= @wall AND lease_until <= @wall
        """;

    private readonly Dictionary<string, JobHandling> _handlers = handlers.ToDictionary(h => h.Kind, h => h.Handle);

    /// <summary>Does what is due in one shop on one clock, in order of due time; returns how many pieces were done.</summary>
    /// <param name="id">The shop.</param>
    /// <param name="clock">Which clock the work is on.</param>
    /// <param name="until">Work due up to here, inclusive.</param>
    /// <param name="before">Called in the transaction before each piece: the test clock moves the shop's time there.</param>
    public async Task<int> RunDue(ShopId id, JobClock clock, Instant until, Func<ShopTx, DueJob, Task>? before = null)
    {
        for (var done = 0; done < MostPerRound; done++)
        {
            var wall = Instant.Of(database.Wall.GetUtcNow());
            var row = await database.For(id).First<JobRow>(NextDue, new { Clock = clock, Until = until, Wall = wall });
            if (row is null)
            {
                await Forget(id);
                return done;
            }

            try
            {
                await database.For(id).Write(tx => Perform(tx, row, before));
            }
            catch (Exception exception) when (exception is not StorageUnavailableException and not OperationCanceledException)
            {
                JobFailed(log, row.Kind, row.Subject, exception);
                await PutOffFor(id, row, wall, exception.Message);
            }
        }

        return MostPerRound;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var committed = database.Committed.Next(Poll, stoppingToken);
            try
            {
                var wall = Instant.Of(database.Wall.GetUtcNow());
                foreach (var shop in await database.System.Query<ShopId>(ShopsWithWork, new { Wall = wall }, stoppingToken))
                {
                    var now = (await ShopStore.Load(database.For(shop))).Now(wall);
                    await RunDue(shop, JobClock.Shop, now);
                    await RunDue(shop, JobClock.Wall, wall);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                PumpFailed(log, exception);
            }

            await committed;
        }
    }

    private async Task<int> Perform(ShopTx tx, JobRow row, Func<ShopTx, DueJob, Task>? before)
    {
        if (await tx.Execute(StrikeOff, new { row.JobId, row.DueAt }) == 0)
        {
            return 0;
        }

        var job = new DueJob(row.Kind, row.Subject, row.DueAt);
        if (before is not null)
        {
            await before(tx, job);
        }

        var handle = _handlers.TryGetValue(row.Kind, out var known) ? known : throw new InvalidOperationException($"Nobody does work of kind '{row.Kind}'.");
        await handle(tx, await ShopStore.Load(tx), job);
        return 1;
    }

    private Task<int> Forget(ShopId id) => database.For(id).Write(async tx =>
        await tx.Execute(Lower, new { Next = await tx.First<Instant?>(EarliestDue) }));

    private Task<int> PutOffFor(ShopId id, JobRow row, Instant wall, string error) => database.For(id).Write(tx =>
        tx.Execute(PutOff, new { row.JobId, RetryAt = wall + TimeSpan.FromSeconds(Math.Min(3600, 5 << (int)Math.Min(9, row.Attempts))), Error = error }));

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work {Kind} of {Subject} failed; it is tried again later.")]
    private static partial void JobFailed(ILogger logger, string kind, string subject, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job pump could not look for due work.")]
    private static partial void PumpFailed(ILogger logger, Exception exception);

    private sealed record JobRow(JobId JobId, string Kind, string Subject, Instant DueAt, long Attempts);
}
