using System.CommandLine;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch rotate-master-key</c>: exchanges the key that guards all secrets, without touching the secrets themselves.</summary>
internal static class RotateMasterKeyCommand
{
    private static readonly Option<string> To = new("--to")
    {
        Description = $"The new key: a file of {MasterKey.Size} random bytes, readable by its owner alone. Made where there is none.",
        HelpName = "FILE",
        Required = true,
    };

    internal static Command Make()
    {
        var command = new Command(
            "rotate-master-key",
            "Wrap the data keys of all shops by a new master key, all or none. The present one is taken from the file that "
            + $"{MasterKeyFile.Setting} names, else from FILE.key beside a SQLite database. Stop every 'vouch serve' first. Afterwards "
            + "name the new file there; keep the old one as long as backups from before, which need it.")
        {
            To, CommandLine.JsonOption,
        };
        command.SetAction((parsed, _) => CommandLine.Guarded(async () =>
        {
            using var only = ServeLock.Acquire(parsed.GetRequiredValue(CommandLine.DatabaseOption));
            return await CommandLine.OnDatabase(parsed, database => Run(parsed, database));
        }));
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, Database database)
    {
        var file = MasterKeyFile.Of(
            Environment.GetEnvironmentVariable(MasterKeyFile.Setting), parsed.GetRequiredValue(CommandLine.DatabaseOption));
        var to = Path.GetFullPath(parsed.GetRequiredValue(To));
        if (to == file.Path)
        {
            return CommandLine.Refused(parsed, Refusal.Invalid("to", "must name another file than the present key's"));
        }

        if (file.Find() is not { } present)
        {
            return CommandLine.Fail(file.Path is null
                ? MasterKeyFile.Missing.Sentence
                : $"There is no master key {file.Path} yet, since nothing was sealed; there is nothing to exchange.");
        }

        var isMade = MasterKeyFile.Make(to);
        var next = MasterKeyFile.Read(to);
        if (next.Id == present.Id)
        {
            return CommandLine.Refused(parsed, Refusal.Invalid("to", "must be another key than the present one"));
        }

        var count = await RewrapDataKeys.Run(database, present, next);
        if (parsed.GetValue(CommandLine.JsonOption))
        {
            CommandLine.PrintJson(new { Keys = count, File = to, IsMade = isMade, MasterKeyId = next.Id });
        }
        else
        {
            Console.WriteLine($"""
                {count} data keys are wrapped by the new master key {next.Id}{(isMade ? ", which was made" : "")}.
                From now on start with {MasterKeyFile.Setting}={to}
                Keep {file.Path} as long as there are backups from before.
                """);
        }

        return CommandLine.Done;
    }
}
