using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards.Pages;

/// <summary>What the desk's pages about rewards read.</summary>
internal static class RewardPageQueries
{
    // A gift card that a pool gave has its number; one without is handed over by a person.
    private const string IsTask = """
        status = 'issued' AND (kind IN ('custom', 'early_access') OR (kind = 'gift_card' AND coupon_code IS NULL))
        """;

    private const string CountsSql = $"""
        SELECT status, kind, CAST(sum(CASE WHEN {IsTask} THEN 1 ELSE 0 END) AS bigint) AS tasks, count(*) AS n FROM rewards
        WHERE shop_id = @shop GROUP BY status, kind
        """;

    private const string ListSql = $"""
        SELECT {RewardStore.Columns} FROM rewards
        WHERE shop_id = @shop AND (CAST(@status AS text) IS NULL OR status = @status) AND (CAST(@kind AS text) IS NULL OR kind = @kind)
            AND (CAST(@tasks AS bigint) = 0 OR ({IsTask}))
            AND reward_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY reward_id DESC LIMIT @take
        """;

    private const string NamesSql = """
        SELECT r.reward_id, a.name AS advocate_name, a.email AS advocate_email, coalesce(o.customer_name, c.name) AS friend_name,
            coalesce(o.customer_email, c.email) AS friend_email, p.name AS program_name, o.external_id AS order_external_id
        FROM rewards r
        JOIN programs p ON p.shop_id = @shop AND p.program_id = r.program_id
        LEFT JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        LEFT JOIN claims c ON c.shop_id = @shop AND c.claim_id = r.claim_id
        WHERE r.shop_id = @shop AND r.reward_id = ANY(@rewards)
        """;

    private const string RedemptionsSql = """
        SELECT d.redemption_id FROM redemptions d
        JOIN redemption_lots l ON l.shop_id = @shop AND l.redemption_id = d.redemption_id AND l.reward_id = @reward
        WHERE d.shop_id = @shop AND d.advocate_id = @advocate AND (CAST(@open AS bigint) = 0 OR d.released_at IS NULL)
        ORDER BY d.redemption_id DESC
        """;

    private const string PaymentsSql = """
        SELECT i.item_id FROM payout_items i
        JOIN payout_lots l ON l.shop_id = @shop AND l.item_id = i.item_id AND l.reward_id = @reward
        WHERE i.shop_id = @shop AND i.owner = @owner
        """;

    // Lines of one transaction stand at one time, by which they are found.
    private const string LedgerSql = """
        SELECT e.entry_id AS id, e.transaction_id, t.kind, e.account, e.asset, e.amount, e.advocate_id, e.reward_id, e.at
        FROM ledger_transactions t
        JOIN ledger_entries e ON e.shop_id = @shop AND e.at = t.at AND e.transaction_id = t.transaction_id
        WHERE t.shop_id = @shop AND t.transaction_id IN (
            SELECT b.transaction_id FROM ledger_entries b WHERE b.shop_id = @shop AND b.reward_id = @reward
            UNION SELECT s.transaction_id FROM ledger_transactions s
            WHERE s.shop_id = @shop AND s.source = ANY(@sources)
                AND s.kind IN ('redeem', 'donate', 'release', 'payout', 'payout_settled', 'payout_failed'))
        ORDER BY e.entry_id LIMIT 400
        """;

    private const string WaitingSql = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND status = 'waiting' ORDER BY reward_id LIMIT 10000
        """;

    public static Task<List<RewardCount>> Counts(ShopDb db) => db.Query<RewardCount>(CountsSql);

    public static Task<List<Reward>> List(ShopDb db, RewardFilter filter, RewardId? after, int take) => db.Query<Reward>(
        ListSql, new { filter.Status, filter.Kind, Tasks = filter.Tasks ? 1 : 0, After = after, Take = take });

    public static async Task<Dictionary<RewardId, RewardNames>> Names(ShopDb db, IEnumerable<Reward> rewards) =>
        (await db.Query<RewardNames>(NamesSql, new { Rewards = rewards.Select(reward => reward.RewardId.Value).ToArray() }))
            .ToDictionary(row => row.RewardId);

    /// <summary>The uses by which an advocate's credit was spent, the latest first.</summary>
    public static async Task<List<RedemptionId>> Redemptions(Reads db, Reward reward, bool onlyOpen) => reward.AdvocateId is { } advocate
        ? await db.Query<RedemptionId>(
            RedemptionsSql, new { Reward = reward.RewardId, Advocate = advocate, Open = onlyOpen ? 1 : 0 })
        : [];

    /// <summary>All lines of the books that a reward had a part in, oldest first.</summary>
    public static async Task<List<LedgerEntryAnswer>> Ledger(ShopDb db, Reward reward)
    {
        var uses = (await Redemptions(db, reward, onlyOpen: false)).ConvertAll(id => id.ToString());
        var payments = await db.Query<PayoutItemId>(PaymentsSql, new { Reward = reward.RewardId, Owner = reward.Owner.Text });
        return await db.Query<LedgerEntryAnswer>(
            LedgerSql, new { Reward = reward.RewardId, Sources = uses.Concat(payments.Select(id => id.ToString())).ToArray() });
    }

    /// <summary>How many wait for a code, by pool.</summary>
    public static async Task<Dictionary<string, long>> Waiting(ShopDb db) => (await db.Query<Reward>(WaitingSql))
        .GroupBy(reward => reward.Promise().CodePool ?? "").Where(of => of.Key.Length > 0).ToDictionary(of => of.Key, of => of.LongCount());
}
