using System.CommandLine;
using Vouch.Domain;
using Vouch.Server.Messaging;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch serve</c>: migrates and serves until told to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Mail = new("--mail")
    {
        Description = "How mail leaves: smtp://USER:PASSWORD@HOST:587 (STARTTLS) or smtps://USER:PASSWORD@HOST:465 hands it to a mail "
            + $"server, maildir:PATH writes each mail as a file. Also {MailSetup.Setting}; the password also {SmtpServer.PasswordSetting}, "
            + "where it stands in no list of processes. User and password are percent-encoded (@ is %40). Behind a question mark: "
            + "tls=required|never, ca=FILE, connections=4. Without it mail stays queued.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(MailSetup.Setting),
    };

    private static readonly Option<string?> MailFrom = new("--mail-from")
    {
        Description = $"Whom mails are from. Also {MailSetup.FromSetting}. Without it vouch@ and the host of the public address.",
        HelpName = "ADDRESS",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(MailSetup.FromSetting),
    };

    private static readonly Option<string?> Dkim = new("--dkim")
    {
        Description = $"Sign mails: DOMAIN:SELECTOR:FILE, the file a private RSA key. Also {MailSetup.DkimSetting}. 'vouch dkim-record' "
            + "makes one and says what to publish. Leave it out where the mail server signs.",
        HelpName = "DOMAIN:SELECTOR:FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(MailSetup.DkimSetting),
    };

    private static readonly Option<bool> MultiTenant = new("--multi-tenant") { Description = "Serve shops of many merchants." };

    private static readonly Option<string?> Proxies = new("--trusted-proxies")
    {
        Description = "Addresses and ranges, separated by commas, whose X-Forwarded-For is believed. Also VOUCH_TRUSTED_PROXIES. Without "
            + "it nobody's is.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(TrustedProxies.Setting),
    };

    internal static Command Make()
    {
        var command = new Command("serve", "Migrate the database and serve (the default).")
        {
            Listening.Urls, Listening.PublicUrl, Mail, MailFrom, Dkim, MultiTenant, Listening.AllowPrivateReceivers,
            Proxies,
        };
        command.SetAction((parsed, stop) => (Check(parsed) ?? Listening.Check(parsed)) is { } refusal
            ? Task.FromResult(CommandLine.Refused(parsed, refusal))
            : CommandLine.Guarded(() => Run(parsed, stop)));
        return command;
    }

    private static Refusal? Check(ParseResult parsed)
    {
        var mail = ReadMail(parsed);
        if (!mail.IsRefused)
        {
            mail.Value.Dkim?.Dispose();
        }

        return mail.Refusal ?? TrustedProxies.Read(parsed.GetValue(Proxies)).Refusal;
    }

    private static Result<MailSetup> ReadMail(ParseResult parsed) =>
        MailSetup.Read(parsed.GetValue(Mail), parsed.GetValue(MailFrom), parsed.GetValue(Dkim));

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var mail = ReadMail(parsed).Value;
        if (mail.Folder is { } folder)
        {
            Maildir.Prepare(folder);
        }

        var options = new ServeOptions(
            parsed.GetRequiredValue(CommandLine.DatabaseOption), parsed.GetRequiredValue(Listening.Urls),
            parsed.GetValue(Listening.PublicUrl), mail, parsed.GetValue(MultiTenant),
            MasterKeyFile: Environment.GetEnvironmentVariable(MasterKeyFile.Setting),
            AllowPrivateReceivers: parsed.GetValue(Listening.AllowPrivateReceivers),
            TrustedProxies: TrustedProxies.Read(parsed.GetValue(Proxies)).Value);
        using var only = ServeLock.Acquire(options.Database);
        await using var app = await VouchApp.Build(options);
        await Listening.Start(app, parsed, stop);
        Console.WriteLine($"Vouch serves on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(stop);
        return CommandLine.Done;
    }
}
