using System.CommandLine;
using Vouch.Domain;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch serve</c>: migrates and serves until told to stop.</summary>
internal static class ServeCommand
{
    private const string Prefix = "maildir:";

    private static readonly Option<string?> Mail = new("--mail")
    {
        Description = "How mail leaves: maildir:PATH writes each mail as a file. Without it mail stays queued.",
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
            Listening.Urls, Listening.PublicUrl, Mail, MultiTenant, Listening.AllowPrivateReceivers,
            Proxies,
        };
        command.SetAction((parsed, stop) => (Check(parsed) ?? Listening.Check(parsed)) is { } refusal
            ? Task.FromResult(CommandLine.Refused(parsed, refusal))
            : CommandLine.Guarded(() => Run(parsed, stop)));
        return command;
    }

    private static Refusal? Check(ParseResult parsed) => parsed.GetValue(Mail) is { } mail
        && (!mail.StartsWith(Prefix, StringComparison.Ordinal) || mail.Length == Prefix.Length)
        ? Refusal.Invalid("mail", $"must be maildir:PATH, not '{mail}'")
        : TrustedProxies.Read(parsed.GetValue(Proxies)).Refusal;

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var mail = parsed.GetValue(Mail)?[Prefix.Length..];
        if (mail is not null)
        {
            Maildir.Prepare(mail);
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
