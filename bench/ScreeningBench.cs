using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Vouch.Kit;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Screening;
using Vouch.Storage;

namespace Vouch.Bench;

/// <summary>
/// A decision at the order in a shop of a million known people, one of whose addresses of the internet a hundred thousand share, and
/// the nightly groups over a million referrals. In this process, so that what is timed is the decision alone.
/// </summary>
internal static class ScreeningBench
{
    private const int People = 1_000_000;
    private const int Advocates = 200_000;
    private const int Decisions = 3_000;
    private const double WantedMilliseconds = 1;
    private const double WantedSeconds = 60;
    private const double WantedGigabytes = 1;

    // A tenth shares the postal address with the neighbour, a twentieth the card; five marks each.
    private const string Accounts = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @people)
        INSERT INTO screening_accounts (shop_id, person_key, account_id) SELECT @shop, 'c:bench-of-some-length-' || i, i FROM n
        """;

    private const string Marks = """
        INSERT INTO screening_marks (shop_id, mark, account_id, seen_at)
        SELECT @shop, CASE k.kind
            WHEN 'a' THEN 'a:bench-of-some-length-' || (a.account_id - CASE WHEN a.account_id % 10 = 0 THEN 1 ELSE 0 END)
            WHEN 'm' THEN 'm:bench-of-some-length-' || (a.account_id - CASE WHEN a.account_id % 20 = 0 THEN 1 ELSE 0 END)
            WHEN 'i' THEN CASE WHEN a.account_id % 10 = 5 THEN @hub ELSE 'i:bench-of-some-length-' || a.account_id END
            ELSE k.kind || ':bench-of-some-length-' || a.account_id END, a.account_id, 1767225600000 + a.account_id
        FROM screening_accounts a
        CROSS JOIN (SELECT 'd' AS kind UNION ALL SELECT 'm' UNION ALL SELECT 'p' UNION ALL SELECT 'a' UNION ALL SELECT 'i') AS k
        WHERE a.shop_id = @shop
        """;

    private const string Cases = """
        INSERT INTO screening_cases (shop_id, order_id, advocate_id, advocate_account, account_id, placed_at, code, quick, deal_site,
            at_minimum, address_mark, ip_mark, network, stranger, returned)
        SELECT @shop, a.account_id, 1 + a.account_id % @advocates, 1 + (a.account_id + 7) % @advocates, a.account_id,
            1767225600000 + a.account_id * 1000, NULL, false, false, false, 'a:bench-of-some-length-' || a.account_id, NULL,
            'residential', true, false
        FROM screening_accounts a WHERE a.shop_id = @shop
        """;

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            using var file = new SqliteFile();
            var connection = postgres is null ? file.ConnectionString : await postgres.NewDatabase();
            await using var database = Database.Open(connection, TimeProvider.System);
            await database.Migrate();
            await database.LeaseNode();
            var made = await CreateShop.Run(database, new NewShop("Bench", "EUR", "UTC", "en", ShopMode.Live, null));
            var db = database.For(made.Value.ShopId);
            var shop = await ShopStore.Load(db);
            var watch = Stopwatch.StartNew();
            await Fill(connection, shop);
            Say($"  {People:N0} people put on {engine} in {watch.Elapsed.TotalSeconds:0} s");
            worst = Math.Max(worst, await Decide(engine, db, shop));
            worst = Math.Max(worst, await Rebuild(engine, db));
        }

        return worst;
    }

    private static async Task<int> Decide(string engine, ShopDb db, Shop shop)
    {
        var now = Instant.Of(DateTimeOffset.UtcNow);
        var (program, advocates) = await Begin(db, shop, now);
        var times = new List<double>();
        for (var i = 0; i < Decisions + 300; i++)
        {
            var (number, advocate) = (i, advocates[i % advocates.Count]);
            var took = await db.Write(async tx =>
            {
                var order = (await RecordOrder.Run(tx, shop, Order(number), now)).Value.Order;
                var terms = await ProgramQueries.Terms(tx, program, 1);
                var credit = AttributionDecision.OfHistory with { Advocate = advocate, Program = program, Via = Via.Click };
                var started = Stopwatch.GetTimestamp();
                await ScreenReferral.Run(tx, shop, new ScreeningCase(order, credit, terms, ScreeningStage.Order), now);
                return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            });
            if (i >= 300)
            {
                times.Add(took);
            }
        }

        times.Sort();
        var p99 = times[(int)(times.Count * 0.99)];
        Say($"decision at the order on {engine}: median {times[times.Count / 2]:0.00} ms, 95 % {times[(int)(times.Count * 0.95)]:0.00} ms, 99 % {p99:0.00} ms, wanted {WantedMilliseconds:0}: {Verdict(p99 <= WantedMilliseconds)}");
        return p99 <= WantedMilliseconds ? 0 : 1;
    }

    private static async Task<int> Rebuild(string engine, ShopDb db)
    {
        GC.Collect();
        using var peak = new Peak();
        var watch = Stopwatch.StartNew();
        var (plan, found) = await db.Snapshot(RebuildGroups.Compare);
        await db.Write(tx => RebuildGroups.Mend(tx, plan));
        var (seconds, gigabytes) = (watch.Elapsed.TotalSeconds, peak.Gigabytes);
        var enough = seconds <= WantedSeconds && gigabytes <= WantedGigabytes;
        Say($"groups of {People:N0} referrals on {engine}: {found.Groups:N0} groups, {seconds:0.0} s, {gigabytes:0.00} GB at most; wanted {WantedSeconds:0} s, {WantedGigabytes:0} GB: {Verdict(enough)}");
        return enough ? 0 : 1;
    }

    private static async Task<(ProgramId Program, List<AdvocateId> Advocates)> Begin(ShopDb db, Shop shop, Instant now)
    {
        var wish = JsonSerializer.Deserialize<ProgramRequest>(
            """{"name": "Bench", "destination": "https://shop.example/", "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}}}""",
            WireJson.Options)!;
        var program = await db.Write(tx => Task.FromResult(CreateProgram.Run(tx, wish, now).Value.ProgramId));
        var advocates = new List<AdvocateId>();
        for (var i = 0; i < 100; i++)
        {
            var number = i;
            advocates.Add((await db.Write(tx => JoinAdvocate.Run(
                tx, shop, new NewAdvocate($"advocate{number}@example.com", $"Advocate {number}", DeviceId: $"d{number}", IpAddress: "83.1.2.3"), now))).Value.Advocate.AdvocateId);
        }

        return (program, advocates);
    }

    // Every third from the hub, every fifth on a device that was seen before.
    private static OrderRequest Order(int i) => new()
    {
        ExternalId = $"bench-{i}", Status = "paid", Subtotal = 9000, Total = 9000,
        Customer = new OrderCustomerRequest { ExternalId = $"buyer-{i}", Email = $"buyer{i}@example.org", Name = $"Buyer {i}", Phone = $"+4860{i:0000000}" },
        DeviceId = $"device-{(i % 5 == 0 ? i / 50 : i)}", PaymentFingerprint = $"card-{i}", IpAddress = i % 3 == 0 ? Hub : $"83.4.{i / 250}.{i % 250}",
        ShippingAddress = new OrderAddressRequest { Line1 = $"ul. Długa {i}", PostalCode = "00-590", Country = "PL" },
    };

    private const string Hub = "31.0.0.1";

    private static async Task Fill(string database, Shop shop)
    {
        var isPostgres = database.StartsWith("Host", StringComparison.OrdinalIgnoreCase);
        await using DbConnection connection = isPostgres
            ? new NpgsqlConnection(database + ";Command Timeout=0")
            : new SqliteConnection(database);
        await connection.OpenAsync();

        // The cases stand for orders that are not there.
        foreach (var sql in (string[])[isPostgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF", Accounts, Marks, Cases, "ANALYZE"])
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            foreach (var (name, value) in ((string, object)[])
                [("shop", shop.Id.Value), ("people", People), ("advocates", Advocates), ("hub", PersonKeys.Ip(shop, Hub)!)])
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

    private static string Verdict(bool enough) => enough ? "enough" : "NOT ENOUGH";

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    // The largest working set while it looks, every fiftieth of a second, above what there was at its beginning.
    private sealed class Peak : IDisposable
    {
        private readonly Timer _timer;
        private readonly long _before = Environment.WorkingSet;
        private long _most;

        internal Peak() => _timer = new Timer(_ => _most = Math.Max(_most, Environment.WorkingSet), null, 0, 20);

        internal double Gigabytes => Math.Max(0, _most - _before) / 1e9;

        public void Dispose() => _timer.Dispose();
    }
}
