using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.People;

/// <summary>A case that was found by what is known of the friend.</summary>
public sealed record FriendLine(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, AdvocateId AdvocateId, string? AdvocateName, string? OrderExternalId,
    string Status);

/// <summary>Finds friends by exactly what they tell support: their address, the code they were given, their order's number.</summary>
internal static class FindFriends
{
    private const int Most = 5;

    private const string Found = """
        SELECT r.referral_id, r.friend_name, r.friend_email, r.advocate_id, coalesce(a.name, a.email) AS advocate_name,
            o.external_id AS order_external_id, r.status
        FROM referrals r
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = r.advocate_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        WHERE r.shop_id = @shop AND r.referral_id IN (
            SELECT m.referral_id FROM referrals m WHERE m.shop_id = @shop AND lower(m.friend_email) COLLATE "C" = @mail
            UNION
            SELECT w.referral_id FROM rewards w WHERE w.shop_id = @shop AND w.coupon_code = @code AND w.referral_id IS NOT NULL
            UNION
            SELECT y.referral_id FROM claims c JOIN referrals y ON y.shop_id = @shop AND y.claim_id = c.claim_id
            WHERE c.shop_id = @shop AND c.coupon_code = @code
            UNION
            SELECT z.referral_id FROM orders n JOIN referrals z ON z.shop_id = @shop AND z.order_id = n.order_id
            WHERE n.shop_id = @shop AND n.external_id = @typed)
        ORDER BY r.referral_id DESC LIMIT @most
        """;

    /// <summary>The latest cases of whom this is; none for an empty search.</summary>
    internal static async Task<List<FriendLine>> Run(ShopDb db, string? typed) => string.IsNullOrWhiteSpace(typed) ? []
        : await db.Query<FriendLine>(
            Found, new { Mail = typed.ToLowerInvariant(), Code = Code.Normalize(typed) ?? "", Typed = typed, Most });
}
