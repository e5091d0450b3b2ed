using System.CommandLine;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch serve</c>: migrates and serves until told to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen, separated by semicolons.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:5080",
    };

    private static readonly Option<string?> PublicUrl = new("--public-url")
    {
        Description = "Where the world finds this installation; links and mails are built from it. Also VOUCH_PUBLIC_URL.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOUCH_PUBLIC_URL"),
    };

    private static readonly Option<string?> Mail = new("--mail")
    {
        Description = "How mail leaves: maildir:PATH writes each mail as a file. Without it mail stays queued.",
    };

    private static readonly Option<bool> MultiTenant = new("--multi-tenant") { Description = "Serve shops of many merchants." };

    internal static Command Make()
    {
        var command = new Command("serve", "Migrate the database and serve (the default).") { Urls, PublicUrl, Mail, MultiTenant };
        command.SetAction((parsed, stop) => CommandLine.Guarded(() => Run(parsed, stop)));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        var mail = parsed.GetValue(Mail);
        if (mail is not null && !mail.StartsWith("maildir:", StringComparison.Ordinal))
        {
            await Console.Error.WriteLineAsync("vouch: --mail must be maildir:PATH");
            return CommandLine.WrongUsage;
        }

        if (parsed.GetValue(PublicUrl) is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            await Console.Error.WriteLineAsync("vouch: --public-url must be an absolute http or https address");
            return CommandLine.WrongUsage;
        }

        var options = new ServeOptions(
            parsed.GetRequiredValue(CommandLine.DatabaseOption), parsed.GetRequiredValue(Urls), parsed.GetValue(PublicUrl),
            mail?["maildir:".Length..], parsed.GetValue(MultiTenant));
        using var only = ServeLock.Acquire(options.Database);
        await using var app = await VouchApp.Build(options);
        await app.StartAsync(stop);
        Console.WriteLine($"Vouch serves on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(stop);
        return CommandLine.Done;
    }
}
