using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>One of the best, as the list reads them.</summary>
internal sealed record BoardRow(AdvocateId AdvocateId, string BoardName, long Friends);

/// <summary>What the advocate's page reads.</summary>
internal static class PortalQueries
{
    private const string FriendsSql = """
        SELECT r.referral_id, r.friend_name, r.status, r.reason, r.reward_note, r.hold_until,
            CASE WHEN r.order_id IS NULL THEN false ELSE true END AS has_order, r.created_at, r.updated_at, v.appealed_at,
            CASE WHEN v.answered_at IS NULL THEN v.question ELSE NULL END AS question
        FROM referrals r LEFT JOIN reviews v ON v.shop_id = @shop AND v.referral_id = r.referral_id
        WHERE r.shop_id = @shop AND r.advocate_id = @id AND r.reason <> 'attribution_changed'
        ORDER BY r.referral_id DESC LIMIT 100
        """;

    private const string ClicksSql = "SELECT count(*) FROM clicks WHERE shop_id = @shop AND advocate_id = @id AND kind = 'human'";

    private const string PaymentsSql = """
        SELECT i.amount, i.status, coalesce(i.closed_at, p.sent_at, p.created_at) AS at FROM payout_items i
        JOIN payouts p ON p.shop_id = @shop AND p.payout_id = i.payout_id
        WHERE i.shop_id = @shop AND i.owner = @owner AND i.status <> 'cancelled' ORDER BY i.item_id DESC LIMIT 50
        """;

    private const string BoardSql = """
        SELECT f.advocate_id, f.board_name, count(*) AS friends FROM advocate_profiles f
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = f.advocate_id AND a.status = 'active'
        JOIN referrals r ON r.shop_id = @shop AND r.advocate_id = f.advocate_id AND r.status = 'approved' AND r.updated_at >= @from
        WHERE f.shop_id = @shop AND f.board_name IS NOT NULL
        GROUP BY f.advocate_id, f.board_name ORDER BY count(*) DESC, f.advocate_id LIMIT @take
        """;

    /// <summary>The best of those who want to be shown, by friends who count since an instant.</summary>
    public static Task<List<BoardRow>> Board(ShopDb db, Instant from, int take) => db.Query<BoardRow>(BoardSql, new { from, take });

    /// <summary>What was, or is about to be, paid to an advocate.</summary>
    public static Task<List<PortalPaymentRow>> Payments(ShopDb db, AdvocateId id) =>
        db.Query<PortalPaymentRow>(PaymentsSql, new { Owner = id.ToString() });

    public static Task<List<PortalReferral>> Friends(ShopDb db, AdvocateId id) => db.Query<PortalReferral>(FriendsSql, new { Id = id });

    public static Task<long> Clicks(ShopDb db, AdvocateId id) => db.First<long>(ClicksSql, new { Id = id });
}
