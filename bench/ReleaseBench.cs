using System.Diagnostics;
using System.Globalization;
using System.Text;
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
    private static readonly TimeSpan Intake = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            await using var vouch = await VouchProcess.Start(postgres is null ? null : await postgres.NewDatabase());
            var code = await vouch.Prepare();
            var anna = (await vouch.Get("/v1/advocates"))["items"]!.AsArray().Single()!["id"]!.ToString();

            // Placed a day ago less the time that the intake takes: all holds of one day end when it is over.
            var placed = DateTimeOffset.UtcNow.AddDays(-1) + Intake + TimeSpan.FromSeconds(5);
            var due = placed.AddDays(1);
            var load = await LoadClient.Run(
                vouch.Address, Connections, Intake, n => Request(vouch.SecretKey, code, n, placed),
                head => head.StartsWith("HTTP/1.1 201", StringComparison.Ordinal));
            while (DateTimeOffset.UtcNow < due)
            {
                await Task.Delay(Poll);
            }

            var watch = Stopwatch.StartNew();
            while ((await vouch.Get($"/v1/advocates/{anna}/balance"))["pending"]!.GetValue<long>() > 0)
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

    private static byte[] Request(string key, string code, long n, DateTimeOffset placed)
    {
        var at = placed.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var body = $$"""
            {"externalId":"r-{{n}}","placedAt":"{{at}}","status":"paid","subtotal":10000,"total":10000,"couponCodes":["{{code}}"],"customer":{"externalId":"c-{{n}}","email":"r{{n}}@example.com"} }
            """;
        return Encoding.UTF8.GetBytes(
            $"POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
