using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// The lanes. SQLite has one for everything. On PostgreSQL a shop is always in the same lane, tables without a shop have
/// one, and so has every hot log.
/// </summary>
internal sealed class Writer(Database database) : IAsyncDisposable
{
    private const int ShopLanes = 4;

    private readonly Lock _lock = new();
    private readonly Lane?[] _shops = new Lane?[database.Engine == Engine.Sqlite ? 1 : ShopLanes];
    private readonly List<Lane> _all = [];
    private Lane? _system;
    private bool _closed;

    public Task<T> Write<T>(ShopId shop, Func<TxCore, Task<T>> work) => Post(ShopLane(shop), work);

    public Task<T> WriteSystem<T>(Func<TxCore, Task<T>> work) => Post(SystemLane(), work);

    public Lane LogLane() => database.Engine == Engine.Sqlite ? ShopLane(default) : NewLane();

    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
        }

        foreach (var lane in _all)
        {
            await lane.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task<T> Post<T>(Lane lane, Func<TxCore, Task<T>> work)
    {
        Lane.RefuseInside();
        var member = new Member<T>(database, work);
        lane.Post(member);
        return member.Task;
    }

    private Lane ShopLane(ShopId shop)
    {
        // The low bits of ids made one after another differ little: mix all of them.
        var index = (int)(unchecked((ulong)shop.Value * 0x9E3779B97F4A7C15UL) >> 33) % _shops.Length;
        return Volatile.Read(ref _shops[index]) ?? Open(ref _shops[index]);
    }

    private Lane SystemLane() => database.Engine == Engine.Sqlite ? ShopLane(default) : Volatile.Read(ref _system) ?? Open(ref _system);

    private Lane Open(ref Lane? place)
    {
        lock (_lock)
        {
            return place ??= NewLane();
        }
    }

    private Lane NewLane()
    {
        lock (_lock)
        {
            if (_closed)
            {
                throw new StorageUnavailableException("The database is closed.");
            }

            var lane = new Lane(database);
            _all.Add(lane);
            return lane;
        }
    }
}
