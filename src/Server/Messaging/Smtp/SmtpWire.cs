using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging.Smtp;

/// <summary>Bytes to and from a mail server: lines of bounded length in, commands and mails out, TLS around them.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private const int LongestLine = 2_048;
    private const int MostLines = 64;

    private readonly byte[] _buffer = new byte[4_096];
    private Stream _stream;
    private int _from;
    private int _to;

    private SmtpWire(Stream stream) => _stream = stream;

    /// <summary>True once TLS stands.</summary>
    internal bool IsEncrypted => _stream is SslStream;

    /// <summary>A mail as it is sent: a line that begins with a dot has a second one, and a lone dot ends it.</summary>
    internal static byte[] DotStuffed(ReadOnlySpan<byte> mime)
    {
        var stuffed = new List<byte>(mime.Length + 64);
        var isLineStart = true;
        foreach (var next in mime)
        {
            if (isLineStart && next == '.')
            {
                stuffed.Add((byte)'.');
            }

            stuffed.Add(next);
            isLineStart = next == '\n';
        }

        stuffed.AddRange(isLineStart ? ".\r\n"u8 : "\r\n.\r\n"u8);
        return [.. stuffed];
    }

    /// <summary>Connects to the first of the server's addresses that answers.</summary>
    internal static async Task<SmtpWire> Dial(SmtpServer server, OutboundNetwork network, TimeSpan patience, CancellationToken stop)
    {
        IPAddress[] addresses = IPAddress.TryParse(server.Host, out var literal)
            ? [literal]
            : await Within(patience, "looking up the mail server", until => network.Resolve(server.Host, until), stop);
        for (var i = 0; i < addresses.Length; i++)
        {
            var to = new IPEndPoint(addresses[i], server.Port);
            try
            {
                return new SmtpWire(await Within(patience, "connecting", until => network.Connect(to, until), stop));
            }
            catch (SmtpTroubleException) when (i < addresses.Length - 1)
            {
                // The next address may answer.
            }
        }

        throw new SmtpTroubleException("the mail server's name has no address");
    }

    /// <summary>Encrypts from here on. What came unencrypted before and was not read yet is forged, and ends it.</summary>
    internal async Task Encrypt(SmtpServer server, TimeSpan patience, CancellationToken stop)
    {
        if (_from != _to)
        {
            throw new SmtpTroubleException("the mail server spoke before TLS stood");
        }

        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = tls;
        var options = new SslClientAuthenticationOptions { TargetHost = server.Host };
        if (server.Tls == SmtpTls.IfOffered)
        {
            // Its certificate proves nothing that this machine's own address does not.
            options.RemoteCertificateValidationCallback = static (_, _, _, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable);
        }
        else if (server.AuthorityFile is { } file)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPemFile(file);
            options.CertificateChainPolicy = policy;
        }

        await Within(patience, "TLS", async until =>
        {
            await tls.AuthenticateAsClientAsync(options, until);
            return true;
        }, stop);
    }

    /// <summary>Writes a line, or several that the server takes at once.</summary>
    internal Task Command(string lines, TimeSpan patience, CancellationToken stop) =>
        Write(Encoding.UTF8.GetBytes(lines + "\r\n"), patience, stop);

    internal Task<bool> Write(ReadOnlyMemory<byte> bytes, TimeSpan patience, CancellationToken stop) =>
        Within(patience, "sending", async until =>
        {
            await _stream.WriteAsync(bytes, until);
            await _stream.FlushAsync(until);
            return true;
        }, stop);

    /// <summary>Reads one answer, of one line or several.</summary>
    internal Task<SmtpReply> Reply(TimeSpan patience, CancellationToken stop) =>
        Within(patience, "waiting for the mail server", ReadReply, stop);

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<SmtpReply> ReadReply(CancellationToken stop)
    {
        var lines = new List<string>();
        while (true)
        {
            var line = await ReadLine(stop);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code) || code is < 200 or > 599
                || (line.Length > 3 && line[3] is not (' ' or '-')))
            {
                throw new SmtpTroubleException("the other side does not speak SMTP");
            }

            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
            {
                return new SmtpReply(code, lines);
            }

            if (lines.Count == MostLines)
            {
                throw new SmtpTroubleException("the mail server's answer has no end");
            }
        }
    }

    private async Task<string> ReadLine(CancellationToken stop)
    {
        var line = new List<byte>();
        while (true)
        {
            if (_from == _to)
            {
                (_from, _to) = (0, await _stream.ReadAsync(_buffer, stop));
                if (_to == 0)
                {
                    throw new SmtpTroubleException("the mail server hung up");
                }
            }

            var next = _buffer[_from++];
            if (next == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next);
            if (line.Count > LongestLine)
            {
                throw new SmtpTroubleException("the mail server's answer is too long");
            }
        }
    }

    private static async Task<T> Within<T>(TimeSpan patience, string what, Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop);
        until.CancelAfter(patience);
        try
        {
            return await work(until.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SmtpTroubleException($"{what} took too long");
        }
        catch (AuthenticationException untrusted)
        {
            throw new SmtpTroubleException("no trusted TLS connection: " + untrusted.Message, untrusted);
        }
        catch (SocketException away)
        {
            throw new SmtpTroubleException($"{what} failed: {away.Message}", away);
        }
        catch (IOException broken) when (broken is not SmtpTroubleException)
        {
            throw new SmtpTroubleException("the connection broke", broken);
        }
    }
}
