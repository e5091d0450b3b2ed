using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>
/// What a big sale leaves behind: many rewards whose hold ends at the same moment. Measured from that moment until the
/// last one is available; the server's log tells how far it is.
/// </summary>
internal static class ReleaseBench
{
    private const int Wanted = 60;
    private const int WantedRewards = 100_000;
    private const int Connections = 64;
    private const int Advocates = 500;
    private static readonly TimeSpan Intake = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            await using var vouch = await VouchProcess.Start(postgres is null ? null : await postgres.NewDatabase(), "test");
            await vouch.Post("/v1/test-clock", $$"""{"now":"{{DateTimeOffset.UtcNow.AddDays(-60):yyyy-MM-ddTHH:mm:ssZ}}"}""");
            List<string> codes = [await vouch.Prepare()];
            while (codes.Count < Advocates)
            {
                codes.Add((await vouch.Post("/v1/advocates", $$"""{"email":"a{{codes.Count}}@example.com"}"""))["code"]!.ToString());
            }

            var load = await LoadClient.Run(
                vouch.Address, Connections, Intake, n => Request(vouch.SecretKey, codes[(int)(n % Advocates)], n),
                head => head.StartsWith("HTTP/1.1 201", StringComparison.Ordinal));
            // The shop's clock stood sixty days back; going live it follows the wall, and all holds are over at once.
            await GoLive(vouch);
            var watch = Stopwatch.StartNew();
            while ((await vouch.Get("/v1/referrals?status=pending&limit=1"))["items"]!.AsArray().Count > 0)
            {
                await Task.Delay(Poll);
            }

            var rate = load.Requests / watch.Elapsed.TotalSeconds;
            var whole = WantedRewards / rate;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"release on {engine}: {load.Requests:N0} in {watch.Elapsed.TotalSeconds:0.0} s ({rate:N0}/s, {load.Wrong} wrong), so {WantedRewards:N0} in {whole:0} s, wanted {Wanted}: {(whole <= Wanted ? "enough" : "NOT ENOUGH")}"));
            worst = Math.Max(worst, whole <= Wanted && load.Wrong == 0 ? 0 : 1);
        }

        return worst;
    }

    private static async Task GoLive(VouchProcess vouch)
    {
        System.Data.Common.DbConnection connection = vouch.Database.StartsWith("Host", StringComparison.OrdinalIgnoreCase)
            ? new NpgsqlConnection(vouch.Database)
            : new SqliteConnection(vouch.Database);
        await using var open = connection;
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE shops SET mode = 'live', clock_at = NULL";
        await command.ExecuteNonQueryAsync();
    }

    private static byte[] Request(string key, string code, long n)
    {
        var body = $$"""
            {"externalId":"r-{{n}}","status":"paid","subtotal":10000,"total":10000,"couponCodes":["{{code}}"],"customer":{"externalId":"c-{{n}}","email":"r{{n}}@example.com"} }
            """;
        return Encoding.UTF8.GetBytes(
            $"POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
