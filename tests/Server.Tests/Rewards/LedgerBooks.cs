using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

/// <summary>Everything a shop's database says about its rewards at one moment.</summary>
/// <param name="Accounts">What the accounts say.</param>
/// <param name="Sums">What their entries come to.</param>
/// <param name="Rewards">The rewards.</param>
/// <param name="Limits">Caps and budget.</param>
/// <param name="Spent">What was spent, by lot.</param>
/// <param name="Payments">The payments of payouts.</param>
/// <param name="Said">How many rows the ledger, the journal and the histories have.</param>
internal sealed record LedgerBooks(
    IReadOnlyList<LedgerBooks.Account> Accounts, IReadOnlyList<LedgerBooks.Account> Sums, IReadOnlyList<LedgerBooks.Held> Rewards,
    IReadOnlyList<LedgerBooks.Limit> Limits, IReadOnlyList<LedgerBooks.SpentLot> Spent, IReadOnlyList<LedgerBooks.Payment> Payments,
    long Said)
{
    private const string AccountsSql = "SELECT account AS name, asset, balance FROM ledger_accounts WHERE shop_id = @shop";

    private const string SumsSql = """
        SELECT account AS name, asset, CAST(sum(amount) AS bigint) AS balance FROM ledger_entries
        WHERE shop_id = @shop GROUP BY account, asset
        """;

    private const string RewardsSql = """
        SELECT reward_id AS id, advocate_id AS advocate, kind, status, asset, granted, entitled, remaining, in_transit, redeemed_amount AS redeemed,
            worth, reserved_amount AS reserved, reserved_count AS number, reserved_scopes AS scopes
        FROM rewards WHERE shop_id = @shop ORDER BY reward_id
        """;

    private const string LimitsSql = """
        SELECT scope, amount, rewards, amount_limit, rewards_limit FROM reward_limits WHERE shop_id = @shop
        """;

    private const string SpentSql = """
        SELECT r.redemption_id AS id, r.released_at, l.reward_id AS reward, l.amount
        FROM redemptions r JOIN redemption_lots l ON l.shop_id = @shop AND l.redemption_id = r.redemption_id
        WHERE r.shop_id = @shop ORDER BY r.redemption_id, l.reward_id
        """;

    private const string PaymentsSql = "SELECT item_id AS id, owner, amount, status FROM payout_items WHERE shop_id = @shop ORDER BY item_id";

    private const string SaidSql = """
        SELECT (SELECT count(*) FROM ledger_transactions WHERE shop_id = @shop) + (SELECT count(*) FROM events WHERE shop_id = @shop)
            + (SELECT count(*) FROM reward_history WHERE shop_id = @shop)
        """;

    internal static Task<LedgerBooks> Read(ShopDb db) => db.Snapshot(async reads => new LedgerBooks(
        await reads.Query<Account>(AccountsSql), await reads.Query<Account>(SumsSql), await reads.Query<Held>(RewardsSql),
        await reads.Query<Limit>(LimitsSql), await reads.Query<SpentLot>(SpentSql), await reads.Query<Payment>(PaymentsSql),
        await reads.First<long>(SaidSql)));

    internal static string RewardText(long id) => new RewardId(id).ToString();

    internal static string Line(long id, string owner, RewardKind kind, string status, IEnumerable<long> amounts) =>
        $"reward {id} {owner} {WireName.Of(kind)} {status} {string.Join(' ', amounts)}";

    /// <summary>All of it in lines, to be compared with what the twin says.</summary>
    internal IReadOnlyList<string> Lines() =>
    [
        .. Accounts.Where(a => a.Balance != 0).Select(a => $"account {a.Name} {a.Asset} {a.Balance}").Order(StringComparer.Ordinal),
        .. Rewards.Select(r => Line(
            r.Id, r.Owner, r.Kind, WireName.Of(r.Status), [r.Granted, r.Entitled, r.Remaining, r.InTransit, r.Redeemed, r.Worth, r.Reserved, r.Number])),
        .. Limits.Where(l => l.Amount != 0 || l.Rewards != 0).Select(l => $"limit {l.Name} {l.Amount} {l.Rewards}").Order(StringComparer.Ordinal),
        .. Spent.Select(s => $"spending {s.Id} {(s.ReleasedAt is null ? "stands" : "released")} {s.Reward} {s.Amount}"),
        .. Payments.Select(p => $"payment {p.Id} {p.Owner} {p.Amount} {p.Status}"),
    ];

    /// <summary>The invariants of science.md 6, from the rows alone: nothing here knows what has happened.</summary>
    /// <param name="isMerged">True where two people proved to be one: what both had of a period may be above one cap, for good.</param>
    internal void Hold(bool isMerged = false)
    {
        Sorted(Accounts).ShouldBe(Sorted(Sums), "an account is the sum of its entries");
        foreach (var asset in Accounts.GroupBy(account => account.Asset))
        {
            asset.Sum(account => account.Balance).ShouldBe(0, $"the trial balance of {asset.Key}");
            Total(asset, "expense").ShouldBe(
                -(Total(asset, "pending:") + Total(asset, "available:") + Total(asset, "in_transit:") + Total(asset, "cash") + Total(asset, "redeemed:")
                + Total(asset, "breakage") + Total(asset, "charity") + Total(asset, "receivable:")), $"where the expense in {asset.Key} went");
        }

        foreach (var account in Accounts)
        {
            (LedgerAccounts.IsNeverDebit(account.Name) && account.Balance > 0).ShouldBeFalse($"{account.Name} stands at {account.Balance}");
            (LedgerAccounts.IsNeverCredit(account.Name) && account.Balance < 0).ShouldBeFalse($"{account.Name} stands at {account.Balance}");
        }

        Rewards.ShouldAllBe(r => 0 <= r.Entitled && r.Entitled <= r.Granted && r.Remaining >= 0 && r.InTransit >= 0 && r.Redeemed >= 0 && r.Reserved >= 0);
        Rewards.ShouldAllBe(r => r.Remaining == 0 || r.Status == RewardStatus.Issued, "only what is issued can be spent");
        LotsAreAccounts();
        LimitsAreKept(isMerged);
    }

    private void LotsAreAccounts()
    {
        var lots = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var reward in Rewards.Where(r => RewardKinds.IsCredit(r.Kind)))
        {
            var end = $":{WireName.Of(reward.Kind)}:{reward.Owner} {reward.Asset}";
            var pending = reward.Status is RewardStatus.Pending or RewardStatus.Waiting ? reward.Entitled : 0;
            foreach (var (account, amount) in new[] { ("pending", pending), ("available", reward.Remaining), ("in_transit", reward.InTransit) })
            {
                lots[account + end] = lots.GetValueOrDefault(account + end) + amount;
            }
        }

        foreach (var account in Accounts.Where(a => LedgerAccounts.IsNeverDebit(a.Name)))
        {
            lots.Remove($"{account.Name} {account.Asset}", out var left);
            left.ShouldBe(-account.Balance, $"the lots behind {account.Name}");
        }

        lots.Where(lot => lot.Value != 0).ShouldBeEmpty("lots without an account");
    }

    private void LimitsAreKept(bool isMerged)
    {
        foreach (var limit in Limits)
        {
            var held = Rewards.Where(r => r.Scopes.Split(' ').Contains(limit.Scope)).ToList();
            (limit.Amount, limit.Rewards).ShouldBe((held.Sum(r => r.Reserved), held.Sum(r => r.Number)), $"what is held of {limit.Scope}");
            if (isMerged && limit.Name != "budget")
            {
                continue;
            }

            limit.Amount.ShouldBeLessThanOrEqualTo(limit.AmountLimit ?? long.MaxValue, limit.Scope);
            limit.Rewards.ShouldBeLessThanOrEqualTo(limit.RewardsLimit ?? long.MaxValue, limit.Scope);
        }
    }

    private static List<Account> Sorted(IEnumerable<Account> accounts) =>
        [.. accounts.OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Asset, StringComparer.Ordinal)];

    private static long Total(IEnumerable<Account> accounts, string prefix) =>
        accounts.Where(a => a.Name.StartsWith(prefix, StringComparison.Ordinal)).Sum(a => a.Balance);

    internal sealed record Account(string Name, string Asset, long Balance);

    internal sealed record Held(
        long Id, AdvocateId? Advocate, RewardKind Kind, RewardStatus Status, string Asset, long Granted, long Entitled, long Remaining, long InTransit,
        long Redeemed, long Worth, long Reserved, long Number, string Scopes)
    {
        internal string Owner => Advocate?.ToString() ?? RewardText(Id);
    }

    internal sealed record Limit(string Scope, long Amount, long Rewards, long? AmountLimit, long? RewardsLimit)
    {
        internal string Name => Scope.StartsWith("budget/", StringComparison.Ordinal) ? "budget" : string.Join('/', Scope.Split('/')[2..]);
    }

    internal sealed record SpentLot(long Id, Instant? ReleasedAt, long Reward, long Amount);

    internal sealed record Payment(long Id, string Owner, long Amount, string Status);
}
