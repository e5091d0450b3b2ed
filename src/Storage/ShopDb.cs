using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>One shop's data: reads outside of a transaction (each sees what is committed), and the door to writing.</summary>
public sealed partial class ShopDb : Reads
{
    private readonly string? _actor;

    internal ShopDb(Database database, ShopId shop, string? actor = null) => (Database, Shop, _actor) = (database, shop, actor);

    /// <summary>The shop that <c>@shop</c> stands for.</summary>
    public ShopId Shop { get; }

    /// <summary>The database the shop is in.</summary>
    public Database Database { get; }

    /// <summary>The same door for somebody: what is published behind it is theirs in the journal.</summary>
    /// <param name="actor">Text id of a member of staff or a key.</param>
    public ShopDb As(string actor) => new(Database, Shop, actor);

    /// <summary>
    /// Runs one member of a transaction and completes when it is on disk. Members that wait are committed together, one
    /// after another, each undone alone when it throws: the exception reaches the caller and nothing of it is stored.
    /// After a statement failed a member can only fail. <paramref name="work"/> may run more than once, so it must have no
    /// effect but through its <see cref="ShopTx"/>, must not keep that beyond its end, and must not write by another way.
    /// </summary>
    /// <exception cref="StorageUnavailableException">The engine is away; from a commit, its outcome is not known.</exception>
    /// <exception cref="UniqueViolationException">A row with that key exists.</exception>
    public Task<T> Write<T>(Func<ShopTx, Task<T>> work) => Database.Writer.Write(Shop, core => work(new ShopTx(core, Shop, _actor)));

    /// <inheritdoc cref="Write{T}(Func{ShopTx, Task{T}})"/>
    public Task Write(Func<ShopTx, Task> work) => Write(async tx =>
    {
        await work(tx).ConfigureAwait(false);
        return true;
    });

    /// <summary>Reads that all see the same moment, beside those who write.</summary>
    public Task<T> Snapshot<T>(Func<Reads, Task<T>> read) => Database.Snapshot(Shop.Value, read);

    private protected override ValueTask<List<T>> Read<T>(string sql, object? args, bool first, CancellationToken ct) =>
        Database.Read<T>(sql, args, Shop.Value, first, ct);
}
