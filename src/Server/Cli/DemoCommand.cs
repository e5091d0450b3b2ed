using System.CommandLine;
using Vouch.DemoShop;
using Vouch.Domain.Ids;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Server.Screening.Simulation;
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

    internal static Command Make()
    {
        var command = new Command(
            "demo", $"Make a demo shop with a history in ./{Folder}, once, and serve it with its storefront under /demo. "
            + $"A bare ./vouch does this; begun again on another address, the shop moves along. Unless --database says otherwise the "
            + $"database is {Folder}/vouch.db.")
        {
            Listening.Urls, Listening.PublicUrl, Listening.AllowPrivateReceivers,
        };
        command.SetAction((parsed, stop) => Listening.Check(parsed) is { } refusal
            ? Task.FromResult(CommandLine.Refused(parsed, refusal))
            : CommandLine.Guarded(() => Run(parsed, stop)));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        var database = parsed.GetResult(CommandLine.DatabaseOption) is { Implicit: false }
            || Environment.GetEnvironmentVariable("ConnectionStrings__Vouch") is not null
            ? parsed.GetRequiredValue(CommandLine.DatabaseOption)
            : $"Data Source={Folder}/vouch.db";
        var options = new ServeOptions(
            database, parsed.GetRequiredValue(Listening.Urls), parsed.GetValue(Listening.PublicUrl), new MailSetup(Folder + "/mail"),
            MasterKeyFile: Environment.GetEnvironmentVariable(MasterKeyFile.Setting),
            AllowPrivateReceivers: parsed.GetValue(Listening.AllowPrivateReceivers));
        using var only = ServeLock.Acquire(options.Database);
        using var tea = new DemoConnection();
        await using var app = await VouchApp.Build(options);
        app.MapDemoShop(tea).WithMetadata(new AccessAttribute(Audience.Anyone));
        await Listening.Start(app, parsed, stop);

        var settings = app.Services.GetRequiredService<ServerSettings>();
        var shop = await Open(app.Services.GetRequiredService<Database>(), tea, new Uri(app.Urls.First()), settings.PublicUrl);
        await Greet(app.Services.GetRequiredService<Database>(), settings.PublicUrl, shop);
        await app.WaitForShutdownAsync(stop);
        return CommandLine.Done;
    }

    /// <summary>Opens the tea shop with its kept keys; without good ones it is founded anew, with its history.</summary>
    private static async Task<ShopId> Open(Database database, DemoConnection tea, Uri here, string publicUrl)
    {
        var address = publicUrl + "/demo";
        if (DemoKeys.Read(KeysFile) is { } kept && IdText.TryParse<ShopId>(kept.ShopId, out var known)
            && await ShopStore.Find(database.System, known) is not null)
        {
            tea.Connect(here, kept);
            await MovedShop.Tell(tea.Api, address);
            return known;
        }

        await Console.Error.WriteLineAsync("Making the demo shop and eleven weeks of history, a few seconds …");
        var made = (await CreateShop.Run(
            database, new NewShop("Kettle & Leaf", "EUR", "Europe/Warsaw", "en", ShopMode.Test, address))).Value;
        var keys = new DemoKeys(made.ShopId.ToString(), made.SecretKey, made.PublishableKey);
        tea.Connect(here, keys);
        await DemoHistory.Tell(tea.Api, address, database.Wall.GetUtcNow(), DemoCrowd.Cases());
        keys.Write(KeysFile);
        return made.ShopId;
    }

    private static async Task Greet(Database database, string publicUrl, ShopId shop)
    {
        var owner = (await AddStaff.Run(database, Owner, StaffRole.Owner, [shop], null)).Value;
        Console.WriteLine($"""

            The tea shop    {publicUrl}/demo
            The desk        {publicUrl}/desk
            Sign in once    {SignInLinks.Address(publicUrl, owner.LinkToken!)}
            The API         {publicUrl}/openapi/v1.json   (keys in {KeysFile})

            Everything is kept in ./{Folder}; Ctrl+C stops.
            """);
    }
}
