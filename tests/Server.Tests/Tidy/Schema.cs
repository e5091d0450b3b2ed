using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Kit;
using Vouch.Storage;

namespace Vouch.Server.Tests.Tidy;

/// <summary>A migrated database, asked by its driver and not by us.</summary>
internal sealed partial class Schema : IAsyncDisposable
{
    private readonly SqliteFile? _file;
    private readonly DbConnection _connection;

    private Schema(SqliteFile? file, DbConnection connection, Engine engine) => (_file, _connection, Engine) = (file, connection, engine);

    /// <summary>Tables without a shop in front, and why that is right.</summary>
    public static IReadOnlyDictionary<string, string> ReferenceTables { get; } = new Dictionary<string, string>
    {
        ["nodes"] = "processes", ["shops"] = "the shops themselves", ["api_keys"] = "a key tells its shop", ["staff"] = "people of many shops",
        ["staff_roles"] = "whose shops are theirs", ["staff_factors"] = "a person's", ["staff_recovery_codes"] = "a person's", ["staff_sessions"] = "found before the shop", ["sign_in_links"] = "found before the shop",
        ["attempts"] = "counted before the shop", ["data_protection_keys"] = "of the installation", ["code_doors"] = "a code tells its shop",
        ["migrations"] = "of the database",
    };

    /// <summary>Who owns each table: the first line of the migration that makes it.</summary>
    public static IReadOnlyDictionary<string, string> Owners { get; } = OwnersIn(
        Directory.GetFiles(Path.Combine(House.Root, "src/Storage/Migrations"), "*.sql").Select(File.ReadAllText).ToList());

    /// <summary>Which engine it is.</summary>
    public Engine Engine { get; }

    /// <summary>Makes one, brings it up to date and opens it.</summary>
    public static async Task<Schema> On(Engine engine, PostgresFixture postgres)
    {
        if (engine == Engine.Postgres)
        {
            var cloned = new NpgsqlConnection(await postgres.NewDatabase() + ";Pooling=false");
            await cloned.OpenAsync();
            return new Schema(null, cloned, engine);
        }

        var file = new SqliteFile();
        await using (var database = Database.Open(file.ConnectionString, TimeProvider.System))
        {
            await database.Migrate();
        }

        var connection = new SqliteConnection(file.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        connection.CreateFunction("greatest", (object?[] values) => values[0]);
        connection.CreateFunction("least", (object?[] values) => values[0]);
        return new Schema(file, connection, engine);
    }

    /// <summary>Owner by table; a table that a later one drops has none.</summary>
    public static Dictionary<string, string> OwnersIn(IReadOnlyCollection<string> migrations) => migrations
        .SelectMany(sql => Made().Matches(sql).Select(made => (Table: made.Groups[1].Value, Owner: Owner().Match(sql).Groups[1].Value)))
        .ExceptBy(migrations.SelectMany(sql => Dropped().Matches(sql).Select(dropped => dropped.Groups[1].Value)), made => made.Table)
        .Append((Table: "migrations", Owner: "Platform"))
        .ToDictionary(made => made.Table, made => made.Owner);

    /// <summary>Has the engine parse and resolve a text without running it; what it says against it, or null.</summary>
    public async Task<string?> Refuses(string sql)
    {
        Dialect dialect = Engine == Engine.Sqlite ? Dialect.OfSqlite : Dialect.OfPostgres;
        try
        {
            await using var command = _connection.CreateCommand();
            if (Engine == Engine.Sqlite)
            {
                command.CommandText = dialect.Statement(sql).Text;
                await command.PrepareAsync();
                return null;
            }

            command.CommandText = $"PREPARE tried AS {dialect.Statement(sql).Text}";
            await command.ExecuteNonQueryAsync();
            command.CommandText = "DEALLOCATE tried";
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (DbException exception)
        {
            return exception.Message.Split('\n')[0];
        }
    }

    /// <summary>Rows of texts.</summary>
    public async Task<IReadOnlyList<string[]>> Ask(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)!)]);
        }

        return rows;
    }

    /// <summary>The columns that may be NULL.</summary>
    public async Task<HashSet<(string Table, string Column)>> NullableColumns() =>
        [.. (await Ask(Engine == Engine.Sqlite ? SqliteNullable : PostgresNullable)).Select(row => (row[0], row[1]))];

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _file?.Dispose();
    }

    private const string SqliteNullable = """
        SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON true WHERE t.type = 'table' AND c."notnull" = 0
        """;

    private const string PostgresNullable = """
        SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'YES'
        """;

    [GeneratedRegex(@"^CREATE TABLE (\w+)", RegexOptions.Multiline)]
    private static partial Regex Made();

    [GeneratedRegex(@"^DROP TABLE (\w+)", RegexOptions.Multiline)]
    private static partial Regex Dropped();

    [GeneratedRegex(@"\A-- owner: (\w+)")]
    private static partial Regex Owner();
}
