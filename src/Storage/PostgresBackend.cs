using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;

namespace Vouch.Storage;

/// <summary>PostgreSQL: a pool of connections; a lane holds one for itself.</summary>
internal sealed partial class PostgresBackend : Backend
{
    private const long MigrationLock = 0x566f756368; // "Vouch"

    private const string TakeLock = "SELECT CAST(pg_advisory_xact_lock(@key) AS text)";

    private const string FindMigrations =
        "SELECT count(*) FROM pg_class WHERE relname = 'migrations' AND relkind IN ('r', 'p') AND pg_table_is_visible(oid)";

    private const string KeyColumns = """
        SELECT t.relname, a.attname
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_class t ON t.oid = x.indrelid
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY(CAST(x.indkey AS smallint[]))
        WHERE i.relname = @name AND pg_table_is_visible(t.oid)
        ORDER BY array_position(CAST(x.indkey AS smallint[]), a.attnum)
        """;

    // A lane asks for few rows by their keys. Until a young table has statistics the planner would take it for tiny, scan it,
    // and keep that plan while it grows; and the price of what is switched off would have it compile each statement. One plan
    // a statement will do, since all of them go by a key.
    private const string ByIndexOnly =
        "SELECT set_config('enable_seqscan', 'off', false), set_config('enable_hashjoin', 'off', false), "
        + "set_config('enable_mergejoin', 'off', false), set_config('jit', 'off', false), "
        + "set_config('plan_cache_mode', 'force_generic_plan', false)";

    private readonly NpgsqlDataSource _source;
    private readonly ConcurrentDictionary<string, (string Table, List<string> Columns)> _keys = new(StringComparer.Ordinal);

    public PostgresBackend(NpgsqlConnectionStringBuilder options)
    {
        if (!options.ContainsKey("Max Auto Prepare") || options.MaxAutoPrepare == 0)
        {
            options.MaxAutoPrepare = 400;
            options.AutoPrepareMinUsages = 2;
        }

        options.ApplicationName ??= "vouch";
        Place = $"{options.Database} on {options.Host}:{options.Port}";
        _source = new NpgsqlDataSourceBuilder(options.ToString()).Build();
    }

    public override Engine Engine => Engine.Postgres;

    public override Dialect Dialect => Dialect.OfPostgres;

    public override string Place { get; }

    // PostgreSQL makes no database by itself: connecting to one that is not there fails.
    public override bool IsThere => true;

    public override async ValueTask<Session> OpenWriter(CancellationToken ct)
    {
        var session = await Open(ct).ConfigureAwait(false);
        await session.Query<string?>(session.Bind(ByIndexOnly, null, null), true, ct).ConfigureAwait(false);
        return session;
    }

    public override ValueTask<Session> Rent(CancellationToken ct) => Open(ct);

    public override ValueTask Return(Session reader) => reader.DisposeAsync();

    public override ValueTask BeginSnapshot(Session reader)
    {
        reader.Enqueue(reader.Bind("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", null, null));
        return ValueTask.CompletedTask;
    }

    public override async ValueTask LockMigrations(Session writer)
    {
        var take = writer.Bind(TakeLock, new { Key = MigrationLock }, null);
        await writer.Query<string?>(take, true).ConfigureAwait(false);
    }

    public override async ValueTask<bool> HasMigrations(Session reader) =>
        (await reader.Query<long>(reader.Bind(FindMigrations, null, null), true).ConfigureAwait(false))[0] > 0;

    public override async ValueTask RunScript(Session writer, string sql)
    {
        await writer.Flush().ConfigureAwait(false);
        await ((PostgresSession)writer).Run(sql).ConfigureAwait(false);
    }

    // PostgreSQL gathers its own statistics as tables fill.
    public override ValueTask ExpectRows(Session writer) => ValueTask.CompletedTask;

    // Two statements at once on one connection is a bug of ours, not of the way to the engine.
    public override bool Knows(Exception e) => e is not NpgsqlOperationInProgressException
        && e is (NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException);

    public override async ValueTask<Exception> Translate(Exception e) => e switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken => await Taken(taken).ConfigureAwait(false),
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } =>
            new ConflictException(e),
        PostgresException wrong when IsAway(wrong.SqlState) =>
            new StorageUnavailableException(wrong.MessageText, e) { FromEngine = true, IsLost = IsOf(wrong.SqlState, "57P") },
        PostgresException wrong when IsShut(wrong.SqlState) =>
            new UnusableDatabaseException($"PostgreSQL does not let us in ({Place}): {wrong.MessageText}.", e),
        PostgresException => e,
        _ => new StorageUnavailableException($"PostgreSQL cannot be reached ({Place}): {InOneLine(e)}", e)
        {
            FromEngine = true, IsLost = true,
        },
    };

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    // Connection, resources, administrator, locks not granted, disk, and a server that only reads (a standby).
    private static bool IsAway(string state) =>
        IsOf(state, "08") || IsOf(state, "53") || IsOf(state, "57P") || state is "57014" or "55P03" or "58030" or "25006";

    // Role or password, a database that is not there, and a right that is missing.
    private static bool IsShut(string state) =>
        IsOf(state, "28") || state is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege;

    // The driver says in the inner exception why there is no connection, and in its own message only that there is none.
    private static string InOneLine(Exception e) => (e.InnerException ?? e).Message.ReplaceLineEndings(" ");

    private static bool IsOf(string state, string group) => state.StartsWith(group, StringComparison.Ordinal);

    private async ValueTask<Session> Open(CancellationToken ct)
    {
        try
        {
            return new PostgresSession(this, await _source.OpenConnectionAsync(ct).ConfigureAwait(false));
        }
        catch (Exception e) when (Knows(e))
        {
            throw await Translate(e).ConfigureAwait(false);
        }
    }

    private async ValueTask<Exception> Taken(PostgresException e)
    {
        // Citus names the shard's index: the name and a number.
        var name = e.ConstraintName ?? "";
        foreach (var candidate in new[] { name, ShardNumber().Replace(name, "") }.Distinct())
        {
            if (!_keys.TryGetValue(candidate, out var key))
            {
                key = await Look(candidate).ConfigureAwait(false);
            }

            if (key.Columns.Count > 0)
            {
                _keys[candidate] = key;
                return new UniqueViolationException(key.Table, key.Columns);
            }
        }

        return new UniqueViolationException(e.TableName ?? "", []);
    }

    private async ValueTask<(string Table, List<string> Columns)> Look(string index)
    {
        var reader = await Rent(CancellationToken.None).ConfigureAwait(false);
        try
        {
            var look = reader.Bind(KeyColumns, new { Name = index }, null);
            var columns = await reader.Query<(string Table, string Column)>(look, false).ConfigureAwait(false);
            return (columns.Select(c => c.Table).FirstOrDefault(""), [.. columns.Select(c => c.Column)]);
        }
        finally
        {
            await Return(reader).ConfigureAwait(false);
        }
    }

    [GeneratedRegex(@"_\d+$")]
    private static partial Regex ShardNumber();
}
