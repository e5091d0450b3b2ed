using System.CommandLine;
using Vouch.Server.Messaging.Smtp;

namespace Vouch.Server.Cli;

/// <summary><c>vouch dkim-record</c>: what a domain has to publish so that mails signed for it are believed.</summary>
internal static class DkimRecordCommand
{
    private static readonly Option<string> KeyFile = new("--key")
    {
        Description = "The private key, readable by its owner alone. Made, with 2048 bits, where there is none.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string> Selector = new("--selector")
    {
        Description = "The name of this key among the domain's, such as vouch1.", Required = true,
    };

    private static readonly Option<string> Domain = new("--domain")
    {
        Description = "The domain behind the at sign of --mail-from.", Required = true,
    };

    internal static Command Make()
    {
        var command = new Command("dkim-record", "Print the DNS record of a key that signs mails, and how to sign by it.")
        {
            KeyFile, Selector, Domain, CommandLine.JsonOption,
        };
        command.SetAction((parsed, _) => CommandLine.Guarded(() => Task.FromResult(Run(parsed))));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var file = Path.GetFullPath(parsed.GetRequiredValue(KeyFile));
        var isMade = DkimKey.Make(file);
        var read = DkimKey.Read(parsed.GetRequiredValue(Domain), parsed.GetRequiredValue(Selector), file);
        if (read.IsRefused)
        {
            return CommandLine.Wrong($"The key {read.Refusal.Sentence}.");
        }

        using var key = read.Value;
        if (parsed.GetValue(CommandLine.JsonOption))
        {
            CommandLine.PrintJson(new { Name = key.RecordName, Type = "TXT", Value = key.Record, File = file, IsMade = isMade });
        }
        else
        {
            Console.WriteLine($"""
                Publish this TXT record{(isMade ? $" (the key was made: {file})" : "")}:

                {key.RecordName}. IN TXT ( {string.Join(' ', key.Record.Chunk(250).Select(part => $"\"{new string(part)}\""))} )

                Then start with --dkim {key.Domain}:{key.Selector}:{file}
                """);
        }

        return CommandLine.Done;
    }
}
