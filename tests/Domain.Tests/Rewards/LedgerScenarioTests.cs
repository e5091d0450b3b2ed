using System.Text.Json;
using Shouldly;
using Vouch.Domain.Money;
using Vouch.Domain.Rewards;
using Xunit;

namespace Vouch.Domain.Tests.Rewards;

/// <summary>The 16 events of <c>ledger_scenario.json</c>, with every balance after each.</summary>
public sealed class LedgerScenarioTests
{
    private static readonly Instant Now = new(0);

    [Fact]
    public void Every_balance_is_as_worked_after_every_event()
    {
        using var scenario = TestData.Json("ledger_scenario.json");
        var model = new LedgerModel(new LedgerFaults());
        var trace = scenario.RootElement.GetProperty("trace").EnumerateArray().ToList();
        var step = 0;
        foreach (var e in scenario.RootElement.GetProperty("events").EnumerateArray())
        {
            Apply(model, e);
            trace[step].GetProperty("after").GetString().ShouldBe(e.GetProperty("id").GetString());
            Told(model).ShouldBe(Expected(trace[step++].GetProperty("balances")), e.ToString());
        }

        Told(model).ShouldBe(Expected(scenario.RootElement.GetProperty("final")));
    }

    private static void Apply(LedgerModel model, JsonElement e)
    {
        var source = e.GetProperty("id").GetString()!;
        var (owner, asset, amount) = (Text("adv"), Text("cur"), e.TryGetProperty("amount", out var given) ? given.GetInt64() : 0);
        switch (e.GetProperty("type").GetString())
        {
            case "accrue":
                var baseAmount = e.GetProperty("base").GetInt64();
                var promise = Promises.Percent((int)Quotient.Of((Int128)amount * 10_000, baseAmount));
                model.Accrue(source, Reward(), owner, asset, promise, baseAmount);
                break;
            case "approve":
                model.Approve(source, Reward());
                break;
            case "refund":
                model.Refund(source, Reward(), amount);
                break;
            case "redeem":
                model.Move(source, owner, asset, amount, Now, Postings.Redeem);
                break;
            case "payout":
                model.Move(source, owner, asset, amount, Now, Postings.PayOut);
                break;
            case "expire":
                model.Move(source, owner, asset, amount, Now, Postings.Expire);
                break;
            case "donate":
                model.Move(source, owner, asset, amount, Now, Postings.Donate);
                break;
            case "payout_settled":
                model.Post(source, asset, Postings.PayOutSettled(Vouch.Domain.Programs.RewardKind.StoreCredit, new LedgerOwner(owner), amount));
                break;
            default:
                throw new InvalidOperationException(e.ToString());
        }

        string Text(string name) => e.TryGetProperty(name, out var text) ? text.GetString()! : string.Empty;

        long Reward() => long.Parse(Text("reward")[1..], System.Globalization.CultureInfo.InvariantCulture);
    }

    // The scenario runs for one kind, so its accounts are the ledger's without the kind.
    private static SortedDictionary<string, long> Told(LedgerModel model)
    {
        var told = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var ((account, asset), balance) in model.Balances.Where(b => b.Value != 0))
        {
            var parts = account.Split(':');
            told.Add($"{parts[0]}|{(parts.Length == 1 ? "-" : parts[^1])}|{asset}", balance);
        }

        return told;
    }

    private static SortedDictionary<string, long> Expected(JsonElement balances) =>
        new(balances.EnumerateObject().ToDictionary(b => b.Name, b => b.Value.GetInt64()), StringComparer.Ordinal);
}
