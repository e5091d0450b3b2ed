using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Vouch.Storage;

/// <summary>
/// A prepared SQLite statement whose rows nobody reads, run over and over. It goes past SqliteCommand, which makes a
/// reader and looks at every parameter's type anew each time: that costs more than a row of ours.
/// </summary>
internal sealed class SqliteWrite : IDisposable
{
    private const int OnStack = 512;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _places;

    public SqliteWrite(SqliteConnection connection, Statement statement)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v3(_database, statement.Text, raw.SQLITE_PREPARE_PERSISTENT, out _statement), _database);
        _places = [.. statement.Names.Select(name => raw.sqlite3_bind_parameter_index(_statement, "@" + name))];
    }

    /// <summary>Runs it with these values; the number of rows it touched.</summary>
    /// <exception cref="SqliteException">As SqliteCommand would throw it.</exception>
    public int Run(Bound bound)
    {
        for (var i = 0; i < bound.Values.Length; i++)
        {
            var value = bound.Values[i];
            Check(Bind(_places[i], value is not null && bound.Parameters[i].IsList ? Parameter.Json(value) : value));
        }

        try
        {
            int code;
            do
            {
                code = raw.sqlite3_step(_statement);
            }
            while (code == raw.SQLITE_ROW);

            Check(code);
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        string text => BindText(place, text),
        bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} cannot be bound."),
    };

    private int BindText(int place, string text)
    {
        // An empty span has no address, which SQLite would take for NULL.
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(_statement, place, text);
        }

        var longest = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> utf8 = longest <= OnStack ? stackalloc byte[OnStack] : new byte[longest];
        return raw.sqlite3_bind_text(_statement, place, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
    }
}
