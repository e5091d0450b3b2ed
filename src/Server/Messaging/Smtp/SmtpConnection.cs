using System.Globalization;
using System.Text;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging.Smtp;

/// <summary>One connection to a mail server, greeted, encrypted and signed in; it takes one mail after the other.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int Chunk = 16 * 1024;

    private readonly SmtpWire _wire;
    private readonly SmtpPatience _patience;
    private readonly HashSet<string> _offers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _logins = new(StringComparer.OrdinalIgnoreCase);
    private long _largest;

    private SmtpConnection(SmtpWire wire, SmtpPatience patience) => (_wire, _patience) = (wire, patience);

    /// <summary>True while another mail may be sent.</summary>
    internal bool IsUsable { get; private set; } = true;

    /// <summary>True from when the whole mail may be with the server until its answer is here.</summary>
    internal bool IsInDoubt { get; private set; }

    /// <summary>Connects and signs in.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="network">How it is reached.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="name">Who we say we are.</param>
    /// <param name="stop">We were told to stop.</param>
    /// <exception cref="SmtpTroubleException">It cannot be done now.</exception>
    internal static async Task<SmtpConnection> Open(
        SmtpServer server, OutboundNetwork network, SmtpPatience patience, string name, CancellationToken stop)
    {
        var wire = await SmtpWire.Dial(server, network, patience.Connect, stop);
        try
        {
            var connection = new SmtpConnection(wire, patience);
            await connection.Greet(server, name, stop);
            await connection.SignIn(server, stop);
            return connection;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Hands one mail over.</summary>
    /// <exception cref="SmtpTroubleException">The connection broke; <see cref="IsInDoubt"/> tells what of the mail.</exception>
    internal async Task<SmtpOutcome> Send(MailAddress from, MailAddress to, ReadOnlyMemory<byte> mime, CancellationToken stop)
    {
        var isBinary = mime.Span.ContainsAnyExceptInRange((byte)0, (byte)0x7f);
        var needsUtf8 = from.NeedsUtf8 || to.NeedsUtf8;
        if (needsUtf8 && !_offers.Contains("SMTPUTF8"))
        {
            return new SmtpOutcome.Refused(
                "The mail server does not take addresses with letters beyond ASCII (SMTPUTF8).", IsAddress: false);
        }

        if (_largest > 0 && mime.Length > _largest)
        {
            return new SmtpOutcome.Refused("The mail is larger than the mail server takes.", IsAddress: false);
        }

        var begin = new StringBuilder("MAIL FROM:<").Append(from.Text).Append('>');
        if (_offers.Contains("SIZE"))
        {
            begin.Append(CultureInfo.InvariantCulture, $" SIZE={mime.Length}");
        }

        if (isBinary && _offers.Contains("8BITMIME"))
        {
            begin.Append(" BODY=8BITMIME");
        }

        if (needsUtf8)
        {
            begin.Append(" SMTPUTF8");
        }

        try
        {
            return await Envelope(begin.ToString(), $"RCPT TO:<{to.Text}>", stop) ?? await Body(mime, stop);
        }
        catch
        {
            IsUsable = false;
            throw;
        }
    }

    /// <summary>Says good-bye without waiting for an answer.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (IsUsable)
            {
                await _wire.Command("QUIT", TimeSpan.FromSeconds(1), CancellationToken.None);
            }

            await _wire.DisposeAsync();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    // Null once the server waits for the mail itself.
    private async Task<SmtpOutcome?> Envelope(string mail, string recipient, CancellationToken stop)
    {
        if (!_offers.Contains("PIPELINING"))
        {
            var one = await Ask(mail, stop);
            var two = one.IsYes ? await Ask(recipient, stop) : one;
            return await NoEntry(one, two, stop) ?? (await Ask("DATA", stop) is { Code: not 354 } no ? await NotNow(no, stop) : null);
        }

        await _wire.Command($"{mail}\r\n{recipient}\r\nDATA", _patience.Command, stop);
        var begun = await Answer(stop);
        var taken = await Answer(stop);
        var data = await Answer(stop);
        if (begun.IsYes && taken.IsYes)
        {
            return data.Code == 354 ? null : await NotNow(data, stop);
        }

        if (data.Code == 354)
        {
            // It waits for a mail to nobody: an empty one ends that, and is refused.
            await _wire.Command(".", _patience.Command, stop);
            await Answer(stop);
        }

        return await NoEntry(begun, taken, stop);
    }

    private async Task<SmtpOutcome?> NoEntry(SmtpReply begun, SmtpReply taken, CancellationToken stop) =>
        !begun.IsYes ? await NotNow(begun, stop)
        : !taken.IsYes ? await NotNow(taken, stop, isAddress: true)
        : null;

    private async Task<SmtpOutcome> Body(ReadOnlyMemory<byte> mime, CancellationToken stop)
    {
        var stuffed = SmtpWire.DotStuffed(mime.Span);
        for (var at = 0; at < stuffed.Length; at += Chunk)
        {
            var part = stuffed.AsMemory(at, Math.Min(Chunk, stuffed.Length - at));
            IsInDoubt = at + part.Length == stuffed.Length;
            await _wire.Write(part, _patience.Command, stop);
        }

        var answer = await _wire.Reply(_patience.Final, stop);
        IsInDoubt = false;
        IsUsable = !answer.IsGoodbye;
        return answer.IsYes ? new SmtpOutcome.Accepted(answer.Words) : await NotNow(answer, stop, isOver: true);
    }

    // A 5xx is for ever, all else for now. The next mail begins afresh.
    private async Task<SmtpOutcome> NotNow(SmtpReply answer, CancellationToken stop, bool isAddress = false, bool isOver = false)
    {
        if (answer.IsGoodbye)
        {
            IsUsable = false;
        }
        else if (!isOver)
        {
            await Ask("RSET", stop);
        }

        return answer.IsNever ? new SmtpOutcome.Refused(answer.Words, isAddress) : new SmtpOutcome.TryLater(answer.Words);
    }

    private async Task Greet(SmtpServer server, string name, CancellationToken stop)
    {
        if (server.Tls == SmtpTls.Implicit)
        {
            await _wire.Encrypt(server, _patience.Connect, stop);
        }

        Expect(await Answer(stop), "greeting");
        await Hello(name, stop);
        if (server.Tls is SmtpTls.Required || (server.Tls is SmtpTls.IfOffered && _offers.Contains("STARTTLS")))
        {
            if (!_offers.Contains("STARTTLS"))
            {
                throw new SmtpTroubleException("the mail server offers no TLS, which is required (tls=never does without)");
            }

            Expect(await Ask("STARTTLS", stop), "STARTTLS");
            await _wire.Encrypt(server, _patience.Connect, stop);

            // What was said before could have come from anybody.
            await Hello(name, stop);
        }
    }

    private async Task Hello(string name, CancellationToken stop)
    {
        _offers.Clear();
        _logins.Clear();
        var hello = await Ask("EHLO " + name, stop);
        if (hello.IsNever)
        {
            // One from before extensions.
            Expect(await Ask("HELO " + name, stop), "HELO");
            return;
        }

        Expect(hello, "EHLO");

        foreach (var offer in hello.Lines.Skip(1))
        {
            var words = offer.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            _offers.Add(words[0]);
            if (words[0].Equals("AUTH", StringComparison.OrdinalIgnoreCase))
            {
                _logins.UnionWith(words.Skip(1));
            }
            else if (words[0].Equals("SIZE", StringComparison.OrdinalIgnoreCase) && words.Length > 1)
            {
                _largest = long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var largest) ? largest : 0;
            }
        }
    }

    private async Task SignIn(SmtpServer server, CancellationToken stop)
    {
        if (server is not { User: { } user, Password: { } password })
        {
            return;
        }

        if (!_wire.IsEncrypted && !server.IsThisMachine)
        {
            throw new SmtpTroubleException("a password is not sent without TLS");
        }

        if (_logins.Contains("PLAIN"))
        {
            Expect(await Ask("AUTH PLAIN " + Base64($"\0{user}\0{password}"), stop), "signing in");
        }
        else if (_logins.Contains("LOGIN"))
        {
            ExpectMore(await Ask("AUTH LOGIN", stop));
            ExpectMore(await Ask(Base64(user), stop));
            Expect(await Ask(Base64(password), stop), "signing in");
        }
        else
        {
            throw new SmtpTroubleException("the mail server offers neither AUTH PLAIN nor AUTH LOGIN");
        }
    }

    private async Task<SmtpReply> Ask(string command, CancellationToken stop)
    {
        await _wire.Command(command, _patience.Command, stop);
        return await Answer(stop);
    }

    private Task<SmtpReply> Answer(CancellationToken stop) => _wire.Reply(_patience.Command, stop);

    private static void Expect(SmtpReply reply, string step)
    {
        if (!reply.IsYes)
        {
            throw new SmtpTroubleException($"{step}: {reply.Words}");
        }
    }

    private static void ExpectMore(SmtpReply reply)
    {
        if (reply.Code != 334)
        {
            throw new SmtpTroubleException("signing in: " + reply.Words);
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
