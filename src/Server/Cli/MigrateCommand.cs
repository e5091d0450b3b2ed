using System.CommandLine;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch migrate</c>: brings the schema up to date and does nothing else.</summary>
internal static class MigrateCommand
{
    internal static Command Make()
    {
        var command = new Command("migrate", "Bring the database's schema up to date. Refused on a SQLite file that is being served.");
        command.SetAction((parsed, stop) => CommandLine.Guarded(async () =>
        {
            var connection = parsed.GetRequiredValue(CommandLine.DatabaseOption);
            using var only = ServeLock.Acquire(connection);
            await using var database = Database.Open(connection, TimeProvider.System);
            await database.Migrate(stop);
            Console.WriteLine("The schema is up to date.");
            return CommandLine.Done;
        }));
        return command;
    }
}
