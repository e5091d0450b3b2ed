using System.Diagnostics.CodeAnalysis;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>One shop inside one member of a transaction.</summary>
public sealed partial class ShopTx : Reads
{
    private readonly TxCore _core;

    internal ShopTx(TxCore core, ShopId shop, string? actor = null) => (_core, Shop, Actor) = (core, shop, actor);

    /// <summary>The shop that <c>@shop</c> stands for.</summary>
    public ShopId Shop { get; }

    /// <summary>Whose deed it is, as the journal keeps it; see <see cref="ShopDb.As"/>.</summary>
    public string? Actor { get; }

    /// <summary>Wall clock at the start of the member.</summary>
    public Instant Wall => _core.Wall;

    /// <summary>Runs a write now; the number of rows it touched.</summary>
    /// <exception cref="UniqueViolationException">A row with that key exists.</exception>
    public Task<int> Execute([ConstantExpected] string sql, object? args = null) =>
        _core.Session.Execute(_core.Session.Bind(sql, args, Shop.Value)).AsTask();

    /// <summary>
    /// A write whose result nobody needs: goes out with the next read, the next <see cref="Execute"/> or at the end, and
    /// fails there (on SQLite here).
    /// </summary>
    public void Enqueue([ConstantExpected] string sql, object? args = null) =>
        _core.Session.Enqueue(_core.Session.Bind(sql, args, Shop.Value));

    /// <summary>
    /// Inserts many rows by one statement: <c>INSERT … VALUES (@a, @b) [ON CONFLICT …]</c>, whose parameters are properties of
    /// the rows. With DO UPDATE the rows must not touch one key twice.
    /// </summary>
    public Task InsertMany<TRow>([ConstantExpected] string sql, IReadOnlyList<TRow> rows)
    {
        _core.Session.InsertMany(sql, rows, Shop.Value);
        return Task.CompletedTask;
    }

    /// <summary>A new time-ordered id.</summary>
    /// <exception cref="StorageUnavailableException">This process has lost its node number for now.</exception>
    public TId NewId<TId>() where TId : struct, IEntityId<TId> => _core.Database.NewId<TId>();

    /// <summary>Writes one row of the journal, in the order of calls; position and hash come at the end of the batch.</summary>
    /// <param name="e">What happened; its properties become the row's data.</param>
    /// <param name="at">When, in the shop's time.</param>
    public void Publish(IShopEvent e, Instant at) => _core.Links.Add(Journal.Link(this, e, at));

    /// <summary>
    /// Adds a row to one of the shop's chains: position and hash (over the hash before, the position and
    /// <paramref name="canonicalText"/>, see <see cref="ChainHash"/>) are known at the end of the batch, and
    /// <paramref name="insert"/> then enqueues the row.
    /// </summary>
    /// <param name="chain">Such as <c>ledger</c>.</param>
    /// <param name="canonicalText">Everything the hash is to protect, the same for ever.</param>
    /// <param name="insert">Gets position and hash; may only enqueue.</param>
    public void Chain(string chain, string canonicalText, Action<ShopTx, long, string> insert) =>
        _core.Links.Add(new Link(this, chain, canonicalText, insert));

    /// <summary>Runs when, and only if, the transaction is on disk; must not throw.</summary>
    public void AfterCommit(Action action) => _core.AfterCommit.Add(action);

    /// <summary>Undoes this member when it returns; its value still reaches the caller. Cheaper than throwing for a refusal.</summary>
    public void RollBack() => _core.IsRolledBack = true;

    private protected override ValueTask<List<T>> Read<T>(string sql, object? args, bool first, CancellationToken ct) =>
        _core.Session.Query<T>(_core.Session.Bind(sql, args, Shop.Value), first, ct);
}
