using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Mails a friend the coupon and the link that confirms the address.</summary>
internal static class SendClaimConfirmation
{
    // A code that the friend had to wait for goes out by a mail of its own, however late this one is.
    private const string Find = """
        SELECT c.email, c.name, CASE WHEN EXISTS (
                SELECT 1 FROM rewards r JOIN reward_history h ON h.shop_id = r.shop_id AND h.reward_id = r.reward_id
                WHERE r.shop_id = @shop AND r.claim_id = c.claim_id AND h.type = 'waiting')
            THEN NULL ELSE c.coupon_code END AS coupon_code
        FROM claims c WHERE c.shop_id = @shop AND c.claim_id = @claimId AND c.email IS NOT NULL
        """;

    internal static async Task OnClaimed(ShopTx tx, Shop shop, JournalEvent claimed, ServerSettings settings)
    {
        if (claimed.DataId<ClaimId>("claim") is not { } claim || await tx.First<ClaimRow>(Find, new { ClaimId = claim }) is not { } row)
        {
            return;
        }

        var hello = row.Name is { Length: > 0 } name ? $"Hello {name},\n\n" : "Hello,\n\n";
        var offer = row.CouponCode is { } code
            ? $"here is your code for {shop.Name}:\n\n    {code}\n\nEnter it at the checkout.\n"
            : $"your friend's offer at {shop.Name} is noted for this address.\n";
        var confirm = $"\nPlease confirm that this address is yours, so that your friend gets the credit:\n\n"
            + $"{settings.PublicUrl}/confirm/{shop.Id}/{ClaimConfirmation.Token(shop, claim)}\n\n"
            + "If you did not ask for this, just ignore this mail.\n";
        await QueueMessage.Run(
            tx, shop, "claim_confirmation", $"claim_confirmation {claim}", row.Email, $"Your code for {shop.Name}",
            hello + offer + confirm + $"\n{shop.Name}\n", claimed.At);
    }

    private sealed record ClaimRow(string Email, string? Name, string? CouponCode);
}
