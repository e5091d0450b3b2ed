using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Ends a claim that nobody used by the end of its coupon.</summary>
internal static class ExpireClaim
{
    internal const string Kind = "expire_claim";

    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        if (IdText.TryParse<ClaimId>(job.Subject, out var id) && await ClaimStore.Find(tx, id) is { Status: ClaimStatus.Open } claim)
        {
            await FriendsClaims.Expire(tx, claim, keepsCoupon: false, shop.Now(tx.Wall));
        }
    }
}
