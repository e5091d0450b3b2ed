using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Tells in time that a reward is about to run out, while there is something left to use.</summary>
internal static class AnnounceExpiry
{
    internal const string Kind = "announce_expiry";

    /// <summary>How long before its end.</summary>
    internal const int NoticeDays = 7;

    /// <summary>Puts it on the list; what is good for less than twice the notice is not announced.</summary>
    internal static void Schedule(ShopTx tx, Reward issued)
    {
        if (issued is { ExpiresAt: { } end, IssuedAt: { } from } && end >= from.PlusDays(2 * NoticeDays))
        {
            tx.Schedule(Kind, issued.RewardId.ToString(), end.PlusDays(-NoticeDays), JobClock.Shop);
        }
    }

    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        if (IdText.TryParse<RewardId>(job.Subject, out var id)
            && await RewardStore.Load(tx, id) is { Status: RewardStatus.Issued, ExpiresAt: { } end } reward
            && shop.Now(tx.Wall) is var now && now < end && (!reward.IsCredit || reward.Remaining > 0))
        {
            tx.Publish(new RewardExpiring(reward, reward.IsCredit ? reward.Remaining : reward.Worth), now);
        }
    }
}
