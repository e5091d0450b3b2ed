using System.Collections.Concurrent;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>
/// Answers questions on all that happened in a shop. In a small shop each is counted when it is asked, from the plain rows. In a large one
/// nobody is kept waiting: the last answer is shown at once with its age, and is counted anew behind it; one shop at a time, all that was
/// asked meanwhile from the same facts, and with it what its pages usually ask.
/// </summary>
/// <param name="log">What could not be counted.</param>
/// <param name="largeFrom">From so many events in the journal, or clicks, a shop is large.</param>
internal sealed partial class KeptAnswers(ILogger<KeptAnswers> log, int largeFrom) : IDisposable
{
    private const long FreshMilliseconds = 10 * 60_000;

    private const string Position = "SELECT position FROM chain_heads WHERE shop_id = @shop AND chain = 'journal'";

    private const string ClickAt = "SELECT click_id FROM clicks WHERE shop_id = @shop ORDER BY click_id LIMIT 1 OFFSET @skip";

    private readonly ConcurrentDictionary<ShopId, bool> _large = new();
    private readonly Dictionary<ShopId, Dictionary<string, IQuestion>> _asked = [];
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <summary>Completes when all that was asked so far is counted, or could not be.</summary>
    internal Task Settled
    {
        get
        {
            lock (_asked)
            {
                return _work;
            }
        }
    }

    /// <summary>What is known of a question.</summary>
    /// <param name="db">The shop's rows.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="now">Shop time.</param>
    /// <param name="question">Which.</param>
    internal async Task<Kept<T>> Of<T>(ShopDb db, Shop shop, Instant now, Question<T> question)
        where T : class
    {
        if (!await IsLarge(db))
        {
            return new(await db.Snapshot(async reads => await question.Count(reads, await ShopFacts.Load(reads, shop, now))), null, false);
        }

        var row = await KeptStore.Find(db, question.Key);
        var answer = row is null ? null : KeptStore.Read<T>(row.Answer);
        if (answer is not null && IsFresh(shop, row!.CountedAt, now))
        {
            return new(answer, row.CountedAt, false);
        }

        Ask(db, shop, now, question);
        return new(answer, answer is null ? null : row!.CountedAt, true);
    }

    /// <summary>Whether the shop has so much that its figures are kept.</summary>
    internal async Task<bool> IsLarge(ShopDb db)
    {
        if (_large.ContainsKey(db.Shop))
        {
            return true;
        }

        var isLarge = await db.First<long?>(Position) >= largeFrom || await db.First<long?>(ClickAt, new { Skip = largeFrom }) is not null;
        if (isLarge)
        {
            _large[db.Shop] = true;
        }

        return isLarge;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _turn.Dispose();
    }

    // A new day has other periods and other mature days.
    private static bool IsFresh(Shop shop, Instant counted, Instant now) =>
        now.Milliseconds < counted.Milliseconds + FreshMilliseconds && LedgerDate.Today(shop, counted) == LedgerDate.Today(shop, now);

    private void Ask<T>(ShopDb db, Shop shop, Instant now, Question<T> question)
        where T : class
    {
        lock (_asked)
        {
            if (_asked.TryGetValue(shop.Id, out var questions))
            {
                questions.TryAdd(question.Key, question);
                return;
            }

            _asked[shop.Id] = questions = new(StringComparer.Ordinal) { [question.Key] = question };

            // Whoever asks may be inside a transaction: the counting is not.
            using (ExecutionContext.SuppressFlow())
            {
                _work = Task.WhenAll(_work, Task.Run(() => CountAll(db, shop, now, questions)));
            }
        }
    }

    private async Task CountAll(ShopDb db, Shop shop, Instant now, Dictionary<string, IQuestion> asked)
    {
        try
        {
            await _turn.WaitAsync(_stop.Token);
            try
            {
                await db.Snapshot(async reads =>
                {
                    var facts = await ShopFacts.Load(reads, shop, now);
                    var usual = new Queue<IQuestion>(InsightsQuestions.Usual(shop, now, await GoalStore.Open(reads)));
                    var done = new HashSet<string>(StringComparer.Ordinal);
                    while (!_stop.IsCancellationRequested && Next(shop.Id, asked, usual, done) is { } question)
                    {
                        var answer = await question.Answer(reads, facts);
                        await db.Write(tx => KeptStore.Save(tx, question.Key, answer, now));
                    }

                    return true;
                });
            }
            finally
            {
                _turn.Release();

                // A year of a large shop is more than a node should hold on to until the next time.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            lock (_asked)
            {
                _asked.Remove(shop.Id);
            }

            if (!_stop.IsCancellationRequested)
            {
                CouldNotCount(log, shop.Id.ToString(), fault);
            }
        }
    }

    // Who waits comes before what somebody may ask for later. The last one closes the door behind itself: who asks then begins anew.
    private IQuestion? Next(ShopId shop, Dictionary<string, IQuestion> asked, Queue<IQuestion> usual, HashSet<string> done)
    {
        lock (_asked)
        {
            var waiting = asked.Values.FirstOrDefault(one => !done.Contains(one.Key));
            while (waiting is null && usual.TryDequeue(out var next))
            {
                waiting = done.Contains(next.Key) ? null : next;
            }

            if (waiting is null)
            {
                _asked.Remove(shop);
                return null;
            }

            done.Add(waiting.Key);
            return waiting;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The figures of shop {Shop} could not be counted; whoever asks next tries again.")]
    private static partial void CouldNotCount(ILogger log, string shop, Exception fault);
}
