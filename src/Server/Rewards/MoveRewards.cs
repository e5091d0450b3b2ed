using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>
/// Moves what one advocate has to another, when two records proved to be one person: rewards, redemptions, and every
/// account by a transaction of its own. What both have promised of a period counts against one cap from then on.
/// </summary>
public static class MoveRewards
{
    private const string Rewards = """
        UPDATE rewards SET advocate_id = @into, reserved_scopes = replace(reserved_scopes, @fromScope, @intoScope)
        WHERE shop_id = @shop AND advocate_id = @from
        """;

    private const string CapsOf = """
        SELECT scope, amount, rewards FROM reward_limits
        WHERE shop_id = @shop AND scope LIKE 'advocate/%' AND scope LIKE '%' || @fromScope || '%' ORDER BY scope
        """;

    private const string AddCap = """
        INSERT INTO reward_limits (shop_id, scope, amount, rewards, amount_limit, rewards_limit)
        VALUES (@shop, @scope, @amount, @rewards, NULL, NULL)
        ON CONFLICT (shop_id, scope) DO UPDATE SET amount = reward_limits.amount + excluded.amount,
            rewards = reward_limits.rewards + excluded.rewards
        """;

    private const string DropCap = "DELETE FROM reward_limits WHERE shop_id = @shop AND scope = @scope";

    private const string Redemptions = "UPDATE redemptions SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string Adjustments = "UPDATE adjustments SET advocate_id = @into WHERE shop_id = @shop AND advocate_id = @from";

    private const string Payments = """
        UPDATE payout_items SET advocate_id = @into, owner = @owner WHERE shop_id = @shop AND advocate_id = @from
        """;

    private const string Accounts = """
        SELECT account, asset, balance FROM ledger_accounts
        WHERE shop_id = @shop AND (account LIKE '%:' || @owner) AND balance <> 0 ORDER BY account, asset
        FOR UPDATE
        """;

    private const string Lock = "SELECT reward_id FROM rewards WHERE shop_id = @shop AND advocate_id = @from ORDER BY reward_id FOR UPDATE";

    /// <summary>Moves everything; a second call finds nothing to move.</summary>
    public static async Task Run(ShopTx tx, AdvocateId from, AdvocateId into, Instant now)
    {
        // Whoever uses a reward holds its row: what the accounts say after this is what the rewards have.
        await tx.Query<RewardId>(Lock, new { From = from });
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

        var (fromScope, intoScope) = ($"/{from}/", $"/{into}/");
        foreach (var cap in await tx.Query<CapRow>(CapsOf, new { FromScope = fromScope }))
        {
            tx.Enqueue(DropCap, new { cap.Scope });
            tx.Enqueue(AddCap, cap with { Scope = cap.Scope.Replace(fromScope, intoScope, StringComparison.Ordinal) });
        }

        await tx.Execute(Rewards, new { From = from, Into = into, FromScope = fromScope, IntoScope = intoScope });
        await tx.Execute(Redemptions, new { From = from, Into = into });
        await tx.Execute(Adjustments, new { From = from, Into = into });
        PayoutDetails.Forget(tx, from.ToString());
        await tx.Execute(Payments, new { From = from, Into = into, Owner = into.ToString() });
    }

    private sealed record CapRow(string Scope, long Amount, long Rewards);

    private sealed record AccountRow(string Account, string Asset, long Balance);
}
