using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Pages;

/// <summary>What the desk's pages about referrals read.</summary>
internal static class ReferralPageQueries
{
    // Every referral has its advocate and its program: LEFT only says that the referrals are walked first, newest first.
    private const string ListSql = """
        SELECT r.referral_id, r.friend_name, r.friend_email, r.advocate_id, a.name AS advocate_name, a.email AS advocate_email,
            p.name AS program_name,
            o.external_id AS order_external_id, o.base_amount AS order_amount, r.status, r.reason, r.created_at
        FROM referrals r
        LEFT JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN programs p ON p.shop_id = @shop AND p.program_id = r.program_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        WHERE r.shop_id = @shop AND (CAST(@after AS bigint) IS NULL OR r.referral_id < @after)
            AND (CAST(@status AS text) IS NULL OR r.status = @status)
            AND (CAST(@advocate AS bigint) IS NULL OR r.advocate_id = @advocate)
            AND (CAST(@search AS text) IS NULL OR lower(r.friend_name) LIKE @search OR lower(r.friend_email) LIKE @search
                OR a.search_key LIKE @search OR lower(o.external_id) LIKE @search)
        ORDER BY r.referral_id DESC LIMIT @take
        """;

    private const string CountsSql = "SELECT status, count(*) AS n FROM referrals WHERE shop_id = @shop GROUP BY status";

    private const string HeadSql = """
        SELECT r.referral_id, r.friend_name, r.friend_email, r.advocate_id, a.name AS advocate_name, a.email AS advocate_email,
            r.program_id,
            p.name AS program_name, r.order_id, r.status, r.reason, r.reward_note, r.hold_until, r.created_at
        FROM referrals r
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        JOIN programs p ON p.shop_id = @shop AND p.program_id = r.program_id
        WHERE r.shop_id = @shop AND r.referral_id = @id
        """;

    private const string OrderSql = """
        SELECT external_id, status, placed_at, base_amount, refunded_base, paid_at,
            delivered_at FROM orders WHERE shop_id = @shop AND order_id = @id
        """;

    private const string CreditSql = """
        SELECT outcome, via, reason, explanation, flags, evidence FROM attributions WHERE shop_id = @shop AND order_id = @id
        """;

    public static Task<List<ReferralLine>> List(
        ShopDb db, string? status, string? search, AdvocateId? advocate, ReferralId? after, int take) =>
        db.Query<ReferralLine>(ListSql, new { Status = status, Search = Pattern(search), Advocate = advocate, After = after, Take = take });

    public static Task<List<StatusCount>> Counts(ShopDb db) => db.Query<StatusCount>(CountsSql);

    public static Task<ReferralHead?> Head(ShopDb db, ReferralId id) => db.First<ReferralHead>(HeadSql, new { Id = id });

    public static Task<OrderFigures?> Order(ShopDb db, OrderId id) => db.First<OrderFigures>(OrderSql, new { Id = id });

    public static Task<CreditLine?> Credit(ShopDb db, OrderId id) => db.First<CreditLine>(CreditSql, new { Id = id });

    /// <summary>A text to search for anywhere, without the pattern's own signs.</summary>
    internal static string? Pattern(string? search) =>
        search is null ? null : "%"
            + search.ToLowerInvariant().Replace("%", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal) + "%";
}
