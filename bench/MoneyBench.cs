using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>
/// Rewards issued and credit spent over HTTP, each a whole transaction with lots, ledger, journal and answer, against
/// pgbench's TPC-B on the same server at the same durability. On SQLite the anchor is the same: there is no pgbench for it.
/// </summary>
internal static partial class MoneyBench
{
    private const double Wanted = 1;
    private const int Connections = 64;
    private const int Rounds = 3;
    private const int Advocates = 64;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        await using var postgres = new PostgresFixture { IsDurable = true };
        var anchorDatabase = await postgres.EmptyDatabase();
        await PgBench(anchorDatabase, "-i", "-q", "-s", "10");
        foreach (var engine in engines)
        {
            await using var vouch = await VouchProcess.Start(engine == "postgres" ? await postgres.NewDatabase() : null);
            await vouch.Prepare();
            var people = new List<string>();
            for (var i = 0; i < Advocates; i++)
            {
                people.Add((await vouch.Post("/v1/advocates", $$"""{"email":"a{{i}}@example.com"}"""))["id"]!.ToString());
            }

            worst = Math.Max(worst, await Measure($"issued on {engine}", vouch, anchorDatabase, n => Request(
                vouch, $"/v1/advocates/{people[(int)(n % Advocates)]}/adjustments", """{"kind":"store_credit","amount":100000,"reason":"bench"}""")));
            worst = Math.Max(worst, await Measure($"redeemed on {engine}", vouch, anchorDatabase, n => Request(
                vouch, $"/v1/advocates/{people[(int)(n % Advocates)]}/redemptions", """{"kind":"store_credit","amount":1}""")));
        }

        return worst;
    }

    private static async Task<int> Measure(string what, VouchProcess vouch, string anchorDatabase, Func<long, byte[]> request)
    {
        List<double> ratios = [], ours = [], anchors = [];
        await LoadClient.Run(vouch.Address, Connections, Measured, request, _ => true);
        for (var round = 0; round < Rounds; round++)
        {
            var anchor = await PgBench(
                anchorDatabase, "-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", Measured.TotalSeconds.ToString("0", CultureInfo.InvariantCulture));
            var load = await LoadClient.Run(
                vouch.Address, Connections, Measured, request, head => head.StartsWith("HTTP/1.1 201", StringComparison.Ordinal));
            ours.Add(load.PerSecond);
            anchors.Add(anchor);
            ratios.Add(load.PerSecond / anchor);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {load.PerSecond,9:N0} {what}/s (p99 {load.P99.TotalMilliseconds:0.0} ms, {load.Wrong} wrong)   TPC-B {anchor,9:N0}/s   ratio {ratios[^1]:0.00}"));
            if (load.Wrong > 0)
            {
                return 1;
            }
        }

        return Report.Say(what, ours, anchors, ratios, Wanted);
    }

    private static byte[] Request(VouchProcess vouch, string path, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {vouch.SecretKey}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");

    private static async Task<double> PgBench(string database, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(database);
        using var process = Process.Start(new ProcessStartInfo(
            PostgresFixture.Tool("pgbench"),
            ["-h", server.Host!, "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-U", server.Username ?? "postgres", .. arguments, server.Database!])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode != 0 ? throw new InvalidOperationException(await errors)
            : Tps().Match(text) is { Success: true } match ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;
    }

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}
