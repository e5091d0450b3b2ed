using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>
/// Moves what one advocate has to another, when two records proved to be one person: rewards, redemptions, and every
/// account by a transaction of its own. What is reserved stays counted where it was promised.
/// </summary>
public static class MoveRewards
{
    private const string Rewards = "UPDATE rewards SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string Redemptions = "UPDATE redemptions SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string Accounts = """
        SELECT account, asset, balance FROM ledger_accounts
        WHERE shop_id = @shop AND (account LIKE '%:' || @owner) AND balance <> 0 ORDER BY account, asset
        """;

    /// <summary>Moves everything; a second call finds nothing to move.</summary>
    public static async Task Run(ShopTx tx, AdvocateId from, AdvocateId into, Instant now)
    {
        foreach (var row in await tx.Query<AccountRow>(Accounts, new { Owner = from.ToString() }))
        {
            var parts = row.Account.Split(':');
            var kind = parts.Length == 3 ? WireName.Parse<RewardKind>(parts[1]) : RewardKind.StoreCredit;
            var to = row.Account[..^from.ToString().Length] + into;
            LedgerEntry[] entries = [new(row.Account, -row.Balance), new(to, row.Balance)];
            var source = $"{from} {into} {row.Account} {row.Asset}";
            await PostTransaction.Run(
                tx, new LedgerPosting("merge", source, row.Asset, into, null, kind, entries, now), sourceIsNew: false);
        }

        await tx.Execute(Rewards, new { From = from, Into = into });
        await tx.Execute(Redemptions, new { From = from, Into = into });
    }

    private sealed record AccountRow(string Account, string Asset, long Balance);
}
