using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>
/// Durable clicks against a bare redirect: both on Kestrel in a process of their own, loaded by the same client on the
/// same machine, in turns. Each click is on disk before its 302.
/// </summary>
internal static class ClicksBench
{
    private const double Wanted = 0.4;
    private const int Connections = 64;
    private const int Rounds = 3;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            await using var vouch = await VouchProcess.Start(postgres is null ? null : await postgres.NewDatabase());
            var code = await vouch.Prepare();
            var port = VouchProcess.FreePort();
            using var bare = Process.Start(new ProcessStartInfo("dotnet", [typeof(ClicksBench).Assembly.Location, "bare", $"http://127.0.0.1:{port}"]))!;
            try
            {
                worst = Math.Max(worst, await Compare(engine, vouch, new IPEndPoint(IPAddress.Loopback, port), code));
            }
            finally
            {
                bare.Kill();
                await bare.WaitForExitAsync();
            }
        }

        return worst;
    }

    private static async Task<int> Compare(string engine, VouchProcess vouch, IPEndPoint bare, string code)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET /r/{code} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n\r\n");
        await Task.Delay(500);
        await Load(vouch.Address, request, Warm);
        await Load(bare, request, Warm);
        List<double> ratios = [], clicks = [], bares = [];
        for (var round = 0; round < Rounds; round++)
        {
            var anchor = await Load(bare, request, Measured);
            var durable = await Load(vouch.Address, request, Measured);
            clicks.Add(durable.PerSecond);
            bares.Add(anchor.PerSecond);
            ratios.Add(durable.PerSecond / anchor.PerSecond);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {durable.PerSecond,9:N0} durable clicks/s (p99 {durable.P99.TotalMilliseconds:0.0} ms, {durable.Wrong} wrong)   bare {anchor.PerSecond,9:N0}/s   ratio {ratios[^1]:0.00}"));
            if (durable.Wrong > 0)
            {
                return 1;
            }
        }

        return Report.Say($"clicks on {engine}", clicks, bares, ratios, Wanted);
    }

    private static Task<LoadResult> Load(IPEndPoint server, byte[] request, TimeSpan duration) => LoadClient.Run(
        server, Connections, duration, _ => request, head => head.StartsWith("HTTP/1.1 302", StringComparison.Ordinal) && head.Contains("vouch=", StringComparison.Ordinal));
}

/// <summary>One line of result: the medians and whether they are enough.</summary>
internal static class Report
{
    internal static int Say(string what, List<double> ours, List<double> anchors, List<double> ratios, double wanted)
    {
        var ratio = Median(ratios);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Median(ours):N0}/s against {Median(anchors):N0}/s, ratio {ratio:0.00}, wanted {wanted:0.0}: {(ratio >= wanted ? "enough" : "NOT ENOUGH")}"));
        return ratio >= wanted ? 0 : 1;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
