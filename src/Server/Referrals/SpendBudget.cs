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
    internal static async Task Check(ShopTx tx, ProgramId program, Instant now)
    {
        var budget = await BudgetStatus.Of(tx, program);
        if (budget.IsSpent && await ChangeProgramStatus.PauseForBudget(tx, program, now))
        {
            Notices.Raise(
                tx, "budget_spent", program.ToString(),
                "The program's budget is spent, so it was paused. Raise the budget and activate it again to go on.", now);
        }
    }
}
