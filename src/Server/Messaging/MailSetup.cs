using Vouch.Domain;
using Vouch.Server.Messaging.Smtp;

namespace Vouch.Server.Messaging;

/// <summary>How mail leaves this installation, as it was started.</summary>
/// <param name="Folder">The maildir that it is written to; null for none.</param>
/// <param name="Server">The mail server that takes it; null for none.</param>
/// <param name="From">The sender's address; null for <c>vouch@</c> and the host of the public address.</param>
/// <param name="Dkim">Who signs it; null for nobody.</param>
internal sealed record MailSetup(string? Folder = null, SmtpServer? Server = null, string? From = null, DkimKey? Dkim = null)
{
    internal const string Setting = "VOUCH_MAIL";
    internal const string FromSetting = "VOUCH_MAIL_FROM";
    internal const string DkimSetting = "VOUCH_DKIM";

    private const string MaildirPrefix = "maildir:";

    /// <summary>Reads what the operator said.</summary>
    /// <param name="way"><c>maildir:PATH</c>, <c>smtp://…</c> or <c>smtps://…</c>; null keeps mail queued.</param>
    /// <param name="from">The sender's address, or null.</param>
    /// <param name="dkim"><c>domain:selector:FILE</c>, or null.</param>
    internal static Result<MailSetup> Read(string? way, string? from, string? dkim)
    {
        var setup = new MailSetup();
        if (way?.Length > MaildirPrefix.Length && way.StartsWith(MaildirPrefix, StringComparison.Ordinal))
        {
            setup = setup with { Folder = way[MaildirPrefix.Length..] };
        }
        else if (way is not null && SmtpServer.Means(way))
        {
            var server = SmtpServer.Parse(way, Environment.GetEnvironmentVariable(SmtpServer.PasswordSetting));
            if (server.IsRefused)
            {
                return server.Refusal;
            }

            setup = setup with { Server = server.Value };
        }
        else if (way is not null)
        {
            return Refusal.Invalid("mail", $"must be maildir:PATH, smtp://… or smtps://…, not '{way}'");
        }

        if (from is not null && MailAddress.Read(from).IsRefused)
        {
            return Refusal.Invalid("mailFrom", $"must be a mail address, not '{from}'");
        }

        if (dkim is not null)
        {
            var key = DkimKey.Parse(dkim);
            if (key.IsRefused)
            {
                return key.Refusal;
            }

            setup = setup with { Dkim = key.Value };
        }

        return setup with { From = from };
    }

    /// <summary>The sender's address. A literal address is not a mail domain.</summary>
    internal string Sender(string publicUrl) => From
        ?? "vouch@" + (Uri.TryCreate(publicUrl, UriKind.Absolute, out var url) && url.HostNameType == UriHostNameType.Dns
            ? url.IdnHost : "localhost");
}
