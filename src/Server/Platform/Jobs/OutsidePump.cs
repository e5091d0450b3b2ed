using System.Collections.Concurrent;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Does due work that is slow or talks to the outside (<see cref="JobClock.Outside"/>): what takes its time happens outside of any
/// transaction, and what comes of it is stored in the transaction that strikes the work off. Many pieces go at once, few through one
/// gate, so a receiver that hangs holds up nobody else. What was under way when a process died is done again once its lease ends.
/// </summary>
public sealed partial class OutsidePump(Database database, IEnumerable<OutsideHandler> handlers, ILogger<OutsidePump> log)
    : BackgroundService
{
    /// <summary>How many pieces one node does at once.</summary>
    internal const int AtOnce = 128;

    /// <summary>How many of them through one gate, unless their kind says otherwise.</summary>
    internal const int ThroughOneGate = 4;

    private const int MostShops = 1_000;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // What hangs in spite of its own time-out is given up while the lease still holds.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    private readonly Dictionary<string, OutsideHandler> _handlers = handlers.ToDictionary(h => h.Kind);
    // By what ends with it, not by the job: put on the list again within the same instant, the next one of a chain is its equal.
    private readonly ConcurrentDictionary<TaskCompletionSource, (ShopId Shop, Job Job)> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _claiming = new(1);
    private readonly SemaphoreSlim _freed = new(0);

    /// <summary>
    /// Does what is due in one shop and waits for its end, and for what was under way there already; returns how many pieces were begun.
    /// </summary>
    /// <param name="shop">The shop.</param>
    /// <param name="until">Work due up to here, inclusive.</param>
    public async Task<int> RunDue(ShopId shop, Instant until)
    {
        for (var begun = 0; ;)
        {
            var (hasBegun, others) = await Begin(shop, until);
            if (hasBegun)
            {
                begun++;
            }
            else if (others.Count == 0)
            {
                return begun;
            }
            else
            {
                await Task.WhenAll(others);
            }
        }
    }

    /// <summary>Ends what is under way before the database closes; what was given up is done again.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_underWay.Keys.Select(piece => piece.Task)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await BeginAll();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                PumpFailed(log, exception);
            }

            await Pause(stoppingToken);
        }
    }

    private int Width(Job job) => _handlers.TryGetValue(job.Kind, out var known) ? known.ThroughOneGate : ThroughOneGate;

    // One piece of each shop in turn, so that the many of one shop do not keep out the few of another.
    private async Task BeginAll()
    {
        var wall = Instant.Of(database.Wall.GetUtcNow());
        var shops = await database.System.WithDueJobs(JobClock.Outside, wall, MostShops);
        while (shops.Count > 0 && _underWay.Count < AtOnce)
        {
            var left = new List<ShopId>();
            foreach (var shop in shops)
            {
                if ((await Begin(shop, wall)).HasBegun)
                {
                    left.Add(shop);
                }
            }

            shops = left;
        }
    }

    // Until a second is over or a piece has ended, which may have made room.
    private async Task Pause(CancellationToken stop)
    {
        await _freed.WaitAsync(Poll, stop);
        while (_freed.Wait(0, stop))
        {
        }
    }

    // Whether a piece was begun, and what was under way in the shop: who looks at that and then at the list, while nobody else claims,
    // overlooks nothing that one of them puts on the list.
    private async Task<(bool HasBegun, IReadOnlyList<Task> Others)> Begin(ShopId shop, Instant until)
    {
        await _claiming.WaitAsync();
        try
        {
            var others = _underWay.Where(piece => piece.Value.Shop == shop).Select(piece => piece.Key.Task).ToList();
            if (_underWay.Count >= AtOnce || _stopping.IsCancellationRequested)
            {
                return (false, others);
            }

            var full = _underWay.Values.Select(piece => piece.Job).GroupBy(job => job.Gate).Where(gate => gate.Count() >= gate.Min(Width))
                .Select(gate => gate.Key).ToList();
            var db = database.For(shop);
            if (await db.ClaimOutsideJob(until, Lease, full) is not { } job)
            {
                return (false, others);
            }

            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _underWay[begun] = (shop, job);
            _ = Task.Run(() => RunToEnd(db, job, begun));
            return (true, others);
        }
        finally
        {
            _claiming.Release();
        }
    }

    private async Task RunToEnd(ShopDb db, Job job, TaskCompletionSource ended)
    {
        try
        {
            await Run(db, job);
        }
        catch (Exception exception)
        {
            // Storage is away or the process stops: the lease ends, and the work is done again.
            if (!_stopping.IsCancellationRequested)
            {
                PumpFailed(log, exception);
            }
        }
        finally
        {
            _underWay.TryRemove(ended, out _);
            _freed.Release();
            ended.SetResult();
        }
    }

    private async Task Run(ShopDb db, Job job)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        patience.CancelAfter(Longest);
        try
        {
            var handle = _handlers.TryGetValue(job.Kind, out var known)
                ? known.Handle
                : throw new InvalidOperationException($"Nobody does outside work of kind '{job.Kind}'.");
            var store = await handle(db, await ShopStore.Load(db), job, patience.Token);
            await db.RunJob(job, async tx => await store(tx, await ShopStore.Load(tx), job));
        }
        catch (Exception exception) when (exception is not StorageUnavailableException && !_stopping.IsCancellationRequested)
        {
            JobFailed(log, job.Kind, job.Subject, exception);
            await db.FailJob(job, exception.GetType().Name + ": " + exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Outside work {Kind} of {Subject} failed; it is tried again later.")]
    private static partial void JobFailed(ILogger logger, string kind, string subject, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outside pump could not go on; it tries again.")]
    private static partial void PumpFailed(ILogger logger, Exception exception);
}
