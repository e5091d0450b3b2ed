using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>
/// Orders that are attributed, rewarded and posted, against transactions of one row on the same engine with the same
/// durability: on SQLite one connection at synchronous=FULL (it has one writer), on PostgreSQL one connection, since a
/// shop's facts are committed by one lane.
/// </summary>
internal static class OrdersBench
{
    private const double Wanted = 0.5;
    private const int Connections = 64;
    private const int Rounds = 3;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            var database = postgres is null ? null : await postgres.NewDatabase();
            await using var vouch = await VouchProcess.Start(database);
            var code = await vouch.Prepare();
            using var anchorFile = new SqliteFile();
            var anchorDatabase = postgres is null ? null : await postgres.EmptyDatabase();
            await Load(vouch, code, Warm);
            if (database is not null)
            {
                await Analyze(database);
                await Load(vouch, code, Warm);
            }

            List<double> ratios = [], orders = [], rows = [];
            for (var round = 0; round < Rounds; round++)
            {
                var anchor = anchorDatabase is null ? OneRowSqlite(anchorFile.Path) : await OneRowPostgres(anchorDatabase);
                var load = await Load(vouch, code, Measured);
                orders.Add(load.PerSecond);
                rows.Add(anchor);
                ratios.Add(load.PerSecond / anchor);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {load.PerSecond,9:N0} orders/s (p99 {load.P99.TotalMilliseconds:0.0} ms, {load.Wrong} wrong)   one-row transactions {anchor,9:N0}/s   ratio {ratios[^1]:0.00}"));
                if (load.Wrong > 0)
                {
                    return 1;
                }
            }

            worst = Math.Max(worst, Report.Say($"orders on {engine}", orders, rows, ratios, Wanted));
        }

        return worst;
    }

    // What autovacuum does once a minute; the bench does not wait for it.
    private static async Task Analyze(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await using var analyze = new NpgsqlCommand("ANALYZE", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    private static Task<LoadResult> Load(VouchProcess vouch, string code, TimeSpan duration)
    {
        var run = Guid.NewGuid().ToString("N")[..8];
        return LoadClient.Run(vouch.Address, Connections, duration, n => Request(vouch.SecretKey, code, $"{run}-{n}"), head => head.StartsWith("HTTP/1.1 201", StringComparison.Ordinal));
    }

    private static byte[] Request(string key, string code, string id)
    {
        var body = $$"""
            {"externalId":"{{id}}","status":"paid","subtotal":10000,"discount":0,"total":10000,"couponCodes":["{{code}}"],"customer":{"externalId":"c-{{id}}","email":"{{id}}@example.com"} }
            """;
        return Encoding.UTF8.GetBytes(
            $"POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static double OneRowSqlite(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (id integer PRIMARY KEY, a text, b integer)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO t (a, b) VALUES (@a, @b)";
        insert.Parameters.AddWithValue("@a", "one row");
        insert.Parameters.AddWithValue("@b", 1L);
        return Count(() => insert.ExecuteNonQuery());
    }

    private static async Task<double> OneRowPostgres(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text, b bigint)", connection))
        {
            await create.ExecuteNonQueryAsync();
        }

        await using var insert = new NpgsqlCommand("INSERT INTO t (a, b) VALUES ($1, $2)", connection);
        insert.Parameters.AddWithValue("one row");
        insert.Parameters.AddWithValue(1L);
        await insert.PrepareAsync();
        return Count(() => insert.ExecuteNonQuery());
    }

    private static double Count(Action transaction)
    {
        var watch = Stopwatch.StartNew();
        var done = 0;
        for (; watch.Elapsed < Measured; done++)
        {
            transaction();
        }

        return done / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
