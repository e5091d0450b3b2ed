using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>The trial balance of a shop whose books have ten million lines over two years, asked over HTTP.</summary>
internal static class BooksBench
{
    private const int Transactions = 5_000_000;
    private const int Asked = 20;
    private const double WantedMilliseconds = 200;

    // Two lines a transaction, spread over 730 days up to today; the days are what posting would have kept.
    private const string Fill = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
        INSERT INTO ledger_transactions (shop_id, transaction_id, position, kind, source, asset, at, hash)
        SELECT @shop, i, i, 'accrue', 'bench/' || i, 'EUR', @from + i * @step, '' FROM n
        """;

    private const string Lines = """
        INSERT INTO ledger_entries (shop_id, entry_id, transaction_id, account, asset, amount, advocate_id, reward_id, reward_kind, at)
        SELECT shop_id, transaction_id * 2 + side, transaction_id,
            CASE WHEN side = 0 THEN 'expense' ELSE 'pending:store_credit:adv_' || (transaction_id % 1000) END, 'EUR',
            CASE WHEN side = 0 THEN 100 ELSE -100 END, NULL, NULL, 'store_credit', at
        FROM ledger_transactions CROSS JOIN (SELECT 0 AS side UNION ALL SELECT 1 AS side) AS sides WHERE shop_id = @shop
        """;

    private const string Days = """
        INSERT INTO ledger_days (shop_id, class, asset, day, debit, credit)
        SELECT shop_id, CASE WHEN amount > 0 THEN 'expense' ELSE 'pending:store_credit' END, 'EUR', at / 86400000,
            sum(CASE WHEN amount > 0 THEN amount ELSE 0 END), sum(CASE WHEN amount < 0 THEN -amount ELSE 0 END)
        FROM ledger_entries WHERE shop_id = @shop GROUP BY shop_id, amount > 0, at / 86400000, 2
        """;

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            await using var vouch = await VouchProcess.Start(postgres is null ? null : await postgres.NewDatabase());
            var watch = Stopwatch.StartNew();
            await Put(vouch);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Transactions * 2L:N0} lines put on {engine} in {watch.Elapsed.TotalSeconds:0} s"));
            var times = new List<double>();
            for (var i = 0; i < Asked; i++)
            {
                var day = DateTime.UtcNow.Date.AddDays(-i * 30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                watch.Restart();
                var total = (await vouch.Get("/v1/ledger/trial-balance?date=" + day))["totals"]!.AsArray().Single()!;
                times.Add(watch.Elapsed.TotalMilliseconds);
                if (total["debit"]!.GetValue<long>() != total["credit"]!.GetValue<long>())
                {
                    throw new InvalidOperationException("The books do not balance.");
                }
            }

            var (median, slowest) = (times.Order().ElementAt(Asked / 2), times.Skip(1).Max());
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"trial balance on {engine}: median {median:0} ms, slowest {slowest:0} ms, wanted {WantedMilliseconds:0}: {(slowest <= WantedMilliseconds ? "enough" : "NOT ENOUGH")}"));
            worst = Math.Max(worst, slowest <= WantedMilliseconds ? 0 : 1);
        }

        return worst;
    }

    private static async Task Put(VouchProcess vouch)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var step = 730L * 86_400_000 / Transactions;
        System.Data.Common.DbConnection connection = vouch.Database.StartsWith("Host", StringComparison.OrdinalIgnoreCase)
            ? new NpgsqlConnection(vouch.Database + ";Command Timeout=0")
            : new SqliteConnection(vouch.Database);
        await using var open = connection;
        await connection.OpenAsync();
        var shop = Vouch.Domain.Ids.IdText.TryParse<Vouch.Domain.Ids.ShopId>(vouch.ShopId, out var id) ? id.Value : 0;
        foreach (var sql in (string[])[Fill, Lines, Days, "ANALYZE"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            foreach (var (name, value) in ((string, long)[])
                [("shop", shop), ("count", Transactions), ("from", now - (730L * 86_400_000)), ("step", step)])
            {
                if (sql.Contains('@' + name, StringComparison.Ordinal))
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}
