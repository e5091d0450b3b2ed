using Microsoft.Data.Sqlite;
using Vouch.Domain.Ids;
using Vouch.Kit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Vouch.Storage.Tests;

/// <summary>Where the databases of one test come from, on one engine.</summary>
public abstract class EngineUnderTest : IAsyncDisposable
{
    private readonly List<Database> _open = [];

    /// <summary>The tables are there already; skips where the engine is not installed.</summary>
    public abstract Task<string> Migrated();

    /// <summary>No tables.</summary>
    public abstract Task<string> Empty();

    /// <summary>One more process on the same database, as far as the database can tell.</summary>
    public async Task<Database> Node(string connectionString, TimeProvider? wall = null)
    {
        var database = Database.Open(connectionString, wall ?? TimeProvider.System);
        _open.Add(database);
        await database.LeaseNode();
        return database;
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var database in _open)
        {
            await database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

/// <summary>SQLite in a folder of its own.</summary>
public sealed class SqliteEngine : EngineUnderTest
{
    private readonly SqliteFile _file = new();

    public override async Task<string> Migrated()
    {
        await using var database = Database.Open(_file.ConnectionString, TimeProvider.System);
        await database.Migrate();
        return _file.ConnectionString;
    }

    public override Task<string> Empty() => Task.FromResult(_file.ConnectionString);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _file.Dispose();
    }
}

/// <summary>A database of the run's PostgreSQL.</summary>
public sealed class PostgresEngine(PostgresFixture postgres) : EngineUnderTest
{
    public override Task<string> Migrated() => postgres.NewDatabase();

    public override Task<string> Empty() => postgres.EmptyDatabase();
}

/// <summary>A test's databases and a shop in them.</summary>
public abstract class StorageContract(EngineUnderTest engine) : IAsyncLifetime
{
    private const string AddShop = """
        INSERT INTO shops (
            shop_id, name, currency, time_zone, locale, languages, mode, cookies, consent, return_days, brand, hash_key,
            customer_token_secret, created_at)
        VALUES (@id, 'Tea', 'EUR', 'Europe/Warsaw', 'en', 'en', 'test', 'on', 'optional', 30, '{}', 'k', 's', 0)
        """;

    /// <summary>As the driver knows it.</summary>
    protected string ConnectionString { get; private set; } = "";

    protected Database Db { get; private set; } = null!;

    protected ShopDb Shop { get; private set; } = null!;

    protected EngineUnderTest Engine => engine;

    public virtual async ValueTask InitializeAsync()
    {
        ConnectionString = await engine.Migrated();
        Db = await engine.Node(ConnectionString);
        Shop = await NewShop(Db);
    }

    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<ShopDb> NewShop(Database db)
    {
        var id = db.NewId<ShopId>();
        await db.System.Execute(AddShop, new { id });
        return db.For(id);
    }
}
