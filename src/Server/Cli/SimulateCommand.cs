using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Vouch.Domain.Screening;
using Vouch.Server.Screening.Simulation;

namespace Vouch.Server.Cli;

/// <summary><c>vouch simulate fraud</c>: how well screening does on a made-up half year whose truth is known. Needs no database.</summary>
internal static class SimulateCommand
{
    private const int WidestTable = 140;

    private static readonly Option<string> Seed = MakeSeed();

    private static readonly WordOption<SimulatedPolicies> Policy = new("--policy")
    {
        Description = "expert: the shipped weights, at the order (t0) and at the release (t1). baseline: what they are measured against, "
            + "no checks at all (none), same address or device or nearly the same mail (naive), and only what leaves no doubt (hard). "
            + "refit: t0, t1, and weights learnt from the labels of seed 1 (for seed 1 itself: of seed 2).",
        DefaultValueFactory = _ => "all",
    };

    internal static Command Make()
    {
        var fraud = new Command(
            "fraud",
            "Make up half a year of a shop with honest advocates, self-referrers, rings, leaked codes, refund abuse and bots, run the real "
            + "screening over it, and print what each policy catches, wrongs, saves and costs. The same seed prints the same figures, "
            + "but for the microseconds. Takes seconds, reads and writes no database.")
        {
            Seed, Policy, CommandLine.JsonOption,
        };
        fraud.SetAction(Fraud);
        return new Command("simulate", "Try out what can be tried without a shop.") { fraud };
    }

    // A text, so that what is no number is refused in the words of this program.
    private static Option<string> MakeSeed()
    {
        var option = new Option<string>("--seed")
        {
            Description = "Which half year: a whole number from 0 on.", HelpName = "N", DefaultValueFactory = _ => "1",
        };
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var text }] && !TryRead(text, out _))
            {
                given.AddError($"--seed must be a whole number from 0 to {long.MaxValue}, not '{text}'");
            }
        });
        return option;
    }

    private static bool TryRead(string text, out long seed) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);

    private static int Fraud(ParseResult parsed)
    {
        _ = TryRead(parsed.GetRequiredValue(Seed), out var seed);
        var asked = Policy.Of(parsed);
        var simulation = FraudSimulation.Run((ulong)seed);
        var answer = new SimulatedAnswer(
            seed,
            simulation.Events.Count,
            asked is SimulatedPolicies.All or SimulatedPolicies.Refit ? (long)FraudSimulation.TrainingSeed((ulong)seed) : null,
            simulation.Kinds,
            Outcomes(simulation, asked).ToDictionary(outcome => outcome.Name, outcome => outcome.Outcome));
        if (parsed.GetValue(CommandLine.JsonOption))
        {
            CommandLine.PrintJson(answer);
        }
        else
        {
            Print(answer);
        }

        return CommandLine.Done;
    }

    private static IEnumerable<(string Name, PolicyOutcome Outcome)> Outcomes(FraudSimulation simulation, SimulatedPolicies asked)
    {
        if (asked != SimulatedPolicies.Baseline)
        {
            yield return ("t0", simulation.Score(ScreeningModel.Expert, ScreeningStage.Order));
            yield return ("t1", simulation.Score(ScreeningModel.Expert, ScreeningStage.Release));
        }

        if (asked is SimulatedPolicies.All or SimulatedPolicies.Refit)
        {
            yield return ("refit", simulation.Score(FraudSimulation.RefittedFor(simulation.Seed), ScreeningStage.Release));
        }

        if (asked is SimulatedPolicies.All or SimulatedPolicies.Baseline)
        {
            yield return ("none", simulation.NoChecks());
            yield return ("naive", simulation.NaiveRules());
            yield return ("hard", simulation.HardRules());
        }
    }

    private static void Print(SimulatedAnswer answer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidestTable;
        }

        var learnt = answer.RefitTrainedOn is { } training ? $"; refit learnt from seed {training}" : "";
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Seed {answer.Seed}: {answer.Events:N0} events{learnt}."));
        console.Write(Figures(answer));
        console.WriteLine("Rejected, by kind:");
        console.Write(ByKind(answer));
    }

    private static Table Figures(SimulatedAnswer answer)
    {
        var table = Framed(
            "policy", "precision", "recall", "false reject", "false hold", "saved", "lost", "goodwill", "reviews", "holds", "net benefit",
            "AUC", "µs");
        foreach (var (name, outcome) in answer.Policies)
        {
            table.AddRow(
                name, Percent(outcome.Precision), Percent(outcome.Recall), Percent(outcome.FalseReject), Percent(outcome.FalseHold),
                Money(outcome.Saved), Money(outcome.Lost), Money(outcome.GoodwillLoss), Money(outcome.ReviewCost), Money(outcome.HoldCost),
                Money(outcome.NetBenefit), Number(outcome.Auc, "F3"), Number(outcome.MicrosecondsPerScore, "F1"));
        }

        return table;
    }

    private static Table ByKind(SimulatedAnswer answer)
    {
        var table = Framed(["kind", "events", .. answer.Policies.Keys]);
        foreach (var (kind, events) in answer.Kinds)
        {
            table.AddRow(
            [
                kind,
                events.ToString("N0", CultureInfo.InvariantCulture),
                .. answer.Policies.Values.Select(outcome => Percent(outcome.ByKind.TryGetValue(kind, out var share) ? share : null)),
            ]);
        }

        return table;
    }

    private static Table Framed(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var (column, at) in columns.Select((column, at) => (column, at)))
        {
            table.AddColumn(new TableColumn(column) { Alignment = at == 0 ? Justify.Left : Justify.Right });
        }

        return table;
    }

    // What cannot be said is a dash, not nothing and not nought.
    private static string Number(double? number, string form) => number?.ToString(form, CultureInfo.InvariantCulture) ?? "-";

    private static string Percent(double? share) => share is null ? "-" : Number(100 * share, "F1") + " %";

    private static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>The answer as --json prints it.</summary>
    private sealed record SimulatedAnswer(
        long Seed,
        int Events,
        long? RefitTrainedOn,
        IReadOnlyDictionary<string, int> Kinds,
        IReadOnlyDictionary<string, PolicyOutcome> Policies);
}

/// <summary>Which policies are compared.</summary>
internal enum SimulatedPolicies { All, Expert, Baseline, Refit }
