using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;

namespace Vouch.Server.Tests.Cli;

/// <summary><c>vouch simulate fraud</c> as an operator runs it: in a folder of no database, which stays so.</summary>
public sealed class SimulateTests
{
    private static readonly string[] Kinds =
    [
        "bot", "honest_household", "honest_indep", "honest_office", "honest_sameDevice", "honest_super", "leak", "refund_abuse", "ring",
        "s1", "s2", "s3",
    ];

    [Fact]
    public async Task It_prints_every_policy_as_one_document()
    {
        var answer = (await Simulate("--seed", "2", "--json")).ShouldEnd(0);
        answer.Error.ShouldBeEmpty();
        var json = answer.Json;
        json["seed"]!.GetValue<long>().ShouldBe(2);
        json["events"]!.GetValue<int>().ShouldBe(9631);
        json["refitTrainedOn"]!.GetValue<long>().ShouldBe(1);
        Names(json["kinds"]).Order(StringComparer.Ordinal).ShouldBe(Kinds);
        json["kinds"]!["honest_office"]!.GetValue<int>().ShouldBe(493);
        Names(json["policies"]).ShouldBe(["t0", "t1", "refit", "none", "naive", "hard"]);
        foreach (var (name, policy) in json["policies"]!.AsObject())
        {
            Names(policy!["byKind"]).Order(StringComparer.Ordinal).ShouldBe(Kinds);
            policy["byKind"]!.AsObject().ShouldAllBe(kind => Number(kind.Value) >= 0 && Number(kind.Value) <= 1);
            foreach (var figure in new[]
                { "recall", "falseReject", "falseHold", "netBenefit", "saved", "lost", "goodwillLoss", "reviewCost", "holdCost", "reviews" })
            {
                policy[figure].ShouldNotBeNull($"{name} {figure}");
            }

            foreach (var figure in new[] { "auc", "averagePrecision", "microsecondsPerScore" })
            {
                (policy[figure] is not null).ShouldBe(name is "t0" or "t1" or "refit", $"{name} {figure}");
            }
        }

        var (t1, none) = (json["policies"]!["t1"]!, json["policies"]!["none"]!);
        Number(t1["precision"]).ShouldBeInRange(0.93, 1);
        none.AsObject().ContainsKey("precision").ShouldBeTrue();
        none["precision"].ShouldBeNull();
    }

    [Theory]
    [InlineData("expert", "t0", "t1")]
    [InlineData("baseline", "none", "naive", "hard")]
    [InlineData("refit", "t0", "t1", "refit")]
    public async Task A_word_chooses_the_policies(string word, params string[] policies) =>
        Names((await Simulate("--seed", "4", "--policy", word, "--json")).ShouldEnd(0).Json["policies"]).ShouldBe(policies);

    [Fact]
    public async Task Without_json_it_is_a_table_for_people()
    {
        var lines = (await Simulate("--policy", "expert")).ShouldEnd(0).Output.Split('\n').Select(line => line.Trim()).ToList();
        lines[0].ShouldBe("Seed 1: 9,547 events.");
        lines.ShouldContain(line => line.StartsWith("t1 ", StringComparison.Ordinal) && line.Contains("97.2 %") && line.Contains("5,723.40"));
        lines.ShouldContain(line => line.StartsWith("honest_office ", StringComparison.Ordinal) && line.EndsWith("0.0 %", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--seed must be a whole number from 0 to 9223372036854775807, not '-1'", "--seed", "-1")]
    [InlineData("--seed must be a whole number from 0 to 9223372036854775807, not 'one'", "--seed", "one")]
    [InlineData("--policy must be all, expert, baseline or refit, not 't1'", "--policy", "t1")]
    public async Task What_is_asked_wrongly_is_said(string sentence, params string[] args) => (await Simulate(args)).ShouldFail(2, sentence);

    [Fact]
    public async Task It_says_what_it_does()
    {
        var help = (await Simulate("--help")).ShouldEnd(0).Output;
        help.ShouldContain("--seed <N>");
        help.ShouldContain("--policy <all|expert|baseline|refit>");
        help.ShouldContain("--json");
    }

    private static Task<VouchCommand> Simulate(params string[] args) =>
        VouchCommand.Run("Data Source=/nowhere/vouch.db", ["simulate", "fraud", .. args]);

    private static IEnumerable<string> Names(JsonNode? node) => node!.AsObject().Select(pair => pair.Key);

    private static double Number(JsonNode? node) => double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);
}
