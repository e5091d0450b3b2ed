using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>Sets goals, changes them as long as nothing is decided, puts them away and takes them out again.</summary>
internal static class ChangeGoal
{
    private const int MostOpen = 50;

    internal static async Task<Result<KeptGoal>> Create(ShopTx tx, Shop shop, GoalRequest request, Instant now)
    {
        var read = GoalParsing.Parse(request, LedgerDate.Today(shop, now));
        if (read.IsRefused)
        {
            return read.Refusal;
        }

        if (await Check(tx, shop, read.Value) is { } refusal)
        {
            return refusal;
        }

        if (await GoalStore.CountOpen(tx) >= MostOpen)
        {
            return GoalRefusals.TooMany;
        }

        var goal = new KeptGoal(tx.NewId<GoalId>(), GoalDecision.Open, read.Value, null, null, null, now, now);
        GoalStore.Add(tx, goal);
        tx.Publish(new GoalHappened("created", goal.GoalId), now);
        CheckGoals.Plan(tx, shop, now);
        return goal;
    }

    internal static async Task<Result<KeptGoal>> Update(ShopTx tx, Shop shop, GoalId id, GoalRequest patch, Instant now)
    {
        if (await GoalStore.Lock(tx, id) is not { } goal)
        {
            return GoalRefusals.NoSuchGoal;
        }

        var read = GoalParsing.Merge(patch, goal.Terms, LedgerDate.Today(shop, now));
        if (read.IsRefused || read.Value == goal.Terms)
        {
            return read.IsRefused ? read.Refusal : goal;
        }

        if (goal.ArchivedAt is not null)
        {
            return GoalRefusals.IsArchived;
        }

        if (goal.Status != GoalDecision.Open && read.Value != goal.Terms with { Name = read.Value.Name })
        {
            return GoalRefusals.IsSettled;
        }

        if (await Check(tx, shop, read.Value) is { } refusal)
        {
            return refusal;
        }

        return Keep(tx, goal with { Terms = read.Value }, "updated", now);
    }

    internal static async Task<Result<KeptGoal>> Archive(ShopTx tx, Shop shop, GoalId id, Instant now) =>
        await GoalStore.Lock(tx, id) is not { } goal ? GoalRefusals.NoSuchGoal
            : goal.ArchivedAt is not null ? goal : Keep(tx, goal with { ArchivedAt = now }, "archived", now);

    internal static async Task<Result<KeptGoal>> Restore(ShopTx tx, Shop shop, GoalId id, Instant now)
    {
        if (await GoalStore.Lock(tx, id) is not { } goal)
        {
            return GoalRefusals.NoSuchGoal;
        }

        if (goal.ArchivedAt is null)
        {
            return goal;
        }

        if (goal.Status == GoalDecision.Open && await GoalStore.CountOpen(tx) >= MostOpen)
        {
            return GoalRefusals.TooMany;
        }

        CheckGoals.Plan(tx, shop, now);
        return Keep(tx, goal with { ArchivedAt = null }, "restored", now);
    }

    private static KeptGoal Keep(ShopTx tx, KeptGoal goal, string step, Instant now)
    {
        var kept = goal with { UpdatedAt = now };
        GoalStore.Save(tx, kept);
        tx.Publish(new GoalHappened(step, kept.GoalId), now);
        return kept;
    }

    private static async Task<Refusal?> Check(ShopTx tx, Shop shop, GoalTerms terms) =>
        terms.ProgramId is { } program && await ProgramQueries.Find(tx, program) is null
            ? Refusal.Invalid("programId", "There is no such program.")
            : terms.Kpi == Kpi.RoiMargin && shop.Finance.MarginPercent is null ? GoalRefusals.MarginIsUnknown : null;
}
