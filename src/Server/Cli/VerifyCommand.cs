using System.CommandLine;
using System.Globalization;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch verify</c>: recomputes what is derived and says each difference in words.</summary>
internal static class VerifyCommand
{
    internal static Command Make()
    {
        var command = new Command(
            "verify",
            "Recompute everything that is derived from the journal, the ledger's entries and the facts, and report each difference. "
            + "Changes nothing, and runs beside a live serve. Exit code 1 when anything differs.")
        {
            ChooseShop.AllOption, CommandLine.JsonOption,
        };
        command.SetAction((parsed, _) => CommandLine.ReadingDatabase(parsed, async database =>
        {
            var shops = await ChooseShop.All(parsed, database);
            if (shops.IsRefused)
            {
                return CommandLine.Refused(parsed, shops.Refusal);
            }

            var verdicts = await Progress.Show("verify", "rows", meter => All(database, shops.Value, meter));
            if (parsed.GetValue(CommandLine.JsonOption))
            {
                CommandLine.PrintJson(new { Differences = verdicts.Sum(verdict => verdict.DifferenceCount), Shops = verdicts });
            }
            else
            {
                verdicts.ForEach(Print);
                Console.WriteLine(Conclusion(verdicts));
            }

            return verdicts.TrueForAll(verdict => verdict.DifferenceCount == 0) ? CommandLine.Done : CommandLine.Failed;
        }));
        return command;
    }

    private static async Task<List<ShopVerdict>> All(Database database, IReadOnlyList<Shop> shops, Meter meter)
    {
        var verdicts = new List<ShopVerdict>();
        foreach (var shop in shops)
        {
            verdicts.Add(await VerifyShop.Run(database.For(shop.Id), meter));
        }

        return verdicts;
    }

    private static void Print(ShopVerdict verdict)
    {
        foreach (var note in verdict.Notes)
        {
            Console.WriteLine($"{verdict.ShopId} note, {note.Check}: {note.Sentence}");
        }

        foreach (var difference in verdict.Differences)
        {
            Console.WriteLine($"{verdict.ShopId} {difference.Check}: {difference.Sentence}");
        }

        var untold = verdict.DifferenceCount - verdict.Differences.Count;
        var rest = untold > 0 ? string.Create(CultureInfo.InvariantCulture, $", {untold:N0} of them not listed") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{verdict.ShopId} {verdict.Name}: {verdict.Rows:N0} rows looked at, {verdict.DifferenceCount:N0} differences{rest}."));
    }

    private static string Conclusion(List<ShopVerdict> verdicts)
    {
        if (verdicts.Count == 0)
        {
            return "There is no shop yet, and nothing to verify.";
        }

        var differing = verdicts.Count(verdict => verdict.DifferenceCount > 0);
        var shops = verdicts.Count == 1 ? "1 shop" : string.Create(CultureInfo.InvariantCulture, $"{verdicts.Count:N0} shops");
        return differing == 0
            ? $"Recomputed {VerifyShop.What} of {shops}: nothing differs."
            : string.Create(CultureInfo.InvariantCulture, $"Recomputed {VerifyShop.What} of {shops}: {differing:N0} with differences.");
    }
}
