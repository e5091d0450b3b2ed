using System.Text;
using Shouldly;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Letters;

/// <summary>Against a mail server that others wrote, with TLS and a password.</summary>
public sealed class RealSmtpTests
{
    private static readonly byte[] SomeMail = Encoding.ASCII.GetBytes("Subject: a\r\nFrom: a@b.example\r\n\r\nfirst\r\n.\r\n..two\r\n");

    [Theory]
    [InlineData("PLAIN", false)]
    [InlineData("LOGIN", false)]
    [InlineData("PLAIN", true)]
    public async Task A_mail_goes_over_TLS_with_a_password(string mechanism, bool isImplicit)
    {
        await using var peer = await MailPeer.Start(mechanism, isImplicit);
        await using var pool = Pool(peer, isImplicit, "tea%40shop:p%C3%A4%3Ass%2F1", peer.Certificate);
        for (var i = 0; i < 2; i++)
        {
            (await pool.Send("vouch@tea.example", "łukasz@żółw.example", SomeMail, TestContext.Current.CancellationToken))
                .ShouldBe(new SmtpOutcome.Accepted("250 2.0.0 kept"));
            var taken = await peer.Next();
            taken["tls"]!.GetValue<bool>().ShouldBeTrue();
            taken["user"]!.ToString().ShouldBe(mechanism);
            taken["from"]!.ToString().ShouldBe("vouch@tea.example");
            taken["to"]!.AsArray().Single()!.ToString().ShouldBe("łukasz@xn--w-uga1v8h.example");
            Convert.FromBase64String(taken["mail"]!.ToString()).ShouldBe(SomeMail);
        }
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_mail_for_later()
    {
        await using var peer = await MailPeer.Start();
        await using var pool = Pool(peer, false, "tea%40shop:wrong", peer.Certificate);
        (await Send(pool)).ShouldBeOfType<SmtpOutcome.TryLater>().Reason.ShouldContain("535");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_nobody_vouches_for_gets_no_password(bool isImplicit)
    {
        await using var peer = await MailPeer.Start("PLAIN", isImplicit);
        await using var pool = Pool(peer, isImplicit, "tea%40shop:p%C3%A4%3Ass%2F1", null);
        (await Send(pool)).ShouldBeOfType<SmtpOutcome.TryLater>().Reason.ShouldContain("TLS");
    }

    private static SmtpPool Pool(MailPeer peer, bool isImplicit, string user, string? authority) => new(
        SmtpServer.Parse($"{(isImplicit ? "smtps" : "smtp")}://{user}@localhost:{peer.Port}"
            + (isImplicit ? "?" : "?tls=required&") + (authority is null ? "connections=2" : "ca=" + authority)).Value,
        OutboundNetwork.Real, SmtpPatience.Usual);

    private static Task<SmtpOutcome> Send(SmtpPool pool) =>
        pool.Send("vouch@tea.example", "anna@example.com", SomeMail, TestContext.Current.CancellationToken);
}
