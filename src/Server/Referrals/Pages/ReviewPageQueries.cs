using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Pages;

/// <summary>What the desk's pages about reviews read.</summary>
internal static class ReviewPageQueries
{
    // What hangs on a case: the advocate's and the friend's, as long as neither has it yet.
    private const string Hanging = """
        (SELECT CAST(coalesce(sum(CASE WHEN w.entitled > 0 THEN w.entitled ELSE w.worth END), 0) AS bigint) FROM rewards w
            WHERE w.shop_id = @shop AND w.referral_id = r.referral_id AND w.status IN ('pending', 'waiting') AND w.asset <> 'points')
            AS money,
        (SELECT CAST(coalesce(sum(w.entitled), 0) AS bigint) FROM rewards w
            WHERE w.shop_id = @shop AND w.referral_id = r.referral_id AND w.status IN ('pending', 'waiting') AND w.asset = 'points')
            AS points
        """;

    private const string People = """
        r.referral_id, r.friend_name, r.friend_email, r.advocate_id, a.name AS advocate_name, a.email AS advocate_email,
            o.external_id AS order_external_id,
        """;

    private const string Found = """
        (CAST(@search AS text) IS NULL OR lower(r.friend_name) LIKE @search OR lower(r.friend_email) LIKE @search
                OR a.search_key LIKE @search OR lower(o.external_id) LIKE @search)
        """;

    // Sorted and cut first: what hangs on a case is summed for those that are shown.
    private const string QueueSql = "SELECT " + People + """
         v.cause, v.opened_at, v.asked_at, v.answered_at, c.flags, coalesce(late.score, early.score) AS score,
            coalesce(late.signals, early.signals) AS signals,
            CASE WHEN late.stage IS NULL THEN early.rule ELSE late.rule END AS rule,
        """ + Hanging + """

        FROM (SELECT r.referral_id
            FROM referrals r
            JOIN reviews v ON v.shop_id = @shop AND v.referral_id = r.referral_id
            JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
            LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
            WHERE r.shop_id = @shop AND r.status = 'in_review' AND (CAST(@cause AS text) IS NULL OR v.cause = @cause)
                AND (v.opened_at > @fromAt OR (v.opened_at = @fromAt AND r.referral_id > @after)) AND
        """ + " " + Found + """

            ORDER BY v.opened_at, r.referral_id LIMIT @take) AS few
        JOIN referrals r ON r.shop_id = @shop AND r.referral_id = few.referral_id
        JOIN reviews v ON v.shop_id = @shop AND v.referral_id = r.referral_id
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        LEFT JOIN attributions c ON c.shop_id = @shop AND c.order_id = r.order_id
        LEFT JOIN screenings late ON late.shop_id = @shop AND late.order_id = r.order_id AND late.stage = 'release'
        LEFT JOIN screenings early ON early.shop_id = @shop AND early.order_id = r.order_id AND early.stage = 'order'
        ORDER BY v.opened_at, r.referral_id
        """;

    private const string CausesSql = """
        SELECT v.cause, count(*) AS n FROM referrals r JOIN reviews v ON v.shop_id = @shop AND v.referral_id = r.referral_id
        WHERE r.shop_id = @shop AND r.status = 'in_review' GROUP BY v.cause ORDER BY v.cause
        """;

    private const string Suspected = """
        FROM referrals r
        JOIN screenings s ON s.shop_id = @shop AND s.order_id = r.order_id AND s.stage = 'order' AND s.decision IN ('hold', 'review')
        """;

    private const string CountComing = "SELECT count(*) " + Suspected + " WHERE r.shop_id = @shop AND r.status = 'pending'";

    private const string ComingSql = "SELECT " + People + " s.decision, r.hold_until, s.score, s.signals, s.rule, " + Hanging + " "
        + Suspected + """

        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        WHERE r.shop_id = @shop AND r.status = 'pending' AND (CAST(@after AS bigint) IS NULL OR r.referral_id < @after)
        ORDER BY r.referral_id DESC LIMIT @take
        """;

    /// <summary>A page of the queue, the fewest days left first.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="cause">Only this cause; null for all.</param>
    /// <param name="search">A part of a name, an address or an order's number.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="take">How many at most.</param>
    public static async Task<List<ReviewRow>> Queue(ShopDb db, ReviewCause? cause, string? search, ReferralId? after, int take)
    {
        var last = after is { } id ? await ReviewReferral.Find(db, id) : null;
        return await db.Query<ReviewRow>(QueueSql, new
        {
            Cause = cause, Search = ReferralPageQueries.Pattern(search), FromAt = last?.OpenedAt ?? new Instant(long.MinValue),
            After = last?.ReferralId ?? new ReferralId(0), Take = take,
        });
    }

    public static Task<List<CauseCount>> Causes(ShopDb db) => db.Query<CauseCount>(CausesSql);

    public static Task<List<ComingRow>> Coming(ShopDb db, ReferralId? after, int take) =>
        db.Query<ComingRow>(ComingSql, new { After = after, Take = take });

    /// <summary>The numbers on the tabs.</summary>
    public static async Task<ReviewTabCounts> Tabs(ShopDb db, long waiting) =>
        new(waiting, await db.First<long>(CountComing), await SpotChecks.CountOpen(db));
}
