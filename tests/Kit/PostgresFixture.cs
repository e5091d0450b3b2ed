using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Vouch.Storage;
using Xunit;

namespace Vouch.Kit;

/// <summary>
/// A PostgreSQL of its own, once a run and only when a test first asks: its data in a temporary folder, a free port on the
/// loopback, superuser "postgres" without a password. The server refuses to run as root, so as root everything runs as the
/// distribution's user "postgres" by setpriv.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "vouch_template";

    private static readonly string? Bin = FindBin();

    private readonly SemaphoreSlim _gate = new(1);
    private string? _root;
    private int _port;
    private int _databases;

    /// <summary>True to measure: commits reach the disk, as they would in earnest. Tests are fast without.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Why there is no PostgreSQL here; null when there is.</summary>
    public static string? Missing => Bin is null
        ? "PostgreSQL is not installed (no /usr/lib/postgresql/*/bin/initdb; PG_BIN names another place)."
        : null;

    /// <summary>A program of this PostgreSQL, such as <c>pgbench</c>.</summary>
    public static string Tool(string name) => Path.Combine(Bin ?? throw new InvalidOperationException(Missing), name);

    /// <summary>A fresh database, cloned from one that was migrated once. Skips the test where PostgreSQL is not installed.</summary>
    public Task<string> NewDatabase() => New($"TEMPLATE {Template} STRATEGY file_copy");

    /// <summary>A fresh database without any table.</summary>
    public Task<string> EmptyDatabase() => New("TEMPLATE template0");

    /// <summary>Stops the server at once, as a crash would. Other tests that use it fail meanwhile.</summary>
    public Task Stop() => RunAs(Bin + "/pg_ctl", "-D", _root + "/data", "-m", "immediate", "-s", "stop");

    /// <summary>Starts it again on the same port.</summary>
    public Task Restart() => Launch();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_root is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await Stop();
            Directory.Delete(_root, recursive: true);
        }

        _gate.Dispose();
    }

    private async Task<string> New(string options)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        await _gate.WaitAsync();
        try
        {
            await Start();
            var name = $"t{++_databases}";
            await Sql($"CREATE DATABASE {name} {options}");
            return ConnectionString(name) + ";Maximum Pool Size=20";
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task Start()
    {
        if (_root is not null)
        {
            return;
        }

        _root = Path.Combine(Path.GetTempPath(), "vouch-pg-" + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(_root);
        if (Environment.IsPrivilegedProcess)
        {
            await Run("chown", "postgres:postgres", _root);
        }

        await RunAs(
            Bin + "/initdb", "-D", _root + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C",
            "--no-sync", "--no-instructions");
        _port = FreePort();
        await Launch();
        await Sql($"CREATE DATABASE {Template}");
        await using (var database = Database.Open(ConnectionString(Template) + ";Pooling=false", TimeProvider.System))
        {
            await database.Migrate();
        }
    }

    private Task Launch()
    {
        // Commits still leave the server's process: a crash of it loses nothing, only one of the machine would.
        var speed = IsDurable ? "" : "-c fsync=off -c full_page_writes=off";
        return RunAs(Bin + "/pg_ctl", "-D", _root + "/data", "-w", "-s", "-l", _root + "/log", "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_root} "
            + $"-c shared_buffers=64MB -c max_connections=200 -c deadlock_timeout=20ms {speed}", "start");
    }

    private string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}");

    private async Task Sql(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string? FindBin()
    {
        const string root = "/usr/lib/postgresql";
        string[] versions = Directory.Exists(root) ? Directory.GetDirectories(root) : [];
        return versions.OrderByDescending(d => d, StringComparer.Ordinal).Select(d => d + "/bin")
            .Prepend(Environment.GetEnvironmentVariable("PG_BIN"))
            .FirstOrDefault(d => File.Exists(d + "/initdb"));
    }

    private static Task RunAs(string file, params string[] args) => Environment.IsPrivilegedProcess
        ? Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", file, .. args])
        : Run(file, args);

    // No redirected pipes: the server would inherit them and hold them open.
    private static async Task Run(string file, params string[] args)
    {
        string[] shell = ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", file, .. args];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", shell) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', args)} exited {process.ExitCode}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
