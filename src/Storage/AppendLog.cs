using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// A hot log, such as clicks: the rows that wait are written by one call, of any shops, and each append completes when its
/// row is on disk. A row that cannot be written fails alone. Rows have a property <c>Shop</c>, bound as <c>@shop</c>.
/// </summary>
/// <typeparam name="TRow">One row.</typeparam>
public sealed class AppendLog<TRow>
{
    private const int MaxRows = 1000;

    /// <summary>How many appends go on one after another on one thread: waking one for each costs more than what it then does.</summary>
    private const int Together = 64;

    private readonly Database _database;
    private readonly Func<BatchTx, IReadOnlyList<TRow>, Task> _write;
    private readonly Lane _lane;
    private readonly ConcurrentQueue<(TRow Row, TaskCompletionSource Done)> _waiting = new();
    private int _posted;

    /// <param name="db">Where to.</param>
    /// <param name="write">Writes the rows of one batch; may run more than once, so it has no effect but through its argument.</param>
    public AppendLog(Database db, Func<BatchTx, IReadOnlyList<TRow>, Task> write)
    {
        (_database, _write) = (db, write);
        _lane = db.Writer.LogLane();
    }

    /// <summary>Completes when the row is on disk.</summary>
    /// <exception cref="StorageUnavailableException">The engine is away.</exception>
    public Task Append(TRow row)
    {
        Lane.RefuseInside();
        var done = new TaskCompletionSource();
        _waiting.Enqueue((row, done));
        Post();
        return done.Task;
    }

    private void Post()
    {
        if (Interlocked.Exchange(ref _posted, 1) == 0)
        {
            _lane.Post(new Rows(this, null));
        }
    }

    private List<(TRow Row, TaskCompletionSource Done)> Take()
    {
        Volatile.Write(ref _posted, 0);
        var rows = new List<(TRow, TaskCompletionSource)>();
        while (rows.Count < MaxRows && _waiting.TryDequeue(out var row))
        {
            rows.Add(row);
        }

        if (!_waiting.IsEmpty)
        {
            Post();
        }

        return rows;
    }

    /// <summary>All rows that waited when it began, as one member.</summary>
    private sealed class Rows(AppendLog<TRow> log, List<(TRow Row, TaskCompletionSource Done)>? rows) : Member
    {
        private List<(TRow Row, TaskCompletionSource Done)>? _rows = rows;

        protected override Database Database => log._database;

        protected override Task Work(TxCore core)
        {
            _rows ??= log.Take();
            return _rows.Count == 0 ? Task.CompletedTask : log._write(new BatchTx(core), [.. _rows.Select(r => r.Row)]);
        }

        protected override void Succeeded() => GoOn(_rows!, static done => done.TrySetResult());

        protected override void Failed(Exception e)
        {
            _rows ??= log.Take();
            if (_rows.Count > 1 && e is not StorageUnavailableException)
            {
                _rows.ForEach(r => log._lane.Post(new Rows(log, [r])));
            }
            else
            {
                GoOn(_rows, done => done.TrySetException(e));
            }
        }

        // What comes after an append is no work for the lane.
        private static void GoOn(List<(TRow Row, TaskCompletionSource Done)> rows, Action<TaskCompletionSource> end)
        {
            foreach (var some in rows.Chunk(Together))
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => Array.ForEach(some, row => end(row.Done)), null);
            }
        }
    }
}

/// <summary>
/// Inside the transaction of an <see cref="AppendLog{TRow}"/>: rows of any shops, each statement with <c>@shop</c> from its arguments.
/// </summary>
public sealed class BatchTx
{
    private readonly TxCore _core;

    internal BatchTx(TxCore core) => _core = core;

    /// <summary>Wall clock at the start.</summary>
    public Instant Wall => _core.Wall;

    /// <summary>Runs a write now; the number of rows it touched.</summary>
    public Task<int> Execute([ConstantExpected] string sql, object? args = null) =>
        _core.Session.Execute(_core.Session.Bind(sql, args, null)).AsTask();

    /// <summary>A write whose result nobody needs; see <see cref="ShopTx.Enqueue"/>.</summary>
    public void Enqueue([ConstantExpected] string sql, object? args = null) => _core.Session.Enqueue(_core.Session.Bind(sql, args, null));

    /// <summary>Inserts many rows by one statement; see <see cref="ShopTx.InsertMany"/>. <c>@shop</c> is the row's <c>Shop</c>.</summary>
    public Task InsertMany<T>([ConstantExpected] string sql, IReadOnlyList<T> rows)
    {
        _core.Session.InsertMany(sql, rows, null);
        return Task.CompletedTask;
    }

    /// <summary>A new time-ordered id.</summary>
    public TId NewId<TId>() where TId : struct, IEntityId<TId> => _core.Database.NewId<TId>();
}
