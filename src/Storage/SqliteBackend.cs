using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Vouch.Storage;

/// <summary>SQLite: one file, one writer, a few readers beside it.</summary>
internal sealed partial class SqliteBackend : Backend
{
    /// <summary>How long to wait for another process that writes, in seconds.</summary>
    private const int BusySeconds = 5;

    private const int Readers = 8;

    private const string Settings = "PRAGMA trusted_schema=OFF; PRAGMA case_sensitive_like=ON; PRAGMA temp_store=MEMORY;";

    // FULL: what was answered survives the loss of power. The group commit makes it cheap.
    private const string WriterSettings = """
        PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA journal_size_limit=67108864;
        PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8000;
        """;

    private const string FindMigrations = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'migrations'";

    private const int UniqueKey = 2067;
    private const int PrimaryKey = 1555;

    private readonly string _connection;
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private readonly SemaphoreSlim _free = new(Readers);
    private volatile bool _closed;

    // A connection is used by one caller at a time: its own locks, and those of the count of bytes, would guard nothing.
    static SqliteBackend()
    {
        const int multiThread = 2, countMemory = 9;
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        _ = SQLitePCL.raw.sqlite3_config(multiThread);
        _ = SQLitePCL.raw.sqlite3_config(countMemory, 0);
        SQLitePCL.Batteries_V2.Init();
    }

    public SqliteBackend(SqliteConnectionStringBuilder options)
    {
        Path = FileOf(options);
        _connection = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = BusySeconds }.ToString();
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    public override Engine Engine => Engine.Sqlite;

    public override Dialect Dialect => Dialect.OfSqlite;

    public override string Place => Path;

    public override bool IsThere => File.Exists(Path);

    /// <summary>The database file of a connection string; clear errors for what cannot be durable or shared.</summary>
    public static string FileOf(SqliteConnectionStringBuilder options)
    {
        if (options.DataSource.Length == 0 || options.DataSource.Contains(":memory:", StringComparison.OrdinalIgnoreCase)
            || options.Mode == SqliteOpenMode.Memory || options.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("'Data Source' has to name a file: a database in memory has one connection and no durability.");
        }

        var path = System.IO.Path.GetFullPath(options.DataSource);
        var folder = System.IO.Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            throw new ArgumentException($"The folder {folder} of the database does not exist.");
        }

        if (new DriveInfo(folder).DriveFormat is "nfs" or "nfs4" or "cifs" or "smb" or "smb2" or "smb3")
        {
            throw new ArgumentException($"The folder {folder} is on a network file system, which does not lock files as SQLite needs.");
        }

        return path;
    }

    public override async ValueTask<Session> OpenWriter(CancellationToken ct) => await Open(WriterSettings).ConfigureAwait(false);

    public override async ValueTask<Session> Rent(CancellationToken ct)
    {
        await _free.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return _idle.TryTake(out var session) ? session : await Open("PRAGMA query_only=ON;").ConfigureAwait(false);
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    public override async ValueTask Return(Session reader)
    {
        if (reader.Failure is null && !_closed)
        {
            _idle.Add((SqliteSession)reader);
        }
        else
        {
            await reader.DisposeAsync().ConfigureAwait(false);
        }

        _free.Release();
    }

    public override ValueTask BeginSnapshot(Session reader) => ((SqliteSession)reader).BeginRead();

    // BEGIN IMMEDIATE holds the whole file already.
    public override ValueTask LockMigrations(Session writer) => ValueTask.CompletedTask;

    public override ValueTask RunScript(Session writer, string sql)
    {
        ((SqliteSession)writer).Run(Dialect.Script(sql));
        return ValueTask.CompletedTask;
    }

    public override ValueTask ExpectRows(Session writer) => RunScript(writer, SqliteExpectations.Script);

    public override async ValueTask<bool> HasMigrations(Session reader) =>
        (await reader.Query<long>(reader.Bind(FindMigrations, null, null), true).ConfigureAwait(false))[0] > 0;

    public override bool Knows(Exception e) => e is SqliteException;

    public override ValueTask<Exception> Translate(Exception e) => ValueTask.FromResult(Meaning((SqliteException)e));

    public override async ValueTask DisposeAsync()
    {
        _closed = true;
        while (_idle.TryTake(out var session))
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<SqliteSession> Open(string settings)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout={BusySeconds * 1000}; {Settings} {settings}";
            command.ExecuteNonQuery();
            connection.CreateFunction("greatest", static (object?[] values) => Extreme(values, 1), isDeterministic: true);
            connection.CreateFunction("least", static (object?[] values) => Extreme(values, -1), isDeterministic: true);
            return new SqliteSession(this, connection);
        }
        catch (Exception e)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw Knows(e) ? Meaning((SqliteException)e) : e;
        }
    }

    // As PostgreSQL: NULLs are passed over.
    private static object? Extreme(object?[] values, int sign)
    {
        object? best = null;
        foreach (var value in values)
        {
            if (value is not null and not DBNull && (best is null || sign * Compare(value, best) > 0))
            {
                best = value;
            }
        }

        return best;
    }

    private static int Compare(object a, object b) => (a, b) switch
    {
        (long x, long y) => x.CompareTo(y),
        (string x, string y) => string.CompareOrdinal(x, y),
        _ => Convert.ToDouble(a, null).CompareTo(Convert.ToDouble(b, null)),
    };

    private Exception Meaning(SqliteException e)
    {
        if (e.SqliteExtendedErrorCode is UniqueKey or PrimaryKey)
        {
            var columns = Column().Matches(e.Message);
            return new UniqueViolationException(
                columns.Count > 0 ? columns[0].Groups["table"].Value : "",
                [.. columns.Select(m => m.Groups["column"].Value)]);
        }

        const int busy = 5, locked = 6, readOnly = 8, io = 10, corrupt = 11, full = 13, cannotOpen = 14, notADatabase = 26;
        switch (e.SqliteErrorCode)
        {
            case notADatabase:
                return new UnusableDatabaseException($"{Path} is not a SQLite database. Name another file.", e);
            case corrupt:
                return new UnusableDatabaseException($"The database {Path} is damaged. Restore a backup.", e);
        }

        var why = e.SqliteErrorCode switch
        {
            busy or locked => "The database is busy.",
            full => "The disk of the database is full.",
            io => "The disk of the database failed.",
            readOnly => "The database cannot be written.",
            cannotOpen => "The database cannot be opened.",
            _ => null,
        };
        return why is null ? e : new StorageUnavailableException(why, e) { FromEngine = true };
    }

    [GeneratedRegex(@"(?<table>\w+)\.(?<column>\w+)")]
    private static partial Regex Column();
}
