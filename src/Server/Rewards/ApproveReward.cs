using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Issues what was promised, once its referral is approved.</summary>
public static class ApproveReward
{
    /// <summary>The kind of the job that lets a reward expire; its subject is the reward's id.</summary>
    public const string ExpiryJob = "expire_reward";

    /// <summary>
    /// Issues every pending reward of a referral. The advocate's is first brought to the tier of the true count: a rise
    /// is reserved and cut to the room left, a fall is released.
    /// </summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">The case, with its referral.</param>
    /// <param name="nth">The how-many-th approved referral of the advocate in the program this is.</param>
    /// <param name="baseAmount">The order, minor units of the shop.</param>
    /// <param name="refundedBase">What of it went back.</param>
    /// <param name="now">Shop time.</param>
    /// <returns>The rewards that stand after it; those that came to nothing are revoked and left out.</returns>
    public static async Task<IReadOnlyList<Reward>> ForReferral(
        ShopTx tx, Shop shop, RewardCase about, int nth, long baseAmount, long refundedBase, Instant now)
    {
        var approved = new List<Reward>();
        foreach (var pending in await RewardStore.Offers(tx, about.ReferralId!.Value))
        {
            if (pending.Status is not RewardStatus.Pending)
            {
                approved.Add(pending);
                continue;
            }

            var reward = pending;
            if (reward.Recipient == Recipient.Advocate && Ladder.AdvocateReward(about.Terms, nth) is { } tier)
            {
                reward = await RepriceReward.To(tx, shop, reward, about.Limits, tier, baseAmount, refundedBase, now);
            }

            if (reward.Status == RewardStatus.Pending)
            {
                approved.Add(await Run(tx, reward, now));
            }
        }

        return approved;
    }

    /// <summary>
    /// Issues one pending or waiting reward: what its owner owes is netted first. Where its pool of codes is empty it waits.
    /// </summary>
    internal static async Task<Reward> Run(ShopTx tx, Reward pending, Instant now)
    {
        var issued = await Issue(tx, pending, now);
        if (issued.Status == RewardStatus.Waiting)
        {
            RewardStore.Save(tx, issued);
            CodePools.TellWaiting(tx, pending, issued, now);
            return issued;
        }

        if (issued.IsCredit)
        {
            var owed = await PostTransaction.Receivable(tx, issued.Owner, issued.Asset);
            var netted = Postings.Netted(issued.Entitled, owed);
            var entries = Postings.Approve(issued.Kind, issued.Owner, issued.Entitled, owed);
            var posting = LedgerPosting.Of("approve", issued.RewardId.ToString(), issued, entries, now);
            await PostTransaction.Run(tx, posting, sourceIsNew: false);
            issued = issued with { Remaining = issued.Entitled - netted, RedeemedAmount = netted };
            if (netted > 0)
            {
                RewardStore.Note(tx, issued, now, "netted", netted, "receivable");
            }
        }

        RewardStore.Save(tx, issued);
        Tell(tx, issued, now);
        await PayoutDetails.AskWhenDue(tx, issued, now);
        return issued.IsCredit && issued.Remaining == 0 ? Settle(tx, issued, now) : issued;
    }

    /// <summary>The issued row of a pending reward: with a code where it has one, and its last day; or the waiting row.</summary>
    internal static async Task<Reward> Issue(ShopTx tx, Reward pending, Instant now)
    {
        var promise = pending.Promise();
        var pool = RewardKinds.MayHavePool(pending.Kind) ? promise.CodePool : null;
        var code = pool is not null ? await CodePools.Take(tx, pool, pending.RewardId, now)
            : RewardKinds.HasCode(pending.Kind) ? await CouponCodes.New(tx)
            : null;
        if (pool is not null && code is null)
        {
            return pending.Status == RewardStatus.Waiting ? pending : pending.Stepped(RewardMove.AwaitCode);
        }

        return pending.Stepped(RewardMove.Issue) with
        {
            CouponCode = code,
            IssuedAt = now,
            ExpiresAt = promise.ExpiresAfterDays is { } days ? now.PlusDays(days) : null,
        };
    }

    /// <summary>History, event and expiry of an issued reward.</summary>
    internal static void Tell(ShopTx tx, Reward issued, Instant now)
    {
        var amount = AccrueReward.Amount(issued);
        RewardStore.Note(tx, issued, now, "issued", amount);
        tx.Publish(new RewardIssued(issued, amount), now);
        RewardTask.Raise(tx, issued, now);
        ScheduleExpiry(tx, issued);
        AnnounceExpiry.Schedule(tx, issued);
    }

    /// <summary>Lets an issued reward run out at its time; due at once where that has passed.</summary>
    internal static void ScheduleExpiry(ShopTx tx, Reward issued)
    {
        if (issued.ExpiresAt is { } end)
        {
            tx.Schedule(ExpiryJob, issued.RewardId.ToString(), end, JobClock.Shop);
        }
    }

    // All of it went to settle what was owed: nothing is left to use.
    private static Reward Settle(ShopTx tx, Reward issued, Instant now)
    {
        var used = issued.Stepped(RewardMove.Redeem);
        RewardStore.Save(tx, used);
        RewardTask.Clear(tx, used, now);
        tx.Publish(new RewardRedeemed(used, used.RedeemedAmount, null), now);
        return used;
    }
}
