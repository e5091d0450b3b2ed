using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>One address of Vouch that is set against a bare redirect.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Path">Its path.</param>
/// <param name="IsRight">Judges the head of an answer.</param>
/// <param name="Wanted">The least ratio.</param>
internal sealed record Contender(string Name, string Path, Func<string, bool> IsRight, double Wanted);

/// <summary>
/// Vouch against a bare redirect: both on Kestrel in a process of their own, loaded by the same client on the same machine, in turns.
/// </summary>
internal static class AgainstBare
{
    private const int Connections = 64;
    private const int Rounds = 3;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs each contender on each engine.</summary>
    /// <param name="engines"><c>sqlite</c> and <c>postgres</c>.</param>
    /// <param name="contenders">Made of the code of the link that is there to be followed.</param>
    internal static async Task<int> Run(string[] engines, Func<string, IReadOnlyList<Contender>> contenders)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            await using var vouch = await VouchProcess.Start(postgres is null ? null : await postgres.NewDatabase());
            var code = await vouch.Prepare();
            var port = VouchProcess.FreePort();
            using var bare = Process.Start(
                new ProcessStartInfo("dotnet", [typeof(AgainstBare).Assembly.Location, "bare", $"http://127.0.0.1:{port}"]))!;
            try
            {
                var anchor = new IPEndPoint(IPAddress.Loopback, port);
                await Answers(anchor);
                foreach (var contender in contenders(code))
                {
                    worst = Math.Max(worst, await Compare($"{contender.Name} on {engine}", vouch.Address, anchor, contender));
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

    private static async Task<int> Compare(string what, IPEndPoint vouch, IPEndPoint bare, Contender contender)
    {
        var anchor = contender with { Path = "/r/ANNA", IsRight = head => head.StartsWith("HTTP/1.1 302", StringComparison.Ordinal) };
        await Load(vouch, contender, Warm);
        await Load(bare, anchor, Warm);
        List<double> ratios = [], ours = [], bares = [];
        for (var round = 0; round < Rounds; round++)
        {
            var plain = await Load(bare, anchor, Measured);
            var full = await Load(vouch, contender, Measured);
            ours.Add(full.PerSecond);
            bares.Add(plain.PerSecond);
            ratios.Add(full.PerSecond / plain.PerSecond);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {full.PerSecond,9:N0}/s (p99 {full.P99.TotalMilliseconds:0.0} ms, {full.Wrong} wrong)   bare {plain.PerSecond,9:N0}/s   ratio {ratios[^1]:0.00}"));
            if (full.Wrong > 0)
            {
                return 1;
            }
        }

        return Report.Say(what, ours, bares, ratios, contender.Wanted);
    }

    private static Task<LoadResult> Load(IPEndPoint server, Contender contender, TimeSpan duration)
    {
        var request = Encoding.ASCII.GetBytes(
            $"GET {contender.Path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n"
            + "Accept-Language: en\r\nAccept-Encoding: br\r\n\r\n");
        return LoadClient.Run(server, Connections, duration, _ => request, contender.IsRight);
    }

    // The process is there once it takes a connection.
    private static async Task Answers(IPEndPoint server)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(server);
                return;
            }
            catch (SocketException) when (watch.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }
}
