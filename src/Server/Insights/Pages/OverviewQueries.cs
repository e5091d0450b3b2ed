using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Insights.Pages;

/// <summary>
/// What the overview reads. Times are gathered by quarter of an hour, the finest step of any time zone, and put into the shop's
/// days by the caller: exact across changes of the clock, and few rows however many orders there were.
/// </summary>
internal static class OverviewQueries
{
    /// <summary>The width of a bucket, milliseconds.</summary>
    public const long QuarterHour = 900_000;

    private const string OrderTimes = """
        SELECT o.placed_at / 900000 AS quarter, count(*) AS n, CAST(sum(o.base_amount - o.refunded_base) AS bigint) AS amount
        FROM attributions a JOIN orders o ON o.shop_id = @shop AND o.order_id = a.order_id
        WHERE a.shop_id = @shop AND a.outcome = 'attributed' AND o.placed_at >= @since AND o.placed_at < @until
            AND o.status <> 'cancelled' AND o.status <> 'refunded' AND NOT o.fraud_rejected
        GROUP BY o.placed_at / 900000
        """;

    private const string RewardTimes = """
        SELECT r.created_at / 900000 AS quarter, count(*) AS n,
            CAST(sum(CASE WHEN r.kind = 'coupon' THEN r.redeemed_amount ELSE r.entitled END) AS bigint) AS amount
        FROM rewards r
        WHERE r.shop_id = @shop AND r.created_at >= @since AND r.created_at < @until AND r.asset <> 'points'
            AND r.status <> 'revoked' AND r.status <> 'expired'
        GROUP BY r.created_at / 900000
        """;

    private const string Clicks = """
        SELECT day, CAST(sum(human) AS bigint) AS n FROM click_days
        WHERE shop_id = @shop AND day >= @fromDay AND day <= @toDay GROUP BY day
        """;

    private const string Active = """
        SELECT count(DISTINCT t.advocate_id) FROM (
            SELECT advocate_id FROM shares WHERE shop_id = @shop AND at >= @since AND at < @until
            UNION SELECT advocate_id FROM referrals WHERE shop_id = @shop AND created_at >= @since AND created_at < @until) t
        """;

    private const string Joined = "SELECT count(*) FROM advocates WHERE shop_id = @shop AND status = 'active' AND merged_into IS NULL";

    private const string Shares = "SELECT count(*) FROM shares WHERE shop_id = @shop AND at >= @since AND at < @until";

    private const string Claims = "SELECT count(*) FROM claims WHERE shop_id = @shop AND at >= @since AND at < @until";

    private const string Approved = """
        SELECT CAST(coalesce(sum(n), 0) AS bigint) FROM insight_days
        WHERE shop_id = @shop AND measure = 'referral.approved' AND day >= @fromDay AND day <= @toDay
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

    /// <summary>How many and how much in one quarter of an hour.</summary>
    internal sealed record Bucket(long Quarter, long N, long Amount);

    /// <summary>How many on one day of the shop's zone.</summary>
    internal sealed record DayCount(long Day, long N);

    public static Task<List<Bucket>> OrdersBetween(ShopDb db, Instant since, Instant until) =>
        db.Query<Bucket>(OrderTimes, new { Since = since, Until = until });

    public static Task<List<Bucket>> RewardsBetween(ShopDb db, Instant since, Instant until) =>
        db.Query<Bucket>(RewardTimes, new { Since = since, Until = until });

    public static Task<List<DayCount>> ClicksBetween(ShopDb db, long fromDay, long toDay) =>
        db.Query<DayCount>(Clicks, new { FromDay = fromDay, ToDay = toDay });

    public static Task<long> ActiveBetween(ShopDb db, Instant since, Instant until) =>
        db.First<long>(Active, new { Since = since, Until = until });

    public static Task<long> JoinedInAll(ShopDb db) => db.First<long>(Joined);

    public static Task<long> SharesBetween(ShopDb db, Instant since, Instant until) =>
        db.First<long>(Shares, new { Since = since, Until = until });

    public static Task<long> ClaimsBetween(ShopDb db, Instant since, Instant until) =>
        db.First<long>(Claims, new { Since = since, Until = until });

    public static Task<long> ApprovedBetween(ShopDb db, long fromDay, long toDay) =>
        db.First<long>(Approved, new { FromDay = fromDay, ToDay = toDay });

    public static Task<FirstStepsModel?> FirstSteps(ShopDb db) => db.First<FirstStepsModel>(Beginning);

    public static Task<List<LatestReferral>> LatestReferrals(ShopDb db) => db.Query<LatestReferral>(Latest);
}
