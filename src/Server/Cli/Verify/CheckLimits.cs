using Vouch.Server.Rewards;

namespace Vouch.Server.Cli;

/// <summary>Caps and budgets count exactly what the rewards hold of them.</summary>
internal static class CheckLimits
{
    private const string Limits = "SELECT scope, amount, rewards FROM reward_limits WHERE shop_id = @shop ORDER BY scope";

    internal static async Task Run(ShopCheck check)
    {
        var held = new SortedDictionary<string, (long Amount, long Rewards)>(StringComparer.Ordinal);
        await foreach (var reward in RewardPages.Read(check.Db))
        {
            foreach (var scope in reward.ReservedScopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (amount, rewards) = held.GetValueOrDefault(scope);
                held[scope] = (amount + reward.ReservedAmount, rewards + reward.ReservedCount);
            }

            if (reward.CampaignId is { } campaign)
            {
                var (amount, rewards) = held.GetValueOrDefault(CampaignRoom.Scope(campaign));
                held[CampaignRoom.Scope(campaign)] =
                    (amount + CampaignRoom.Counted(reward.Kind, reward.BonusAmount), rewards + reward.ReservedCount);
            }
        }

        var kept = (await check.Db.Query<LimitRow>(Limits))
            .ToDictionary(row => row.Scope, row => (row.Amount, row.Rewards), StringComparer.Ordinal);
        foreach (var scope in held.Keys.Union(kept.Keys, StringComparer.Ordinal))
        {
            var (counted, holds) = (kept.GetValueOrDefault(scope), held.GetValueOrDefault(scope));
            if (counted != holds)
            {
                check.Findings.Differ(
                    $"The limit {scope} counts {counted.Amount} in {counted.Rewards} rewards, "
                    + $"the rewards hold {holds.Amount} in {holds.Rewards}.");
            }
        }
    }

    private sealed record LimitRow(string Scope, long Amount, long Rewards);
}
