using System.Text;
using Shouldly;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Letters;

/// <summary>Mail is handed to a server that may be slow, rude or forged; nothing is sent twice that it took, and nothing is lost.</summary>
public sealed class SmtpTests
{
    private static readonly SmtpPatience Short = new(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(400));

    private static readonly byte[] SomeMail = Encoding.ASCII.GetBytes("Subject: a\r\n\r\nfirst\r\n.\r\n..two\r\nend");

    [Theory]
    [InlineData("smtp://mail.example", "mail.example", 587, "Required", null, null)]
    [InlineData("smtp://u%40x:p%3A%2Fss@mail.example:2525", "mail.example", 2525, "Required", "u@x", "p:/ss")]
    [InlineData("smtps://u:p@mail.example", "mail.example", 465, "Implicit", "u", "p")]
    [InlineData("smtp://localhost:25", "localhost", 25, "IfOffered", null, null)]
    [InlineData("smtp://[::1]:25?tls=required", "::1", 25, "Required", null, null)]
    [InlineData("smtp://127.0.0.1?tls=never", "127.0.0.1", 587, "Never", null, null)]
    [InlineData("smtp://u@mail.example", "mail.example", 587, "Required", "u", "kept")]
    public void An_address_of_a_mail_server_is_read(string text, string host, int port, string tls, string? user, string? password)
    {
        var server = SmtpServer.Parse(text, "kept").Value;
        (server.Host, server.Port, server.Tls.ToString(), server.User, server.Password).ShouldBe((host, port, tls, user, password));
    }

    [Theory]
    [InlineData("smtp://")]
    [InlineData("http://mail.example")]
    [InlineData("smtp://mail.example/path")]
    [InlineData("smtp://mail.example?tls=perhaps")]
    [InlineData("smtps://mail.example?tls=never")]
    [InlineData("smtp://u:p@mail.example?tls=never")]
    [InlineData("smtp://u@mail.example")]
    [InlineData("smtp://:p@mail.example")]
    [InlineData("smtp://u:p%0d%0aQUIT@mail.example")]
    [InlineData("smtp://u:%00p@mail.example")]
    [InlineData("smtp://mail.example?ca=/nowhere/ca.pem")]
    [InlineData("smtp://mail.example?ca=")]
    [InlineData("smtp://mail.example?connections=0")]
    [InlineData("smtp://mail.example?colour=red")]
    public void A_wrong_address_of_a_mail_server_is_refused_with_a_sentence(string text) =>
        SmtpServer.Parse(text).Refusal!.Sentence.ShouldNotBeEmpty();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mails_go_one_after_the_other_through_one_connection_and_dots_stay_dots(bool pipelining)
    {
        await using var sink = new MailSink { Offers = pipelining ? ["PIPELINING", "SIZE 1000"] : ["SIZE"] };
        await using var pool = Pool(sink);
        for (var i = 0; i < 3; i++)
        {
            (await Send(pool)).ShouldBe(new SmtpOutcome.Accepted("250 2.0.0 kept"));
        }

        sink.Connections.ShouldBe(1);
        sink.Mails.Count.ShouldBe(3);
        sink.Mails.Distinct().Single().ShouldBe("Subject: a\r\n\r\nfirst\r\n..\r\n...two\r\nend\r\n");
        sink.Lines.Take(3).ShouldBe(["EHLO tea.example", $"MAIL FROM:<vouch@tea.example> SIZE={SomeMail.Length}", "RCPT TO:<anna@example.com>"]);
    }

    [Theory]
    [InlineData("MAIL", "451 later", "later", true)]
    [InlineData("MAIL", "550 not you", "never", true)]
    [InlineData("RCPT", "450 mailbox busy", "later", true)]
    [InlineData("RCPT", "550 5.1.1 nobody of that name", "address", true)]
    [InlineData("RCPT", "550 5.1.1 nobody of that name", "address", false)]
    [InlineData("DATA", "452 no room", "later", true)]
    [InlineData("DATA", "554 no", "never", true)]
    [InlineData("(mail)", "451 try again", "later", true)]
    [InlineData("(mail)", "554 spam", "never", true)]
    [InlineData("(mail)", "421 closing", "later", true)]
    [InlineData("RCPT", "421 closing", "later", true)]
    [InlineData("EHLO", "421 too many", "later", true)]
    [InlineData("EHLO", "450 not now", "later", true)]
    [InlineData("(hello)", "554 not for you", "later", true)]
    [InlineData("(hello)", "421 come back", "later", true)]
    public async Task A_no_is_for_now_or_for_ever_and_the_next_mail_goes(string step, string answer, string expected, bool pipelining)
    {
        var isRude = true;
        await using var sink = new MailSink { Offers = pipelining ? ["PIPELINING"] : [] };
        sink.Answers = line => isRude && line.StartsWith(step, StringComparison.Ordinal) ? answer : null;
        await using var pool = Pool(sink);
        var outcome = await Send(pool);
        (outcome switch
        {
            SmtpOutcome.TryLater => "later",
            SmtpOutcome.Refused { IsAddress: true } => "address",
            SmtpOutcome.Refused => "never",
            _ => outcome.ToString(),
        }).ShouldBe(expected);
        sink.Mails.ShouldBeEmpty();

        isRude = false;
        (await Send(pool)).ShouldBeOfType<SmtpOutcome.Accepted>();
        sink.Mails.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("(hello)", MailSink.Silence, "later")]
    [InlineData("EHLO", MailSink.Silence, "later")]
    [InlineData("MAIL", MailSink.Silence, "later")]
    [InlineData("DATA", MailSink.Silence, "later")]
    [InlineData("(mail)", MailSink.Silence, "unknown")]
    [InlineData("(hello)", MailSink.HangUp, "later")]
    [InlineData("RCPT", MailSink.HangUp, "later")]
    [InlineData("DATA", MailSink.HangUp, "later")]
    [InlineData("(mail)", MailSink.HangUp, "unknown")]
    [InlineData("EHLO", "HTTP/1.1 400 Bad Request", "later")]
    [InlineData("(mail)", "25", "unknown")]
    public async Task Silence_and_broken_connections_are_not_taken_for_an_answer(string step, string answer, string expected)
    {
        await using var sink = new MailSink { Answers = line => line.StartsWith(step, StringComparison.Ordinal) ? answer : null };
        await using var pool = Pool(sink);
        var outcome = await Send(pool);
        (outcome is SmtpOutcome.TryLater ? "later" : outcome is SmtpOutcome.Unknown ? "unknown" : outcome.ToString()).ShouldBe(expected);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var sink = new MailSink { Answers = line => line.StartsWith("EHLO", StringComparison.Ordinal) ? new string('2', 5_000_000) : null };
        await using var pool = Pool(sink);
        (await Send(pool)).ShouldBe(new SmtpOutcome.TryLater("the mail server's answer is too long"));

        sink.Answers = line => line.StartsWith("EHLO", StringComparison.Ordinal)
            ? string.Concat(Enumerable.Repeat("250-more\r\n", 100_000)) + "250 end" : null;
        (await Send(pool)).ShouldBe(new SmtpOutcome.TryLater("the mail server's answer has no end"));
    }

    [Fact]
    public async Task A_connection_that_broke_while_it_waited_is_replaced_and_the_mail_goes_once()
    {
        await using var sink = new MailSink();
        await using var pool = Pool(sink);
        await Send(pool);
        var isFirst = true;
        sink.Answers = line =>
        {
            var hangsUp = isFirst && line.StartsWith("MAIL", StringComparison.Ordinal);
            isFirst &= !hangsUp;
            return hangsUp ? MailSink.HangUp : null;
        };
        (await Send(pool)).ShouldBeOfType<SmtpOutcome.Accepted>();
        sink.Connections.ShouldBe(2);
        sink.Mails.Count.ShouldBe(2);
    }

    [Fact]
    public async Task No_more_connections_than_allowed_are_open_at_once()
    {
        await using var sink = new MailSink();
        await using var pool = Pool(sink, "connections=3");
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Send(pool)));
        outcomes.ShouldAllBe(outcome => outcome is SmtpOutcome.Accepted);
        sink.Connections.ShouldBeLessThanOrEqualTo(3);
        pool.Free.ShouldBe(sink.Connections);
    }

    [Fact]
    public async Task What_is_too_large_or_needs_letters_that_the_server_does_not_take_is_not_begun()
    {
        await using var sink = new MailSink { Offers = ["SIZE 20"] };
        await using var pool = Pool(sink);
        (await Send(pool)).ShouldBe(new SmtpOutcome.Refused("The mail is larger than the mail server takes.", false));
        (await pool.Send("vouch@tea.example", "łukasz@example.com", new byte[9], default)).ShouldBeOfType<SmtpOutcome.Refused>()
            .Reason.ShouldContain("SMTPUTF8");
        sink.Lines.ShouldAllBe(line => line.StartsWith("EHLO", StringComparison.Ordinal));

        sink.Offers = ["SMTPUTF8", "8BITMIME"];
        await using var other = Pool(sink);
        (await other.Send("vouch@tea.example", "łukasz@żółw.example", new byte[9], default)).ShouldBeOfType<SmtpOutcome.Accepted>();
        sink.Lines.ShouldContain("MAIL FROM:<vouch@tea.example> SMTPUTF8");
        sink.Lines.ShouldContain("RCPT TO:<łukasz@xn--w-uga1v8h.example>");
    }

    [Theory]
    [InlineData("a@b.example\r\nRCPT TO:<c@d.example>")]
    [InlineData("a@b.example\n")]
    [InlineData("a\0@b.example")]
    [InlineData("a b@c.example")]
    [InlineData("<a@b.example>")]
    [InlineData("a@b.example> SIZE=1")]
    [InlineData("a@b@c.example>")]
    [InlineData("a@b.example.")]
    [InlineData("a@")]
    [InlineData("@b.example")]
    [InlineData("a@b..example")]
    [InlineData("a@b_c.example")]
    [InlineData("a@[127.0.0.1]")]
    [InlineData("a@b。example\u2028")]
    [InlineData("a@b＞example")]
    [InlineData("\"a b\"@c.example")]
    [InlineData("a\u0085@b.example")]
    public async Task An_address_that_could_end_its_command_never_reaches_the_wire(string address)
    {
        await using var sink = new MailSink();
        await using var pool = Pool(sink);
        var outcome = await pool.Send("vouch@tea.example", address, SomeMail, default);
        if (address == "a@b.example.")
        {
            sink.Lines.ShouldContain("RCPT TO:<a@b.example>");
            return;
        }

        outcome.ShouldBe(new SmtpOutcome.Refused("The address is malformed.", true));
        (await pool.Send(address, "a@b.example", SomeMail, default)).ShouldBe(
            new SmtpOutcome.Refused("The sender's address is malformed.", false));
        sink.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task Where_TLS_is_required_and_not_offered_nothing_is_said()
    {
        await using var sink = new MailSink { Offers = ["AUTH PLAIN"] };
        await using var pool = new SmtpPool(
            SmtpServer.Parse(sink.Url.Replace("//", "//user:secret@") + "?tls=required").Value, OutboundNetwork.Real, Short);
        (await Send(pool)).ShouldBeOfType<SmtpOutcome.TryLater>().Reason.ShouldContain("no TLS");
        sink.Lines.ShouldBe(["EHLO tea.example"]);
    }

    [Theory]
    [InlineData("220 go\r\n250-sink\r\n250 AUTH PLAIN")]
    [InlineData("220 go\r\nno handshake at all")]
    public async Task What_is_said_before_TLS_stands_is_not_believed(string answer)
    {
        await using var sink = new MailSink
        {
            Offers = ["STARTTLS", "AUTH PLAIN"], Answers = line => line == "STARTTLS" ? answer : null,
        };
        await using var pool = new SmtpPool(
            SmtpServer.Parse(sink.Url.Replace("//", "//user:secret@") + "?tls=required").Value, OutboundNetwork.Real, Short);
        (await Send(pool)).ShouldBeOfType<SmtpOutcome.TryLater>();
        sink.Lines.ShouldNotContain(line => line.Contains("AUTH"));
        sink.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_password_that_is_not_taken_keeps_the_mail_for_later()
    {
        await using var sink = new MailSink { Offers = ["AUTH LOGIN"], Answers = line => line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 no" : null };
        await using var pool = new SmtpPool(
            SmtpServer.Parse(sink.Url.Replace("//", "//user:secret@")).Value, OutboundNetwork.Real, Short);
        (await Send(pool)).ShouldBe(new SmtpOutcome.TryLater("signing in: 535 no"));
    }

    private static SmtpPool Pool(MailSink sink, string? with = null) =>
        new(SmtpServer.Parse(sink.Url + (with is null ? "" : "?" + with)).Value, OutboundNetwork.Real, Short);

    private static Task<SmtpOutcome> Send(SmtpPool pool) => pool.Send("vouch@tea.example", "anna@example.com", SomeMail, default);
}
