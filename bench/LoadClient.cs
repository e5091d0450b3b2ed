using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vouch.Bench;

/// <summary>What a run came to.</summary>
/// <param name="Requests">Answers counted.</param>
/// <param name="Wrong">Answers that were not the wanted one.</param>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="P99">The 99th percentile of the latency.</param>
internal sealed record LoadResult(long Requests, long Wrong, TimeSpan Elapsed, TimeSpan P99)
{
    internal double PerSecond => Requests / Elapsed.TotalSeconds;
}

/// <summary>
/// A load generator that costs little: raw sockets, keep-alive, one request at a time on each connection, the
/// answer read to its end by Content-Length or to its empty line.
/// </summary>
internal static class LoadClient
{
    /// <summary>Sends for a time on so many connections.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="connections">How many at once.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="request">The bytes of the n-th request.</param>
    /// <param name="isRight">Judges the head of an answer.</param>
    internal static async Task<LoadResult> Run(IPEndPoint server, int connections, TimeSpan duration, Func<long, byte[]> request, Func<string, bool> isRight)
    {
        long next = 0;
        var watch = Stopwatch.StartNew();
        var workers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var latencies = new List<double>();
            long wrong = 0;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(server);
            var buffer = new byte[64 * 1024];
            while (watch.Elapsed < duration)
            {
                var bytes = request(Interlocked.Increment(ref next));
                var started = Stopwatch.GetTimestamp();
                await socket.SendAsync(bytes);
                var head = await ReadAnswer(socket, buffer);
                latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                if (!isRight(head))
                {
                    wrong++;
                }
            }

            return (latencies, wrong);
        })));
        var elapsed = watch.Elapsed;
        var all = workers.SelectMany(w => w.latencies).Order().ToList();
        return new LoadResult(all.Count, workers.Sum(w => w.wrong), elapsed, TimeSpan.FromMilliseconds(all.Count == 0 ? 0 : all[(int)(all.Count * 0.99)]));
    }

    private static async Task<string> ReadAnswer(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                continue;
            }

            var head = Encoding.ASCII.GetString(buffer, 0, end);
            var wanted = end + 4 + BodyLength(head);
            while (length < wanted)
            {
                length += await socket.ReceiveAsync(buffer.AsMemory(length % buffer.Length));
            }

            return head;
        }
    }

    private static int BodyLength(string head)
    {
        const string name = "Content-Length: ";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? throw new IOException("Chunked answers are not read here.") : 0;
        }

        var end = head.IndexOf("\r\n", at, StringComparison.Ordinal);
        return int.Parse(head.AsSpan(at + name.Length, (end < 0 ? head.Length : end) - at - name.Length), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
