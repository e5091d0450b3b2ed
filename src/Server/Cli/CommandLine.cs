using System.CommandLine;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>
/// The command line: one executable, one command per line of the contract. Exit codes: 0 done, 1 the work failed, 2
/// wrong usage.
/// </summary>
internal static class CommandLine
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUsage = 2;

    internal static readonly Option<string> DatabaseOption = new("--database")
    {
        Description = "Where the data is: 'Data Source=FILE' (SQLite) or 'Host=…;Database=…' (PostgreSQL). Also ConnectionStrings__Vouch.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ConnectionStrings__Vouch") ?? "Data Source=vouch.db",
        Recursive = true,
    };

    internal static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Machine-readable output on standard output and nothing else there.",
    };

    internal static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Vouch: referral marketing, measured and rewarded. Without a command it serves.") { DatabaseOption };
        var serve = ServeCommand.Make();
        root.Add(serve);
        root.Add(ShopCommand.Make());
        root.Add(UserCommand.Make());
        root.Add(MigrateCommand.Make());
        root.Add(DemoCommand.Make());
        root.Add(ImportCommand.Make());
        root.Add(VerifyCommand.Make());
        root.SetAction((_, stop) => serve.Parse([]).InvokeAsync(cancellationToken: stop));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync("vouch: " + error.Message);
            }

            await Console.Error.WriteLineAsync("Try 'vouch --help'.");
            return WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Runs work on the database of a command, with the schema up to date; what goes wrong is one clear line.</summary>
    internal static async Task<int> OnDatabase(ParseResult parsed, Func<Database, Task<int>> work)
    {
        return await Guarded(async () =>
        {
            await using var database = Database.Open(parsed.GetRequiredValue(DatabaseOption), TimeProvider.System);
            await database.Migrate(CancellationToken.None);
            await database.LeaseNode(CancellationToken.None);
            return await work(database);
        });
    }

    /// <summary>Expected failures become one line on standard error and exit code 1.</summary>
    internal static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (
            exception is StorageUnavailableException or MigrationException or DatabaseInUseException or ArgumentException or IOException)
        {
            await Console.Error.WriteLineAsync("vouch: " + exception.Message);
            return Failed;
        }
    }

    internal static int Refused(Refusal refusal)
    {
        Console.Error.WriteLine($"vouch: {(refusal.Field is { } field ? field + " " : string.Empty)}{refusal.Sentence}");
        return WrongUsage;
    }

    internal static void PrintJson(object answer) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(answer, answer.GetType(), WireJson.Options));
}
