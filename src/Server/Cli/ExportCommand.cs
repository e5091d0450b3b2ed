using System.CommandLine;
using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch export ledger</c>: writes the books out, however long they are.</summary>
internal static class ExportCommand
{
    private const string DayForm = "yyyy-MM-dd";

    private static readonly WordOption<LedgerFormat> Format = new("--format")
    {
        Description = "csv: one line an entry, for spreadsheets. ledger: a journal in plain text, for ledger, hledger and what reads "
            + "theirs.",
        DefaultValueFactory = _ => "csv",
    };

    private static readonly Option<string?> From = new("--from")
    {
        Description = "From this day on in the shop's zone, such as 2026-03-01.",
    };

    private static readonly Option<string?> To = new("--to") { Description = "Up to and with this day." };

    private static readonly Option<FileInfo?> Out = new("--out") { Description = "Into this file; otherwise to standard output." };

    internal static Command Make()
    {
        var ledger = new Command("ledger", "Write the books out, in the order of their chain, while the shop goes on.")
        {
            ChooseShop.OneOption, Format, From, To, Out,
        };
        ledger.SetAction((parsed, _) => Run(parsed));
        return new Command("export", "Take data out.") { ledger };
    }

    private static async Task<int> Run(ParseResult parsed)
    {
        var (from, to) = (Day(parsed.GetValue(From)), Day(parsed.GetValue(To)));
        if (from.IsRefused || to.IsRefused)
        {
            return CommandLine.Wrong(from.IsRefused ? $"--from {from.Refusal.Sentence}" : $"--to {to.Refusal!.Sentence}");
        }

        return await CommandLine.ReadingDatabase(parsed, async database =>
        {
            var shop = await ChooseShop.One(parsed, database);
            if (shop.IsRefused)
            {
                return CommandLine.Refused(parsed, shop.Refusal);
            }

            await using var writer = parsed.GetValue(Out) is { } file ? new StreamWriter(file.FullName) : Console.Out;
            await database.For(shop.Value.Id).Snapshot(async reads =>
            {
                await foreach (var page in ExportLedger.Pages(reads, shop.Value, Format.Of(parsed), from.Value, to.Value))
                {
                    await writer.WriteAsync(page);
                }

                return true;
            });
            return CommandLine.Done;
        });
    }

    private static Result<DateOnly?> Day(string? text) => text is null ? (DateOnly?)null
        : DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : Refusal.Invalid("day", $"must be a day such as 2026-03-31, not '{text}'");
}
