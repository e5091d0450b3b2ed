using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>
/// Brings a promise to another size before it is approved: another tier, or the order changed. A rise is reserved and
/// cut to the room left, a fall is released, and the ledger posts the difference.
/// </summary>
public static class RepriceReward
{
    /// <summary>Brings the advocate's pending reward of a referral to the order as it is now.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="about">The case, with its referral.</param>
    /// <param name="approved">How many of the advocate's referrals stand approved now; the promise is the next one's tier.</param>
    /// <param name="baseAmount">The order as it is now, minor units of the shop.</param>
    /// <param name="refundedBase">What of it went back.</param>
    /// <param name="now">Shop time.</param>
    public static async Task ForReferral(
        ShopTx tx, Shop shop, RewardCase about, int approved, long baseAmount, long refundedBase, Instant now)
    {
        foreach (var reward in await RewardStore.Offers(tx, about.ReferralId!.Value))
        {
            var specification = reward.Recipient == Recipient.Advocate ? Ladder.AdvocateReward(about.Terms, approved + 1) : about.Terms.FriendReward;
            if (reward.Status == RewardStatus.Pending && specification is not null && (reward.IsCredit || reward.HasOwnAmount))
            {
                await To(tx, shop, reward, about.Limits, specification, baseAmount, refundedBase, now);
            }
        }
    }

    /// <summary>Brings one pending reward to a specification; revoked where that pays nothing for what was kept.</summary>
    internal static async Task<Reward> To(
        ShopTx tx, Shop shop, Reward reward, ProgramLimits limits, RewardSpecification tier, long baseAmount, long refundedBase, Instant now)
    {
        var entitled = Entitlement.After(tier, long.MaxValue, baseAmount, refundedBase);
        if (entitled == 0)
        {
            return await ClawBackReward.To(tx, reward, 0, "below_minimum", now);
        }

        var wanted = new Sizes(RewardWorth.Of(tier, baseAmount), entitled, AccrueReward.Weight(tier, entitled));
        if (tier.Kind == reward.Kind && entitled == AccrueReward.Amount(reward))
        {
            return reward;
        }

        return await Fit(tx, reward, limits, tier.Kind, wanted) is { } sizes ? await Store(tx, shop, reward, tier, sizes, now) : reward;
    }

    // What there is room for; null where there is none and the promise stays as it was.
    private static async Task<Sizes?> Fit(ShopTx tx, Reward reward, ProgramLimits limits, RewardKind kind, Sizes wanted)
    {
        var rise = wanted.Weight - reward.ReservedAmount;
        if (rise <= 0)
        {
            ReserveRoom.Release(tx, reward, -rise, 0);
            return wanted;
        }

        var more = await ReserveRoom.TakeMore(tx, reward, limits, new RoomWanted(kind, rise, rise, 0));
        if (more.IsRefused)
        {
            return null;
        }

        if (more.Value.Weight == rise)
        {
            return wanted;
        }

        var weight = reward.ReservedAmount + more.Value.Weight;
        var part = Quotient.Of((Int128)wanted.Entitled * weight, wanted.Weight, Rounding.Down);
        return new Sizes(part, part, weight);
    }

    private static async Task<Reward> Store(ShopTx tx, Shop shop, Reward reward, RewardSpecification tier, Sizes sizes, Instant now)
    {
        var credit = tier.Kind != RewardKind.Coupon;
        var after = reward with
        {
            Kind = tier.Kind,
            Specification = JsonSerializer.Serialize(tier, WireJson.Options),
            Asset = AccrueReward.AssetOf(tier.Kind, shop),
            Granted = credit ? sizes.Granted : 0,
            Entitled = credit ? sizes.Entitled : 0,
            Worth = credit ? 0 : sizes.Entitled,
            ReservedAmount = sizes.Weight,
        };
        RewardStore.Save(tx, after);
        var change = sizes.Entitled - AccrueReward.Amount(reward);
        var source = RewardStore.Note(tx, after, now, "adjusted", change);
        if (after.Kind == reward.Kind)
        {
            var entries = change > 0
                ? Postings.Accrue(after.Kind, after.Owner, credit ? change : 0)
                : Postings.Void(after.Kind, after.Owner, credit ? -change : 0);
            await PostTransaction.Run(tx, LedgerPosting.Of("adjust", source, after, entries, now), sourceIsNew: true);
        }
        else
        {
            var undo = Postings.Void(reward.Kind, reward.Owner, reward.Entitled);
            await PostTransaction.Run(tx, LedgerPosting.Of("adjust", source + "/out", reward, undo, now), sourceIsNew: true);
            var redo = Postings.Accrue(after.Kind, after.Owner, after.Entitled);
            await PostTransaction.Run(tx, LedgerPosting.Of("adjust", source + "/in", after, redo, now), sourceIsNew: true);
        }

        tx.Publish(new RewardAdjusted(after, change, "tier"), now);
        return after;
    }

    private sealed record Sizes(long Granted, long Entitled, long Weight);
}
