using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Rewards.Pages;

/// <summary>What the desk's pages about the books read beside what the use cases give.</summary>
internal static class BookPageQueries
{
    private const string FirstSql = "SELECT at FROM ledger_transactions WHERE shop_id = @shop ORDER BY position LIMIT 1";

    // An account of a class is the class itself, or the class and its owner.
    private const string LinesSql = """
        SELECT e.entry_id AS id, t.kind, e.account, e.asset, e.amount, e.advocate_id, e.reward_id, e.at, a.name AS advocate_name,
            a.email AS advocate_email
        FROM ledger_entries e
        JOIN ledger_transactions t ON t.shop_id = @shop AND t.transaction_id = e.transaction_id
        LEFT JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = e.advocate_id
        WHERE e.shop_id = @shop AND (e.account = @class OR e.account LIKE @owned)
            AND e.entry_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY e.entry_id DESC LIMIT @take
        """;

    public static Task<Instant?> First(ShopDb db) => db.First<Instant?>(FirstSql);

    public static Task<List<AccountLine>> Lines(ShopDb db, string account, EntryId? after, int take) =>
        db.Query<AccountLine>(LinesSql, new { Class = account, Owned = account + ":%", After = after, Take = take });
}
