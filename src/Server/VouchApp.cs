using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server;

/// <summary>How to serve.</summary>
/// <param name="Database">A connection string: <c>Data Source=…</c> is SQLite, <c>Host=…</c> PostgreSQL.</param>
/// <param name="Urls">Where to listen, separated by semicolons.</param>
/// <param name="PublicUrl">Where the world finds us; null for the first address of <paramref name="Urls"/>.</param>
/// <param name="Mail">How mail leaves; null keeps it queued.</param>
/// <param name="MultiTenant">A host of many shops.</param>
/// <param name="Clock">Wall time.</param>
/// <param name="MasterKeyFile">The file that has the master key; null for the one beside a SQLite database.</param>
/// <param name="AllowPrivateReceivers">Shops may have addresses of this network called, and without TLS.</param>
/// <param name="TrustedProxies">Whose word on where a request comes from is taken; none where left out.</param>
/// <param name="LargeShop">From so many events or clicks a shop's figures are kept.</param>
internal sealed record ServeOptions(
    string Database, string Urls, string? PublicUrl = null, MailSetup? Mail = null, bool MultiTenant = false,
    TimeProvider? Clock = null, string? MasterKeyFile = null, bool AllowPrivateReceivers = false,
    IReadOnlyList<IPNetwork>? TrustedProxies = null, int LargeShop = ServerSettings.UsualLargeShop);

/// <summary>The web application of one node: what <c>vouch serve</c> runs, and what tests run in their own process.</summary>
internal static class VouchApp
{
    private const long MostBytesInBody = 1024 * 1024;

    /// <summary>Opens the database, brings its schema up to date and composes the application; the caller starts it.</summary>
    internal static async Task<WebApplication> Build(ServeOptions options, Action<WebApplicationBuilder>? customize = null)
    {
        var settings = new ServerSettings(
            (options.PublicUrl ?? FirstOf(options.Urls)).TrimEnd('/'), options.MultiTenant, options.AllowPrivateReceivers,
            options.LargeShop);
        var database = Database.Open(options.Database, options.Clock ?? TimeProvider.System);
        await database.Migrate(CancellationToken.None);
        await database.LeaseNode(CancellationToken.None);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);

        QuietStart(builder.Logging, out var started);

        // It would make an activity for every request; what fails is logged by ApiErrors.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // Made by a factory, so that the container closes it, and with it its connections and node number, when the application ends.
        builder.Services.AddSingleton(_ => database);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(MasterKeyFile.Of(options.MasterKeyFile, options.Database));
        builder.Services.AddSingleton<Vault>();
        builder.Services.AddSingleton<SigningSecrets>();
        builder.Services.AddSingleton(_ => new Outbound(settings.AllowsPrivateReceivers, OutboundNetwork.Real));
        builder.Services.AddPlatform();
        Program.AddSlices(builder.Services, settings, options.Mail ?? new MailSetup());
        customize?.Invoke(builder);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(started);
        TrustedProxies.Use(app, options.TrustedProxies ?? []);
        app.UsePlatform();
        Program.MapSlices(app);
        return app;
    }

    private static void QuietStart(ILoggingBuilder logging, out Action started)
    {
        // A start that fails is told in one line by who asked for it; the host would print the trace as well. What fails later is a
        // bug, and told.
        var isStarted = false;
        logging.AddFilter(
            "Microsoft.Extensions.Hosting.Internal.Host",
            level => level == LogLevel.Critical || (level >= LogLevel.Warning && Volatile.Read(ref isStarted)));
        started = () => Volatile.Write(ref isStarted, true);

        // It warns that the keys of form tokens are kept as they are. They are in the database, and who reads that needs no forged form.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
    }

    private static string FirstOf(string urls) =>
        urls.Split(';')[0].Replace("//0.0.0.0", "//localhost").Replace("//*", "//localhost").Replace("//+", "//localhost");

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostBytesInBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }
}
