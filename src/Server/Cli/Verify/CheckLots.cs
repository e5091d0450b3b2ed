using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Rewards;

namespace Vouch.Server.Cli;

/// <summary>What rewards have left is what their owners' accounts hold, by kind; so is what is promised and pending.</summary>
internal static class CheckLots
{
    private const string Redemptions = """
        SELECT r.redemption_id, r.asset, r.amount, CAST(coalesce(sum(l.amount), 0) AS bigint) AS taken
        FROM redemptions r LEFT JOIN redemption_lots l ON l.shop_id = @shop AND l.redemption_id = r.redemption_id
        WHERE r.shop_id = @shop
        GROUP BY r.redemption_id, r.asset, r.amount
        HAVING coalesce(sum(l.amount), 0) <> r.amount
        ORDER BY r.redemption_id
        """;

    internal static async Task Run(ShopCheck check, IReadOnlyDictionary<(string Account, string Asset), long> sums)
    {
        var lots = new Dictionary<(string Account, string Asset), long>();
        await foreach (var reward in RewardPages.Read(check.Db))
        {
            if (reward is { IsCredit: true, Status: RewardStatus.Issued })
            {
                Add(LedgerAccounts.Available(reward.Kind, reward.Owner), reward.Asset, reward.Remaining);
            }

            if (reward.InTransit != 0)
            {
                Add(LedgerAccounts.InTransit(reward.Kind, reward.Owner), reward.Asset, reward.InTransit);
            }

            if (reward is { IsCredit: true, Status: RewardStatus.Pending or RewardStatus.Waiting })
            {
                Add(LedgerAccounts.Pending(reward.Kind, reward.Owner), reward.Asset, reward.Entitled);
            }
        }

        foreach (var key in sums.Keys.Where(IsLots).Union(lots.Keys))
        {
            var (owed, left) = (-sums.GetValueOrDefault(key), lots.GetValueOrDefault(key));
            if (owed != left)
            {
                check.Findings.Differ($"The account {key.Account} owes {owed} {key.Asset}, the rewards behind it have {left}.");
            }
        }

        foreach (var row in await check.Db.Query<RedemptionRow>(Redemptions))
        {
            check.Findings.Differ(
                $"The redemption {row.RedemptionId} is of {row.Amount} {row.Asset}, {row.Taken} were taken from rewards.");
        }

        void Add(string account, string asset, long amount) => lots[(account, asset)] = lots.GetValueOrDefault((account, asset)) + amount;
    }

    private static bool IsLots((string Account, string Asset) key) =>
        LedgerAccounts.IsNeverDebit(key.Account);

    private sealed record RedemptionRow(RedemptionId RedemptionId, string Asset, long Amount, long Taken);
}
