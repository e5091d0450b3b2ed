using System.Diagnostics.CodeAnalysis;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>The tables without a shop, and the few looks across shops; its texts are marked <see cref="AcrossShopsAttribute"/>.</summary>
public sealed class SystemDb : Reads
{
    private readonly Database _database;

    internal SystemDb(Database database) => _database = database;

    /// <summary>One write in its own member.</summary>
    public Task<int> Execute([ConstantExpected] string sql, object? args = null) =>
        _database.Writer.WriteSystem(core => core.Session.Execute(core.Session.Bind(sql, args, null)).AsTask());

    /// <summary>As <see cref="ShopDb.Write{T}(Func{ShopTx, Task{T}})"/>, for tables without a shop.</summary>
    public Task<T> Write<T>(Func<SystemTx, Task<T>> work) => _database.Writer.WriteSystem(core => work(new SystemTx(core)));

    /// <summary>As <see cref="ShopDb.Write{T}(Func{ShopTx, Task{T}})"/>, for tables without a shop.</summary>
    public Task Write(Func<SystemTx, Task> work) => Write(async tx =>
    {
        await work(tx).ConfigureAwait(false);
        return true;
    });

    /// <summary>Reads that all see the same moment, beside those who write.</summary>
    public Task<T> Snapshot<T>(Func<Reads, Task<T>> read) => _database.Snapshot(null, read);

    private protected override ValueTask<List<T>> Read<T>(string sql, object? args, bool first, CancellationToken ct) =>
        _database.Read<T>(sql, args, null, first, ct);
}

/// <summary>Inside one member of a transaction on tables without a shop.</summary>
public sealed class SystemTx : Reads
{
    private readonly TxCore _core;

    internal SystemTx(TxCore core) => _core = core;

    /// <summary>Wall clock at the start of the member.</summary>
    public Instant Wall => _core.Wall;

    /// <summary>Runs a write now; the number of rows it touched.</summary>
    public Task<int> Execute([ConstantExpected] string sql, object? args = null) =>
        _core.Session.Execute(_core.Session.Bind(sql, args, null)).AsTask();

    /// <summary>A write whose result nobody needs; see <see cref="ShopTx.Enqueue"/>.</summary>
    public void Enqueue([ConstantExpected] string sql, object? args = null) => _core.Session.Enqueue(_core.Session.Bind(sql, args, null));

    /// <summary>A new time-ordered id.</summary>
    public TId NewId<TId>() where TId : struct, IEntityId<TId> => _core.Database.NewId<TId>();

    /// <summary>One shop within the same transaction: to make a shop together with its first rows and events.</summary>
    /// <param name="shop">Which.</param>
    /// <param name="actor">Whose deed it is; null where nobody is known.</param>
    public ShopTx For(ShopId shop, string? actor = null) => new(_core, shop, actor);

    /// <summary>Runs when, and only if, the transaction is on disk; must not throw.</summary>
    public void AfterCommit(Action action) => _core.AfterCommit.Add(action);

    private protected override ValueTask<List<T>> Read<T>(string sql, object? args, bool first, CancellationToken ct) =>
        _core.Session.Query<T>(_core.Session.Bind(sql, args, null), first, ct);
}
