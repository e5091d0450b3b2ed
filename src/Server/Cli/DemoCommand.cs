using System.CommandLine;
using Vouch.DemoShop;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>
/// What a bare <c>./vouch</c> runs: makes a demo shop with a little history, once, and serves it together with the tea shop under
/// <c>/demo</c>. Everything is kept in the folder <c>data</c>.
/// </summary>
internal static class DemoCommand
{
    private const string Folder = "data";
    private const string KeysFile = Folder + "/demo.json";
    private const string Owner = "owner@example.com";

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where to listen.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASPNETCORE_URLS") ?? "http://127.0.0.1:5080",
    };

    private static readonly Option<string?> PublicUrl = new("--public-url")
    {
        Description = "Where the world finds this installation. Also VOUCH_PUBLIC_URL.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOUCH_PUBLIC_URL"),
    };

    internal static Command Make()
    {
        var command = new Command("demo", "Make a demo shop in ./data and serve it.") { Urls, PublicUrl };
        command.Hidden = true;
        command.SetAction((parsed, stop) => CommandLine.Guarded(() => Run(parsed, stop)));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        var database = parsed.GetResult(CommandLine.DatabaseOption) is { Implicit: false }
            || Environment.GetEnvironmentVariable("ConnectionStrings__Vouch") is not null
            ? parsed.GetRequiredValue(CommandLine.DatabaseOption)
            : $"Data Source={Folder}/vouch.db";
        var options = new ServeOptions(database, parsed.GetRequiredValue(Urls), parsed.GetValue(PublicUrl), Folder + "/mail");
        using var only = ServeLock.Acquire(options.Database);
        using var tea = new DemoConnection();
        await using var app = await VouchApp.Build(options);
        app.MapDemoShop(tea).WithMetadata(new AccessAttribute(Audience.Anyone));
        await app.StartAsync(stop);

        var settings = app.Services.GetRequiredService<ServerSettings>();
        var shop = await Open(app.Services.GetRequiredService<Database>(), tea, new Uri(app.Urls.First()), settings.PublicUrl);
        await Greet(app.Services.GetRequiredService<Database>(), settings.PublicUrl, shop);
        await app.WaitForShutdownAsync(stop);
        return CommandLine.Done;
    }

    /// <summary>Opens the tea shop with its kept keys; without good ones it is founded anew, with its history.</summary>
    private static async Task<ShopId> Open(Database database, DemoConnection tea, Uri here, string publicUrl)
    {
        if (DemoKeys.Read(KeysFile) is { } kept && IdText.TryParse<ShopId>(kept.ShopId, out var known)
            && await ShopStore.Find(database.System, known) is not null)
        {
            tea.Connect(here, kept);
            return known;
        }

        await Console.Error.WriteLineAsync("Making the demo shop and eleven weeks of history, a few seconds …");
        var address = publicUrl + "/demo";
        var made = (await CreateShop.Run(
            database, new NewShop("Kettle & Leaf", "EUR", "Europe/Warsaw", "en", ShopMode.Test, address))).Value;
        var keys = new DemoKeys(made.ShopId.ToString(), made.SecretKey, made.PublishableKey);
        tea.Connect(here, keys);
        await DemoHistory.Tell(tea.Api, address, database.Wall.GetUtcNow());
        keys.Write(KeysFile);
        return made.ShopId;
    }

    private static async Task Greet(Database database, string publicUrl, ShopId shop)
    {
        var owner = (await AddStaff.Run(database, Owner, StaffRole.Owner, [shop], null)).Value;
        Console.WriteLine($"""

            The tea shop    {publicUrl}/demo
            The desk        {publicUrl}/desk
            Sign in once    {publicUrl}/sign-in/link#{owner.LinkToken}
            The API         {publicUrl}/openapi/v1.json   (keys in {KeysFile})

            Everything is kept in ./{Folder}; Ctrl+C stops.
            """);
    }
}
