using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>
/// Takes back what refunds undid, cumulatively: from what is pending, then from the reward's own lot, then from the
/// owner's other lots of that kind, so that no kind pays for another; the rest is owed and netted against later rewards,
/// never charged.
/// </summary>
public static class ClawBackReward
{
    private const string OwnersLots = """
        SELECT reward_id AS reward, kind, remaining, expires_at FROM rewards
        WHERE shop_id = @shop AND advocate_id = @advocate AND kind = @kind AND status = 'issued' AND remaining > 0
        ORDER BY reward_id FOR UPDATE
        """;

    /// <summary>Brings the rewards of a referral to what its order's refunds left of them.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="baseAmount">The order, minor units of the shop.</param>
    /// <param name="refundedBase">All of it that went back so far; the whole for a cancelled order.</param>
    /// <param name="minimumKept">The program's minimum for a qualifying order.</param>
    /// <param name="now">Shop time.</param>
    public static async Task ForReferral(
        ShopTx tx, ReferralId referral, long baseAmount, long refundedBase, long minimumKept, Instant now)
    {
        foreach (var reward in await RewardStore.Offers(tx, referral))
        {
            var kept = Kept(reward, baseAmount, refundedBase, minimumKept);
            if (kept < AccrueReward.Amount(reward) || Falls(reward, baseAmount, refundedBase, minimumKept))
            {
                await To(tx, reward, kept, "refund", now);
            }
        }
    }

    /// <summary>Brings one reward down to an entitlement. A coupon that was used or has expired stays as it is.</summary>
    internal static async Task<Reward> To(ShopTx tx, Reward reward, long entitled, string reason, Instant now)
    {
        var before = AccrueReward.Amount(reward);
        if (reward.Kind == RewardKind.Donation)
        {
            // What the charity has stays given, and nobody owes it.
            entitled = Math.Max(entitled, Math.Min(reward.RedeemedAmount, before));
        }

        var isNoMore = before == 0 && reward is { IsCredit: true, Status: not (RewardStatus.Pending or RewardStatus.Waiting) };
        if (reward.Status == RewardStatus.Revoked || (entitled >= before && before > 0) || isNoMore
            || (!reward.IsCredit && reward.Status is RewardStatus.Expired or RewardStatus.Redeemed))
        {
            return reward;
        }

        if (reward.Status == RewardStatus.Expired)
        {
            return await OfExpired(tx, reward, entitled, reason, now);
        }

        var after = Shrink(tx, reward, before, entitled);
        var source = RewardStore.Note(tx, reward, now, entitled == 0 ? "revoked" : "clawed_back", before - entitled, reason);
        if (reward.Status is not RewardStatus.Issued and not RewardStatus.Redeemed)
        {
            after = entitled == 0 ? after.Stepped(RewardMove.Revoke) : after;
            var entries = Postings.Void(reward.Kind, reward.Owner, reward.IsCredit ? before - entitled : 0);
            await PostTransaction.Run(tx, LedgerPosting.Of("void", source, reward, entries, now), sourceIsNew: true);
        }
        else if (reward.IsCredit)
        {
            after = await TakeLots(tx, after, before - entitled, source, now);
        }
        else if (entitled == 0)
        {
            after = after.Stepped(RewardMove.Revoke);
        }

        RewardStore.Save(tx, after);
        RewardTask.Clear(tx, after, now);
        tx.Publish(
            after.Status == RewardStatus.Revoked
                ? new RewardRevoked(after, before - entitled, reason)
                : new RewardAdjusted(after, entitled - before, reason),
            now);
        return after;
    }

    // What ran out is lost already; what was spent before, beyond what is still deserved, is taken from other lots or owed.
    private static async Task<Reward> OfExpired(ShopTx tx, Reward reward, long entitled, string reason, Instant now)
    {
        var before = AccrueReward.Amount(reward);
        var amount = Math.Max(reward.RedeemedAmount - entitled, 0) - Math.Max(reward.RedeemedAmount - before, 0);
        var after = Shrink(tx, reward, before, entitled);
        if (amount > 0)
        {
            var source = RewardStore.Note(tx, reward, now, "clawed_back", amount, reason);
            after = await TakeLots(tx, after, amount, source, now);
        }

        // Told also where nothing of it had been spent: the journal must say what it comes to.
        RewardStore.Save(tx, after);
        tx.Publish(new RewardAdjusted(after, entitled - before, reason), now);
        return after;
    }

    // A friend's code has its minimum on the cart it is used on, so only the order behind it counts.
    private static bool Falls(Reward reward, long baseAmount, long refundedBase, long minimumKept) => reward.HasOwnAmount
        ? Entitlement.Falls(reward.Promise(), baseAmount, refundedBase, minimumKept)
        : baseAmount - refundedBase <= 0 || baseAmount - refundedBase < minimumKept;

    private static long Kept(Reward reward, long baseAmount, long refundedBase, long minimumKept)
    {
        if (reward.HasOwnAmount)
        {
            return Entitlement.After(reward.Promise(), AccrueReward.Amount(reward), baseAmount, refundedBase, minimumKept);
        }

        // A coupon that is counted on another cart stands or falls as a whole.
        var left = baseAmount - refundedBase;
        return left <= 0 || left < minimumKept ? 0 : reward.Worth;
    }

    private static Reward Shrink(ShopTx tx, Reward reward, long before, long entitled)
    {
        var weight = entitled == 0 || before == 0 ? 0 : Quotient.Of((Int128)reward.ReservedAmount * entitled, before, Rounding.Down);
        var count = entitled == 0 ? 0 : reward.ReservedCount;
        var bonus = CampaignRoom.Keep(tx, reward, entitled, count == 0);
        ReserveRoom.Release(tx, reward, reward.ReservedAmount - weight, reward.ReservedCount - count);
        return reward with
        {
            Entitled = reward.IsCredit ? entitled : 0,
            Worth = reward.IsCredit || entitled == 0 ? reward.Worth : entitled,
            ReservedAmount = weight,
            ReservedCount = count,
            BonusAmount = bonus,
        };
    }

    private static async Task<Reward> TakeLots(ShopTx tx, Reward reward, long amount, string source, Instant now)
    {
        var lots = reward.AdvocateId is { } advocate
            ? await tx.Query<Lot>(OwnersLots, new { Advocate = advocate, reward.Kind })
            : reward.Remaining > 0 ? [new Lot(reward.RewardId, reward.Kind, reward.Remaining, reward.ExpiresAt)] : [];
        var taken = Lots.ClawBack(lots, reward.RewardId, amount);
        var entries = Postings.ClawBack(reward.Owner, taken.Parts.Select(part => new KindAmount(part.Kind, part.Amount)), taken.Rest);
        await PostTransaction.Run(tx, LedgerPosting.Of("clawback", source, reward, entries, now), sourceIsNew: true);

        foreach (var part in taken.Parts.Where(part => part.Reward != reward.RewardId))
        {
            var other = await RewardStore.Load(tx, part.Reward) ?? throw new InvalidOperationException($"{part.Reward} is gone.");
            var rest = other with { Remaining = other.Remaining - part.Amount, RedeemedAmount = other.RedeemedAmount + part.Amount };
            RewardStore.Note(tx, rest, now, "netted", part.Amount, reward.RewardId.ToString());
            rest = rest.Remaining == 0 ? rest.Stepped(RewardMove.Redeem) : rest;
            RewardStore.Save(tx, rest);
            RewardTask.Clear(tx, rest, now);
            if (rest.Status == RewardStatus.Redeemed)
            {
                tx.Publish(new RewardRedeemed(rest, part.Amount, null), now);
            }
        }

        var own = taken.Parts.Where(part => part.Reward == reward.RewardId).Sum(part => part.Amount);
        var after = reward with { Remaining = reward.Remaining - own };
        return after.Status != RewardStatus.Issued || after.Remaining > 0 || after.InTransit > 0
            ? after
            : after.Stepped(after.Entitled == 0 ? RewardMove.Revoke : RewardMove.Redeem);
    }
}
