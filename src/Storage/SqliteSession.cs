using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Vouch.Storage;

/// <summary>
/// A SQLite connection. Its calls do not wait: they run on the caller's thread. Commands are prepared once and bound again.
/// </summary>
internal sealed class SqliteSession(SqliteBackend backend, SqliteConnection connection) : Session(backend)
{
    private readonly Dictionary<Statement, SqliteCommand> _commands = [];
    private readonly Dictionary<Statement, SqliteWrite> _writes = [];
    private bool _inTransaction;

    public override ValueTask Begin()
    {
        Failure = null;
        Say("BEGIN IMMEDIATE");
        _inTransaction = true;
        return ValueTask.CompletedTask;
    }

    /// <summary>A transaction that only reads, at one moment.</summary>
    public ValueTask BeginRead()
    {
        Say("BEGIN");
        _inTransaction = true;
        return ValueTask.CompletedTask;
    }

    public override ValueTask Savepoint()
    {
        Failure = null;
        Say("SAVEPOINT member");
        return ValueTask.CompletedTask;
    }

    public override ValueTask Release()
    {
        Say("RELEASE member");
        return ValueTask.CompletedTask;
    }

    public override ValueTask RollbackToSavepoint()
    {
        Say("ROLLBACK TO member");
        Say("RELEASE member");
        Failure = null;
        return ValueTask.CompletedTask;
    }

    public override void Enqueue(Bound bound)
    {
        try
        {
            Write(bound);
        }
        catch (SqliteException e)
        {
            throw Fail(e).AsTask().GetAwaiter().GetResult();
        }
    }

    public override void InsertMany<TRow>(string sql, IReadOnlyList<TRow> rows, long? shop)
    {
        foreach (var row in rows)
        {
            Enqueue(Bind(sql, row, shop));
        }
    }

    /// <summary>Runs a text of several statements.</summary>
    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var write in _writes.Values)
        {
            write.Dispose();
        }

        foreach (var command in _commands.Values)
        {
            await command.DisposeAsync().ConfigureAwait(false);
        }

        await connection.DisposeAsync().ConfigureAwait(false);
    }

    protected override ValueTask<List<T>> QueryCore<T>(Bound bound, bool first, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var reader = Ready(bound).ExecuteReader();
        var rows = new List<T>();
        Func<DbDataReader, T>? map = null;
        while (reader.Read())
        {
            if (!first || rows.Count == 0)
            {
                rows.Add((map ??= bound.Statement.Mapper<T>(reader))(reader));
            }
        }

        return ValueTask.FromResult(rows);
    }

    protected override ValueTask<int> ExecuteCore(Bound bound) => ValueTask.FromResult(Write(bound));

    protected override ValueTask FlushCore() => ValueTask.CompletedTask;

    protected override ValueTask CommitCore()
    {
        Say("COMMIT");
        _inTransaction = false;
        return ValueTask.CompletedTask;
    }

    protected override ValueTask RollbackCore()
    {
        // A full disk may have rolled back already.
        if (_inTransaction && SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0)
        {
            Say("ROLLBACK");
        }

        _inTransaction = false;
        return ValueTask.CompletedTask;
    }

    private void Say(string sql)
    {
        try
        {
            Ready(Bind(sql, null, null)).ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            throw Fail(e).AsTask().GetAwaiter().GetResult();
        }
    }

    private int Write(Bound bound)
    {
        if (!_writes.TryGetValue(bound.Statement, out var write))
        {
            _writes.Add(bound.Statement, write = new SqliteWrite(connection, bound.Statement));
        }

        return write.Run(bound);
    }

    private SqliteCommand Ready(Bound bound)
    {
        if (!_commands.TryGetValue(bound.Statement, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = bound.Statement.Text;
            foreach (var name in bound.Statement.Names)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = "@" + name });
            }

            command.Prepare();
            _commands.Add(bound.Statement, command);
        }

        for (var i = 0; i < bound.Values.Length; i++)
        {
            var value = bound.Values[i];
            command.Parameters[i].Value = value is null ? DBNull.Value : bound.Parameters[i].IsList ? Parameter.Json(value) : value;
        }

        return command;
    }
}
