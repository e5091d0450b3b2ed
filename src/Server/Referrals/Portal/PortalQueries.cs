using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>What the advocate's page reads.</summary>
internal static class PortalQueries
{
    private const string FriendsSql = """
        SELECT referral_id, friend_name, status, reason, reward_note, hold_until,
            CASE WHEN order_id IS NULL THEN false ELSE true END AS has_order, created_at
        FROM referrals WHERE shop_id = @shop AND advocate_id = @id AND reason <> 'attribution_changed'
        ORDER BY referral_id DESC LIMIT 100
        """;

    private const string ClicksSql = "SELECT count(*) FROM clicks WHERE shop_id = @shop AND advocate_id = @id AND kind = 'human'";

    private const string PaymentsSql = """
        SELECT i.amount, i.status, coalesce(i.closed_at, p.sent_at, p.created_at) AS at FROM payout_items i
        JOIN payouts p ON p.shop_id = @shop AND p.payout_id = i.payout_id
        WHERE i.shop_id = @shop AND i.owner = @owner AND i.status <> 'cancelled' ORDER BY i.item_id DESC LIMIT 50
        """;

    /// <summary>What was, or is about to be, paid to an advocate.</summary>
    public static Task<List<PortalPaymentRow>> Payments(ShopDb db, AdvocateId id) =>
        db.Query<PortalPaymentRow>(PaymentsSql, new { Owner = id.ToString() });

    public static Task<List<PortalReferral>> Friends(ShopDb db, AdvocateId id) => db.Query<PortalReferral>(FriendsSql, new { Id = id });

    public static Task<long> Clicks(ShopDb db, AdvocateId id) => db.First<long>(ClicksSql, new { Id = id });
}
