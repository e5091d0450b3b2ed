using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Lets a reward run out: what is left of credit and points becomes breakage, an unused coupon gives its room back.</summary>
public static class ExpireReward
{
    internal static Task Run(ShopTx tx, Shop shop, Job job) =>
        IdText.TryParse<RewardId>(job.Subject, out var id) ? Run(tx, id, shop.Now(tx.Wall)) : Task.CompletedTask;

    /// <summary>Does what the expiry job asks; nothing where the reward was used, taken back, or lives on.</summary>
    public static async Task Run(ShopTx tx, RewardId id, Instant now)
    {
        if (await RewardStore.Load(tx, id) is not { Status: RewardStatus.Issued, ExpiresAt: { } end } reward || now < end)
        {
            return;
        }

        if (reward.InTransit > 0 && reward.Remaining == 0)
        {
            // All of it is on its way to a bank; should it come back, its time is looked at again.
            return;
        }

        var expired = reward.Stepped(RewardMove.Expire) with { Remaining = 0 };
        if (!reward.IsCredit)
        {
            // It never came into the ledger, so it has cost nothing.
            CampaignRoom.Keep(tx, reward, 0, isVoid: true);
            ReserveRoom.Release(tx, reward, reward.ReservedAmount, reward.ReservedCount);
            expired = expired with { ReservedAmount = 0, ReservedCount = 0, BonusAmount = 0 };
        }

        var amount = reward.IsCredit ? reward.Remaining : reward.Worth;
        var source = RewardStore.Note(tx, expired, now, "expired", amount);
        var entries = Postings.Expire(reward.Kind, reward.Owner, reward.Remaining);
        await PostTransaction.Run(tx, LedgerPosting.Of("expire", source, reward, entries, now), sourceIsNew: true);
        RewardStore.Save(tx, expired);
        RewardTask.Clear(tx, expired, now);
        tx.Publish(new RewardExpired(expired, amount), now);
    }
}
