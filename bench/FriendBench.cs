using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>The friend's page and the storefront script against a bare redirect, loaded by the same client in turns.</summary>
internal static class FriendBench
{
    private const double Wanted = 0.3;
    private const int Connections = 64;
    private const int Rounds = 3;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            await using var vouch = await VouchProcess.Start(postgres is null ? null : await postgres.NewDatabase());
            var code = await vouch.Prepare();
            var port = VouchProcess.FreePort();
            using var bare = Process.Start(new ProcessStartInfo("dotnet", [typeof(FriendBench).Assembly.Location, "bare", $"http://127.0.0.1:{port}"]))!;
            try
            {
                await Task.Delay(500);
                var anchor = new IPEndPoint(IPAddress.Loopback, port);
                foreach (var path in (string[])[$"/f/{code}?vouch=clk_0000000000001", "/widget.js"])
                {
                    worst = Math.Max(worst, await Compare($"{path.Split('/')[1].Split('?')[0]} on {engine}", vouch.Address, anchor, path));
                }
            }
            finally
            {
                bare.Kill();
                await bare.WaitForExitAsync();
            }
        }

        return worst;
    }

    private static async Task<int> Compare(string what, IPEndPoint vouch, IPEndPoint bare, string path)
    {
        await Load(vouch, path, "200", Warm);
        await Load(bare, "/r/ANNA", "302", Warm);
        List<double> ratios = [], pages = [], bares = [];
        for (var round = 0; round < Rounds; round++)
        {
            var anchor = await Load(bare, "/r/ANNA", "302", Measured);
            var page = await Load(vouch, path, "200", Measured);
            pages.Add(page.PerSecond);
            bares.Add(anchor.PerSecond);
            ratios.Add(page.PerSecond / anchor.PerSecond);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {page.PerSecond,9:N0}/s (p99 {page.P99.TotalMilliseconds:0.0} ms, {page.Wrong} wrong)   bare {anchor.PerSecond,9:N0}/s   ratio {ratios[^1]:0.00}"));
            if (page.Wrong > 0)
            {
                return 1;
            }
        }

        return Report.Say(what, pages, bares, ratios, Wanted);
    }

    private static Task<LoadResult> Load(IPEndPoint server, string path, string status, TimeSpan duration)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept-Language: en\r\n\r\n");
        return LoadClient.Run(server, Connections, duration, _ => request, head => head.StartsWith($"HTTP/1.1 {status}", StringComparison.Ordinal));
    }
}
