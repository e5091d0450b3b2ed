using System.CommandLine;
using System.Net.Sockets;
using Vouch.Domain;

namespace Vouch.Server.Cli;

/// <summary>Where a node listens and where the world finds it: the options of the commands that serve, and the start itself.</summary>
internal static class Listening
{
    internal static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen, separated by semicolons. Also ASPNETCORE_URLS.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:5080",
    };

    internal static readonly Option<string?> PublicUrl = new("--public-url")
    {
        Description = "Where the world finds this installation; links and mails are built from it. Also VOUCH_PUBLIC_URL.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOUCH_PUBLIC_URL"),
    };

    internal static readonly Option<bool> AllowPrivateReceivers = new("--allow-private-receivers")
    {
        Description = "Let shops name receivers in this machine's own network, and without TLS. Only where all shops are your own. Also "
            + "VOUCH_ALLOW_PRIVATE_RECEIVERS=true.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOUCH_ALLOW_PRIVATE_RECEIVERS") is "1" or "true",
    };

    /// <summary>What is wrong with the addresses; null when they are well-formed.</summary>
    internal static Refusal? Check(ParseResult parsed)
    {
        foreach (var url in parsed.GetRequiredValue(Urls).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsListenable(url.Trim()))
            {
                return Refusal.Invalid("urls", $"must be addresses such as http://127.0.0.1:5080, not '{url}'");
            }
        }

        return parsed.GetValue(PublicUrl) is { } address
            && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            ? Refusal.Invalid("publicUrl", $"must be an absolute http or https address, not '{address}'")
            : null;
    }

    /// <summary>Starts serving.</summary>
    /// <exception cref="IOException">The address is taken, not this machine's, or has no certificate.</exception>
    internal static async Task Start(WebApplication app, ParseResult parsed, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception failure)
        {
            // What was started beside the listener ends in order; merely disposed of, it would report a crash.
            await app.StopAsync(CancellationToken.None);
            if (Explain(failure, parsed.GetRequiredValue(Urls)) is { } explained)
            {
                throw new IOException(explained, failure);
            }

            throw;
        }
    }

    private static string? Explain(Exception failure, string urls) => failure switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"Another program listens on {urls} already. Stop it, or choose another address with --urls.",
        SocketException refused => $"This machine cannot listen on {urls}: {refused.Message}. Choose another address with --urls.",
        InvalidOperationException when urls.Contains("https:", StringComparison.OrdinalIgnoreCase) =>
            $"Listening on {urls} needs a certificate (ASPNETCORE_Kestrel__Certificates__Default__Path and __Password). "
            + "Or serve http behind a proxy, and say its address with --public-url.",
        _ => null,
    };

    // The framework takes any name of a host for all addresses of this machine.
    private static bool IsListenable(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
