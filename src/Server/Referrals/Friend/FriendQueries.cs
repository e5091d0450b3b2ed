using Vouch.Storage;

namespace Vouch.Server.Referrals.Friend;

/// <summary>What the friend's page reads.</summary>
internal static class FriendQueries
{
    private const string Bought = """
        SELECT count(*) FROM visitor_people v JOIN order_people p ON p.shop_id = @shop AND p.person_key = v.person_key
        JOIN orders o ON o.shop_id = @shop AND o.order_id = p.order_id
        WHERE v.shop_id = @shop AND v.visitor = @visitor AND o.status <> 'cancelled' AND NOT o.fraud_rejected
        """;

    /// <summary>True where whoever the shop knows this visitor to be has bought there.</summary>
    internal static async Task<bool> HasBought(ShopDb db, string visitor) => await db.First<long>(Bought, new { visitor }) > 0;
}
