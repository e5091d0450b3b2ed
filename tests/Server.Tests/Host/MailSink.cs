using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Vouch.Server.Tests.Host;

/// <summary>A mail server of this machine that answers as a test wants: well, late, badly, or by hanging up.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    /// <summary>Hangs up in the place of an answer.</summary>
    internal const string HangUp = "!";

    /// <summary>Says nothing.</summary>
    internal const string Silence = "";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _mails = new();
    private readonly Task _accepting;
    private int _connections;

    internal MailSink()
    {
        _listener.Start();
        _accepting = Task.Run(Accept);
    }

    /// <summary>What it offers after EHLO.</summary>
    internal string[] Offers { get; set; } = ["PIPELINING", "8BITMIME", "SIZE 1000000"];

    /// <summary>
    /// Its answer to a line: "(hello)" for a new connection, a command, or "(mail)" for a whole mail; null for a good one.
    /// </summary>
    internal Func<string, string?> Answers { get; set; } = static _ => null;

    /// <summary>Its address.</summary>
    internal string Url => $"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>What was said to it, mails left out.</summary>
    internal IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>The mails it has, with the dots as they were sent.</summary>
    internal IReadOnlyList<string> Mails => [.. _mails];

    /// <summary>How many connections there were.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        _over.Dispose();
    }

    private async Task Accept()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_over.Token);
                Interlocked.Increment(ref _connections);
                open.Add(Task.Run(() => Talk(client)));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            if (!await Say(stream, Answers("(hello)") ?? "220 sink"))
            {
                return;
            }

            var (fromSomebody, forSomebody) = (false, false);
            while (await reader.ReadLineAsync(_over.Token) is { } line)
            {
                _lines.Enqueue(line);
                var answer = Answers(line) ?? Usual(line);
                if (line.StartsWith("MAIL", StringComparison.Ordinal))
                {
                    (fromSomebody, forSomebody) = (answer.StartsWith('2'), false);
                }
                else if (line.StartsWith("RCPT", StringComparison.Ordinal))
                {
                    forSomebody = fromSomebody && answer.StartsWith('2');
                }

                if (!await Say(stream, answer)
                    || (answer.StartsWith("354", StringComparison.Ordinal) && !await Take(reader, stream, forSomebody)))
                {
                    return;
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The client hung up, or the test is over.
        }
    }

    private async Task<bool> Take(StreamReader reader, Stream stream, bool forSomebody)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_over.Token) is { } line && line != ".")
        {
            mail.Append(line).Append("\r\n");
        }

        var answer = forSomebody ? Answers("(mail)") ?? "250 2.0.0 kept" : "554 for nobody";
        if (answer.StartsWith('2'))
        {
            _mails.Enqueue(mail.ToString());
        }

        return await Say(stream, answer);
    }

    private string Usual(string line) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "EHLO" => string.Join("\r\n", ((string[])["sink", .. Offers]).Select((offer, i) => $"250{(i == Offers.Length ? ' ' : '-')}{offer}")),
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 2.0.0 fine",
    };

    private async Task<bool> Say(Stream stream, string answer)
    {
        if (answer == HangUp)
        {
            return false;
        }

        if (answer != Silence)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), _over.Token);
        }

        return true;
    }
}
