using Vouch.Domain;
using Vouch.Server.Messaging;
using Vouch.Storage;

namespace Vouch.Server.Insights.Pages;

/// <summary>What the overview counts besides the figures: each from an index, however long the shop is in business.</summary>
internal static class OverviewQueries
{
    // What hangs on the cases: the advocate's and the friend's, as long as neither has it yet.
    private const string AtStake = """
        SELECT CAST(coalesce(sum(CASE WHEN w.entitled > 0 THEN w.entitled ELSE w.worth END), 0) AS bigint)
        FROM referrals r
        JOIN rewards w ON w.shop_id = @shop AND w.referral_id = r.referral_id AND w.status IN ('pending', 'waiting') AND w.asset <> 'points'
        WHERE r.shop_id = @shop AND r.status = 'in_review'
        """;

    private const string Cases = "SELECT count(*) FROM feedback_cases WHERE shop_id = @shop AND status = 'open'";

    private const string Trouble = """
        SELECT status, count(*) AS n FROM messages
        WHERE shop_id = @shop AND status IN ('failed', 'bounced') AND queued_at >= @since GROUP BY status
        """;

    private const string Latest = """
        SELECT r.referral_id, r.friend_name, r.friend_email, r.advocate_id, a.name AS advocate_name, a.email AS advocate_email, r.status,
            o.base_amount AS order_amount, r.created_at
        FROM referrals r
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        WHERE r.shop_id = @shop ORDER BY r.referral_id DESC LIMIT 6
        """;

    private const string Beginning = """
        SELECT EXISTS (SELECT 1 FROM programs WHERE shop_id = @shop) AS has_program,
            EXISTS (SELECT 1 FROM programs WHERE shop_id = @shop AND status = 'active') AS is_running,
            EXISTS (SELECT 1 FROM advocates WHERE shop_id = @shop AND status = 'active') AS has_advocate,
            EXISTS (SELECT 1 FROM clicks WHERE shop_id = @shop) AS has_click
        """;

    /// <summary>Mails of a status.</summary>
    internal sealed record MailCount(MessageStatus Status, long N);

    /// <summary>The money that waits for decisions, minor units.</summary>
    public static Task<long> MoneyInReview(Reads db) => db.First<long>(AtStake);

    /// <summary>How many customers are unhappy and unanswered.</summary>
    public static Task<long> OpenCases(Reads db) => db.First<long>(Cases);

    /// <summary>How many mails did not arrive since.</summary>
    public static Task<List<MailCount>> LostMails(Reads db, Instant since) => db.Query<MailCount>(Trouble, new { Since = since });

    public static Task<FirstStepsModel?> FirstSteps(Reads db) => db.First<FirstStepsModel>(Beginning);

    public static Task<List<LatestReferral>> LatestReferrals(Reads db) => db.Query<LatestReferral>(Latest);
}
