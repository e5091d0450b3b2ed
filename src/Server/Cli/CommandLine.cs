using System.CommandLine;
using System.CommandLine.Invocation;
using System.Data.Common;
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
        root.Add(DemoCommand.Make());
        root.Add(ShopCommand.Make());
        root.Add(UserCommand.Make());
        root.Add(ImportCommand.Make());
        root.Add(ExportCommand.Make());
        root.Add(VerifyCommand.Make());
        root.Add(SimulateCommand.Make());
        root.Add(MigrateCommand.Make());
        root.Add(RotateMasterKeyCommand.Make());
        root.Add(DkimRecordCommand.Make());

        // What the root asks for itself is its help and its version; all else without a command is meant for serve.
        var parsed = root.Parse(args);
        if (parsed.CommandResult.Command == root && parsed.Action is (null or ParseErrorAction))
        {
            parsed = root.Parse([serve.Name, .. args]);
        }

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

    /// <summary>Runs work on a database that has to be there, with the schema of this program.</summary>
    internal static Task<int> OnDatabase(ParseResult parsed, Func<Database, Task<int>> work) => Opened(parsed, async database =>
    {
        await database.ExpectMigrated();
        await database.LeaseNode();
        return await work(database);
    });

    /// <summary>The same for work that writes nothing, not even who is working.</summary>
    internal static Task<int> ReadingDatabase(ParseResult parsed, Func<Database, Task<int>> work) => Opened(parsed, async database =>
    {
        await database.ExpectMigrated();
        return await work(database);
    });

    /// <summary>
    /// The same for work that an installation begins with: where there is no database yet, it is made. An older one is left
    /// alone, since somebody may be serving it.
    /// </summary>
    internal static Task<int> OnNewDatabase(ParseResult parsed, Func<Database, Task<int>> work) => Opened(parsed, async database =>
    {
        await (await database.IsNew() ? database.Migrate() : database.ExpectMigrated());
        await database.LeaseNode();
        return await work(database);
    });

    /// <summary>Expected failures become one line on standard error and exit code 1.</summary>
    internal static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (
            exception is StorageException or StorageUnavailableException or DbException or ArgumentException or IOException
                or UnauthorizedAccessException)
        {
            return Fail(exception.Message);
        }
    }

    /// <summary>One line on standard error, for work that failed.</summary>
    internal static int Fail(string sentence)
    {
        Console.Error.WriteLine("vouch: " + sentence.ReplaceLineEndings(" "));
        return Failed;
    }

    /// <summary>One line on standard error, for what was asked wrongly.</summary>
    internal static int Wrong(string sentence)
    {
        Console.Error.WriteLine("vouch: " + sentence);
        return WrongUsage;
    }

    /// <summary>
    /// What was refused, in the words of the command line: the rule names a field of the API, and the reader knows options.
    /// </summary>
    internal static int Refused(ParseResult parsed, Refusal refusal)
    {
        var at = refusal.Field is { Length: > 0 } field ? OptionOf(parsed, field) : null;

        // A rule about a field goes on after its name ("must be …"); what begins otherwise is a sentence of its own.
        return Wrong(at is null ? refusal.Sentence : $"{at}{(char.IsLower(refusal.Sentence[0]) ? "" : ":")} {refusal.Sentence}");
    }

    internal static void PrintJson(object answer) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(answer, answer.GetType(), WireJson.Options));

    private static Task<int> Opened(ParseResult parsed, Func<Database, Task<int>> work) => Guarded(async () =>
    {
        await using var database = Database.Open(parsed.GetRequiredValue(DatabaseOption), TimeProvider.System);
        return await work(database);
    });

    // timeZone is --time-zone.
    private static string OptionOf(ParseResult parsed, string field)
    {
        var option = "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(field);
        return parsed.CommandResult.Command.Options.Any(known => known.Name == option) ? option : field;
    }
}
