using System.Data;
using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Vouch.Storage;

/// <summary>
/// A PostgreSQL connection. What is enqueued, BEGIN, SAVEPOINT, RELEASE and COMMIT included, goes out in one network
/// batch with the next statement that somebody waits for.
/// </summary>
internal sealed class PostgresSession(PostgresBackend backend, NpgsqlConnection connection) : Session(backend)
{
    /// <summary>So that a long member does not hold everything in memory.</summary>
    private const int MaxPending = 400;

    private readonly List<NpgsqlBatchCommand> _pending = [];
    private bool _begun;
    private int _savepoint = Sent;

    private const int Sent = -1;

    public override ValueTask Begin()
    {
        Failure = null;
        _pending.Clear();
        _begun = false;
        Say("BEGIN");
        return ValueTask.CompletedTask;
    }

    public override async ValueTask Savepoint()
    {
        if (_pending.Count > MaxPending)
        {
            await Flush().ConfigureAwait(false);
        }

        Failure = null;
        _savepoint = _pending.Count;
        Say("SAVEPOINT member");
    }

    public override async ValueTask Release()
    {
        if (_savepoint != Sent && _savepoint == _pending.Count - 1)
        {
            _pending.RemoveAt(_savepoint);
            return;
        }

        // Errors of the member's last writes are to be its own, so they are waited for.
        var wrote = _pending.Count > 0;
        Say("RELEASE member");
        if (wrote)
        {
            await Flush().ConfigureAwait(false);
        }
    }

    public override async ValueTask RollbackToSavepoint()
    {
        if (_savepoint != Sent)
        {
            _pending.RemoveRange(_savepoint, _pending.Count - _savepoint);
        }
        else
        {
            _pending.Clear();
            Failure = null;
            Say("ROLLBACK TO member");
            Say("RELEASE member");
            await Flush().ConfigureAwait(false);
        }

        Failure = null;
    }

    public override void Enqueue(Bound bound)
    {
        var sql = bound.Statement.Sql;
        if (sql.Contains("RETURNING", StringComparison.Ordinal) || sql.AsSpan().TrimStart().StartsWith("SELECT"))
        {
            throw new ArgumentException($"What is enqueued has no result: {sql}");
        }

        _pending.Add(Command(bound));
    }

    public override void InsertMany<TRow>(string sql, IReadOnlyList<TRow> rows, long? shop)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var type = rows[0]!.GetType();
        var one = Backend.Dialect.Statement(sql);
        var many = one.ManyRows(type, shop is not null, Backend.Dialect);
        var parameters = one.Parameters(type, shop is not null);
        var command = new NpgsqlBatchCommand(many.Text);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(ReferenceEquals(parameter, Parameter.BoundShop)
                ? Typed(parameter, shop)
                : new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | TypeOf(parameter.Kind), Value = parameter.Column(rows) });
        }

        _pending.Add(command);
    }

    /// <summary>Runs a text of several statements without parameters.</summary>
    public async ValueTask Run(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public override ValueTask DisposeAsync() => connection.DisposeAsync();

    protected override async ValueTask<List<T>> QueryCore<T>(Bound bound, bool first, CancellationToken ct)
    {
        await using var batch = Take(bound);
        var reader = await batch.ExecuteReaderAsync(ct).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var rows = new List<T>();
            Func<DbDataReader, T>? map = null;
            while (await reader.ReadAsync(ct).ConfigureAwait(false))
            {
                if (!first || rows.Count == 0)
                {
                    rows.Add((map ??= bound.Statement.Mapper<T>(reader))(reader));
                }
            }

            return rows;
        }
    }

    protected override async ValueTask<int> ExecuteCore(Bound bound)
    {
        await using var batch = Take(bound);
        await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        return Math.Max(0, batch.BatchCommands[^1].RecordsAffected);
    }

    protected override async ValueTask FlushCore()
    {
        if (_pending.Count > 0)
        {
            await using var batch = Take(null);
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
    }

    protected override async ValueTask CommitCore()
    {
        Say("COMMIT");
        await FlushCore().ConfigureAwait(false);
        _begun = false;
    }

    protected override async ValueTask RollbackCore()
    {
        _pending.Clear();
        if (_begun)
        {
            Say("ROLLBACK");
            await FlushCore().ConfigureAwait(false);
            _begun = false;
        }
    }

    private void Say(string sql) => _pending.Add(Command(Bind(sql, null, null)));

    // The driver gives a connection up after some failures, and says so only by closing it.
    private NpgsqlBatch Take(Bound? last)
    {
        if (connection.State != ConnectionState.Open)
        {
            throw new NpgsqlException("The connection is closed.");
        }

        var batch = new NpgsqlBatch(connection);
        foreach (var command in _pending)
        {
            batch.BatchCommands.Add(command);
        }

        _begun |= _pending.Count > 0;
        _pending.Clear();
        _savepoint = Sent;
        if (last is { } bound)
        {
            batch.BatchCommands.Add(Command(bound));
        }

        return batch;
    }

    private static NpgsqlBatchCommand Command(Bound bound)
    {
        var command = new NpgsqlBatchCommand(bound.Statement.Text);
        for (var i = 0; i < bound.Values.Length; i++)
        {
            command.Parameters.Add(Typed(bound.Parameters[i], bound.Values[i]));
        }

        return command;
    }

    // NULLs are typed too, or the server could not tell what is meant.
    private static NpgsqlParameter Typed(Parameter parameter, object? value) => new()
    {
        NpgsqlDbType = parameter.IsList ? NpgsqlDbType.Array | TypeOf(parameter.Kind) : TypeOf(parameter.Kind),
        Value = value ?? DBNull.Value,
    };

    private static NpgsqlDbType TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Long => NpgsqlDbType.Bigint,
        ValueKind.Text => NpgsqlDbType.Text,
        ValueKind.Bool => NpgsqlDbType.Boolean,
        _ => NpgsqlDbType.Double,
    };
}
