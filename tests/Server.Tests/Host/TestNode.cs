using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Storage;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Vouch.Server.Tests.Host;

/// <summary>The engines that every journey is walked on.</summary>
public enum TestEngine
{
    Sqlite,
    Postgres,
}

/// <summary>A database of one test, and the nodes that serve it.</summary>
public sealed class TestSite : IAsyncDisposable
{
    private readonly SqliteFile _file = new();
    private readonly List<TestNode> _nodes = [];

    private TestSite(string? postgres) => ConnectionString = postgres ?? _file.ConnectionString;

    /// <summary>As the driver knows it.</summary>
    public string ConnectionString { get; }

    /// <summary>The master key's file; the database's own default on SQLite.</summary>
    public string MasterKeyFile => _file.Path + ".key";

    /// <summary>Where mail is written.</summary>
    public string MailFolder => Path.Combine(Path.GetDirectoryName(_file.Path)!, "mail");

    /// <summary>A fresh database on an engine; skips where PostgreSQL is not installed.</summary>
    public static async Task<TestSite> On(TestEngine engine, PostgresFixture postgres) =>
        new(engine == TestEngine.Postgres ? await postgres.NewDatabase() : null);

    /// <summary>Starts a node: the real application on a real port of this machine.</summary>
    /// <param name="clock">Wall time; the real one where null.</param>
    /// <param name="map">Pages beside its own.</param>
    /// <param name="allowPrivate">Receivers of shops may be on this machine.</param>
    /// <param name="mail">How mail leaves; null writes it to the maildir.</param>
    /// <param name="largeShop">From so many events a shop's figures are kept.</param>
    internal async Task<TestNode> Start(
        TimeProvider? clock = null, Action<WebApplication>? map = null, bool allowPrivate = false, MailSetup? mail = null,
        int largeShop = ServerSettings.UsualLargeShop)
    {
        var node = await TestNode.Start(
            new ServeOptions(
                ConnectionString, "", null, mail ?? new MailSetup(MailFolder), false, clock, NamedKey(), allowPrivate, LargeShop: largeShop),
            map);
        _nodes.Add(node);
        return node;
    }

    // PostgreSQL has no place of its own for a key.
    private string? NamedKey()
    {
        if (ConnectionString == _file.ConnectionString)
        {
            return null;
        }

        if (!File.Exists(MasterKeyFile))
        {
            Server.Platform.MasterKeyFile.Make(MasterKeyFile);
        }

        return MasterKeyFile;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _file.Dispose();
    }
}

/// <summary>One running node.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _isStopped;

    private TestNode(WebApplication app, Uri url) => (_app, Url) = (app, url);

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Its services, for what a test must do beside HTTP: make shops, run pumps.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Its database.</summary>
    public Database Database => (Database)Services.GetService(typeof(Database))!;

    internal static async Task<TestNode> Start(ServeOptions options, Action<WebApplication>? map)
    {
        for (var tries = 1; ; tries++)
        {
            var url = $"http://127.0.0.1:{FreePort()}";
            var app = await VouchApp.Build(
                options with { Urls = url }, builder => builder.Logging.ClearProviders().AddFilter(_ => false));
            map?.Invoke(app);
            try
            {
                await app.StartAsync();
                return new TestNode(app, new Uri(url));
            }
            catch (IOException taken) when (taken.InnerException is AddressInUseException && tries < 5)
            {
                // A port that was free a moment ago went to another test.
                await app.DisposeAsync();
            }
        }
    }

    /// <summary>Makes a shop and a client with its secret key.</summary>
    public async Task<ShopClient> Shop(
        string currency = "EUR", string timeZone = "UTC", string mode = "test", string? address = "https://shop.example/", string name = "Tea house")
    {
        var made = (await CreateShop.Run(
            Database, new NewShop(name, currency, timeZone, "en", Enum.Parse<ShopMode>(mode, ignoreCase: true), address))).Value;
        return new ShopClient(this, made.ShopId, made.SecretKey, made.PublishableKey);
    }

    /// <summary>Reads the journal of a shop to its end for all consumers, and does what is due on the wall clock.</summary>
    public async Task RunDue(ShopId shop)
    {
        var events = (EventPump)Services.GetService(typeof(EventPump))!;
        var jobs = (JobPump)Services.GetService(typeof(JobPump))!;
        await events.CatchUp(shop);
        while (await jobs.RunDue(shop, JobClock.Wall, Domain.Instant.Of(Database.Wall.GetUtcNow())) > 0)
        {
            await events.CatchUp(shop);
        }
    }

    /// <summary>Writes and sends the mails that are due in a shop.</summary>
    public async Task SendMail(ShopId shop)
    {
        await RunDue(shop);
        await RunOutside(shop);
    }

    /// <summary>Does a shop's work that talks to the outside and waits for its end, also what is due only later by the wall.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="ahead">How much later.</param>
    public Task RunOutside(ShopId shop, TimeSpan ahead = default) => ((OutsidePump)Services.GetService(typeof(OutsidePump))!).RunDue(
        shop, Domain.Instant.Of(Database.Wall.GetUtcNow()) + ahead);

    public async ValueTask DisposeAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
