using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Money;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
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
            var specification = reward.Recipient == Recipient.Advocate
                ? Ladder.AdvocateReward(about.Terms, approved + 1)
                : about.Terms.FriendReward;
            if (reward.Status == RewardStatus.Pending && specification is not null && reward.HasOwnAmount)
            {
                await To(tx, shop, reward, about.Limits, specification, baseAmount, refundedBase, now);
            }
        }
    }

    /// <summary>
    /// Brings one pending reward to a specification; revoked where that pays nothing for what was kept. The bonus of its campaign stays
    /// with it, and grows as far as the campaign has room.
    /// </summary>
    internal static async Task<Reward> To(
        ShopTx tx, Shop shop, Reward reward, ProgramLimits limits, RewardSpecification plain, long baseAmount, long refundedBase,
        Instant now)
    {
        var bonus = reward.Promise().Bonus;
        var tier = bonus is null || !CampaignBonus.Takes(plain) ? plain : plain with { Bonus = bonus };
        var before = AccrueReward.Amount(reward);
        var specification = JsonSerializer.Serialize(tier, WireJson.Options);
        var isSame = specification == reward.Specification && baseAmount == reward.BaseAmount;
        var falls = Entitlement.Falls(tier, baseAmount, refundedBase);
        var entitled = Entitlement.After(tier, isSame ? before : long.MaxValue, baseAmount, refundedBase);
        if (falls || isSame)
        {
            // What was cut to the room there was stays cut, also where room came free since.
            var reason = falls ? "below_minimum" : "refund";
            return falls || entitled < before ? await ClawBackReward.To(tx, reward, entitled, reason, now) : reward;
        }

        var (fitted, held) = await WithBonus(tx, reward, tier, baseAmount, refundedBase);
        entitled = Entitlement.After(fitted, long.MaxValue, baseAmount, refundedBase);
        var wanted = new Sizes(RewardWorth.Counted(fitted, baseAmount), entitled, AccrueReward.Weight(fitted, entitled));
        var repriced = reward with
        {
            Kind = KindOf(reward, fitted), Specification = JsonSerializer.Serialize(fitted, WireJson.Options),
            Asset = AccrueReward.AssetOf(fitted.Kind, shop), BaseAmount = baseAmount, BonusAmount = held,
        };
        if (await Fit(tx, reward, limits, fitted.Kind, wanted) is { } sizes)
        {
            var kept = CampaignRoom.Keep(tx, repriced, sizes.Entitled, isVoid: false);
            return await Store(tx, reward, repriced with { BonusAmount = kept }, sizes, now);
        }

        if (reward.CampaignId is { } campaign)
        {
            CampaignRoom.Give(tx, reward.Kind, campaign, reward.BonusAmount - held, 0);
        }

        return reward;
    }

    // The specification with as much of its bonus as there is room for now, and what of the campaign is held for it then.
    private static async Task<(RewardSpecification Fitted, long Held)> WithBonus(
        ShopTx tx, Reward reward, RewardSpecification tier, long baseAmount, long refundedBase)
    {
        if (tier.Bonus is not { } bonus)
        {
            return (tier, reward.BonusAmount);
        }

        var free = bonus with { Most = null };
        var share = CampaignBonus.ShareOf(
            free, Entitlement.After(tier with { Bonus = free }, long.MaxValue, baseAmount, refundedBase));
        var more = share - reward.BonusAmount;
        if (more <= 0)
        {
            return (tier with { Bonus = free }, reward.BonusAmount);
        }

        var limits = (await CampaignQueries.Find(tx, bonus.Campaign))!.Terms.Limits;
        var taken = await CampaignRoom.Take(tx, reward.Kind, bonus.Campaign, limits, more, 0);
        var held = reward.BonusAmount + taken;
        return (tier with { Bonus = taken < more ? bonus with { Most = held } : free }, held);
    }

    // What its holder has chosen stays chosen as long as the tier leaves the choice.
    private static RewardKind KindOf(Reward reward, RewardSpecification tier) =>
        tier.Choice?.Contains(reward.Kind) == true ? reward.Kind : tier.Kind;

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

    private static async Task<Reward> Store(ShopTx tx, Reward before, Reward repriced, Sizes sizes, Instant now)
    {
        var after = repriced with
        {
            Granted = repriced.IsCredit ? sizes.Granted : 0,
            Entitled = repriced.IsCredit ? sizes.Entitled : 0,
            Worth = repriced.IsCredit ? 0 : sizes.Entitled,
            ReservedAmount = sizes.Weight,
        };
        RewardStore.Save(tx, after);
        var change = sizes.Entitled - AccrueReward.Amount(before);
        if (change == 0 && after.Kind == before.Kind)
        {
            return after;
        }

        var source = RewardStore.Note(tx, after, now, "adjusted", change);
        foreach (var (name, about, entries) in Difference(before, after))
        {
            await PostTransaction.Run(tx, LedgerPosting.Of("adjust", source + name, about, entries, now), sourceIsNew: true);
        }

        tx.Publish(new RewardAdjusted(after, change, "tier"), now);
        return after;
    }

    // Another kind is another account, and may be another asset: the old promise goes out whole and the new one comes in.
    private static IEnumerable<(string Name, Reward About, IReadOnlyList<LedgerEntry> Entries)> Difference(Reward before, Reward after)
    {
        var change = after.Entitled - before.Entitled;
        if (after.Kind != before.Kind)
        {
            yield return ("/out", before, Postings.Void(before.Kind, before.Owner, before.Entitled));
            yield return ("/in", after, Postings.Accrue(after.Kind, after.Owner, after.Entitled));
        }
        else if (change > 0)
        {
            yield return (string.Empty, after, Postings.Accrue(after.Kind, after.Owner, change));
        }
        else
        {
            yield return (string.Empty, after, Postings.Void(after.Kind, after.Owner, -change));
        }
    }

    private sealed record Sizes(long Granted, long Entitled, long Weight);
}
