using System.Collections.Concurrent;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Does due work. A piece of work is leased, then struck off in the transaction that does it, so it is done once
/// however many nodes look; one that fails waits longer each time and keeps its last error.
/// </summary>
public sealed partial class JobPump(Database database, IEnumerable<JobHandler> handlers, ILogger<JobPump> log) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private const int MostPerRound = 500;

    // As many as a group commit takes together.
    private const int AtOnce = 32;
    private const int Backlog = 2_000;

    private readonly ConcurrentDictionary<(ShopId Shop, JobClock Clock), long> _done = new();
    private readonly ConcurrentDictionary<ShopId, IReadOnlyList<Task>> _underWay = new();
    private readonly SemaphoreSlim _claiming = new(1);
    private readonly Dictionary<string, JobHandling> _handlers = handlers.ToDictionary(h => h.Kind, h => h.Handle);

    /// <summary>
    /// Does what is due in one shop on one clock, in order of due time, and waits for what this node was already doing there; returns
    /// how many pieces that were, 0 when nothing is left.
    /// </summary>
    /// <param name="id">The shop.</param>
    /// <param name="clock">Which clock the work is on.</param>
    /// <param name="until">Work due up to here, inclusive.</param>
    /// <param name="before">Called in the transaction before each piece: the test clock moves the shop's time there.</param>
    public async Task<int> RunDue(ShopId id, JobClock clock, Instant until, Func<ShopTx, Job, Task>? before = null)
    {
        // What a piece of work puts on the list for an earlier time than the next piece has to come before that one: where time is
        // moved step by step, one piece at once.
        var db = database.For(id);
        var most = before is null ? AtOnce : 1;
        for (var tried = 0; tried < MostPerRound;)
        {
            var (mine, others) = await Begin(db, id, () => db.ClaimJobs(clock, until, Lease, most), before);
            // What another call is doing may put more on the list: not before it is done is nothing left.
            var work = mine.Count == 0 ? others : mine;
            if (work.Count == 0)
            {
                return tried;
            }

            await Task.WhenAll(work);
            tried += work.Count;
        }

        return MostPerRound;
    }

    // Who looks at what is under way and then at the list, while nobody else claims, overlooks nothing in between.
    private async Task<(IReadOnlyList<Task> Mine, IReadOnlyList<Task> Others)> Begin(
        ShopDb db, ShopId id, Func<Task<List<Job>>> claim, Func<ShopTx, Job, Task>? before)
    {
        await _claiming.WaitAsync();
        try
        {
            var others = _underWay.GetValueOrDefault(id, []).Where(task => !task.IsCompleted).ToList();
            var mine = (await claim()).ConvertAll(job => Run(db, job, before));
            if (others.Count + mine.Count > 0)
            {
                _underWay[id] = [.. others, .. mine];
            }
            else
            {
                _underWay.TryRemove(id, out _);
            }

            return (mine, others);
        }
        finally
        {
            _claiming.Release();
        }
    }

    private async Task Run(ShopDb db, Job job, Func<ShopTx, Job, Task>? before)
    {
        try
        {
            await db.RunJob(job, tx => Perform(tx, job, before));
        }
        catch (Exception exception) when (exception is not StorageUnavailableException and not OperationCanceledException)
        {
            JobFailed(log, job.Kind, job.Subject, exception);
            await db.FailJob(job, exception.GetType().Name + ": " + exception.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunRound(JobClock.Shop);
                await RunRound(JobClock.Wall);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                PumpFailed(log, exception);
            }

            await Task.Delay(Poll, database.Wall, stoppingToken);
        }
    }

    private async Task RunRound(JobClock clock)
    {
        var wall = Instant.Of(database.Wall.GetUtcNow());
        foreach (var shop in await database.System.WithDueJobs(clock, wall))
        {
            var until = clock == JobClock.Wall ? wall : (await ShopStore.Load(database.For(shop))).Now(wall);
            if (await RunDue(shop, clock, until) == MostPerRound)
            {
                await TellProgress(shop, clock, until);
            }
        }
    }

    // Much that falls due at once, such as all holds of a sale, takes its time: the log tells how far it is.
    private async Task TellProgress(ShopId shop, JobClock clock, Instant until)
    {
        var key = (shop, clock);
        var done = _done.AddOrUpdate(key, MostPerRound, (_, before) => before + MostPerRound);
        if (done % Backlog == 0)
        {
            var left = await database.For(shop).CountDueJobs(clock, until);
            Working(log, shop, done, left);
            if (left == 0)
            {
                _done.TryRemove(key, out _);
            }
        }
    }

    private async Task Perform(ShopTx tx, Job job, Func<ShopTx, Job, Task>? before)
    {
        if (before is not null)
        {
            await before(tx, job);
        }

        var handle = _handlers.TryGetValue(job.Kind, out var known)
            ? known
            : throw new InvalidOperationException($"Nobody does work of kind '{job.Kind}'.");
        await handle(tx, await ShopStore.Load(tx), job);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Due work {Kind} of {Subject} failed; it is tried again later.")]
    private static partial void JobFailed(ILogger logger, string kind, string subject, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Due work of {Shop}: {Done} pieces done, {Left} left.")]
    private static partial void Working(ILogger logger, ShopId shop, long done, long left);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job pump could not look for due work.")]
    private static partial void PumpFailed(ILogger logger, Exception exception);
}
