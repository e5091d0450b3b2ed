using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>
/// Watches the budget after promises were made: spent, the program pauses and the merchant is told. What was promised
/// is honoured.
/// </summary>
internal static class SpendBudget
{
    private const string LowNotice = "budget_low";

    internal static async Task Check(ShopTx tx, ProgramId program, Instant now)
    {
        var budget = await BudgetStatus.Of(tx, program);
        if (budget.Limit is not null)
        {
            await Warn(tx, program, budget, now);
        }

        if (budget.IsSpent && await ChangeProgramStatus.PauseForBudget(tx, program, now))
        {
            Notices.Raise(
                tx, "budget_spent", program.ToString(),
                "The program's budget is spent, so it was paused. Raise the budget and activate it again to go on.", now);
        }
    }

    // Once, until there is room again: a budget that was raised warns anew.
    private static async Task Warn(ShopTx tx, ProgramId program, BudgetStatus budget, Instant now)
    {
        if (!budget.IsLow)
        {
            Notices.Clear(tx, LowNotice, program.ToString(), now);
        }
        else if (await Notices.RaiseOnce(
            tx, LowNotice, program.ToString(),
            "Four fifths of the program's budget are promised. When it is spent the program pauses.", now))
        {
            tx.Publish(new ProgramBudgetLow(program, budget.Used, budget.Limit!.Value), now);
        }
    }
}

/// <summary>Four fifths of a program's budget are promised.</summary>
/// <param name="ProgramId">Which program.</param>
/// <param name="Used">What is promised, minor units.</param>
/// <param name="Budget">What it may come to, minor units.</param>
public sealed record ProgramBudgetLow(ProgramId ProgramId, long Used, long Budget) : IShopEvent
{
    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Type => "program.budget_low";

    /// <inheritdoc/>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Subject => ProgramId.ToString();
}
