using Vouch.Domain;
using Vouch.Domain.Programs;

namespace Vouch.Server.Tests.Rewards;

/// <summary>Promised, approved, taken back, run out. Each returns whether it was refused.</summary>
internal sealed partial class Twin
{
    internal bool Promise(long? id, int about, bool isFriend, string owner, RewardSpecification? promise, long baseAmount, Instant now)
    {
        if (promise is null)
        {
            return false;
        }

        var isCart = isFriend && TwinRules.HasCode(promise.Kind);
        var worth = isCart ? TwinRules.Ceiling(promise) : TwinRules.Worth(promise, baseAmount);
        if (worth == 0)
        {
            return false;
        }

        var month = !isFriend && limits.PerAdvocate is not null ? now.ToDateTimeOffset().ToString("yyyy-MM", null) : null;
        if (OffersOf(about).Any(r => r.IsFriend == isFriend)
            || Room(owner, month, promise.Kind, worth, TwinRules.Weight(promise, worth), 1) is not { } room)
        {
            return true;
        }

        // What the product did not make has no id; the comparison then names what is missing.
        var name = id ?? -1;
        var isCredit = TwinRules.IsCredit(promise.Kind);
        var reward = new TwinReward(
            name, about, isFriend, isFriend ? LedgerBooks.RewardText(name) : owner, promise, promise.Kind, baseAmount, isCredit ? room.Worth : 0,
            isCredit ? room.Worth : 0, 0, 0, isCredit ? 0 : room.Worth, "pending", 0, null, null, null, room.Weight, 1, month);
        Put(reward);
        Hold(reward, room.Weight, 1);
        Pend(reward, reward.Entitled);
        return false;
    }

    internal bool Approve(int about, ProgramTerms terms, int nth, long baseAmount, long refunded, Instant now)
    {
        foreach (var offer in OffersOf(about).Where(r => r.Status == "pending"))
        {
            if (!offer.IsFriend && TwinRules.Tier(terms, nth) is { } tier)
            {
                Price(offer, tier, baseAmount, refunded);
            }

            if (Rewards[offer.Id] is { Status: "pending" } pending)
            {
                Issue(pending, now);
            }
        }

        return false;
    }

    internal bool Reprice(int about, ProgramTerms terms, int approved, long baseAmount, long refunded)
    {
        foreach (var offer in OffersOf(about).Where(r => r.Status == "pending" && r.HasOwnAmount))
        {
            if ((offer.IsFriend ? terms.FriendReward : TwinRules.Tier(terms, approved + 1)) is { } promise)
            {
                Price(offer, promise, baseAmount, refunded);
            }
        }

        return false;
    }

    internal bool Refund(int about, long baseAmount, long refunded)
    {
        foreach (var offer in OffersOf(about))
        {
            var kept = offer.HasOwnAmount
                ? Math.Min(offer.Amount, TwinRules.Worth(offer.Promise, baseAmount - refunded))
                : baseAmount - refunded <= 0 ? 0 : offer.Worth;
            if (kept < offer.Amount)
            {
                Bring(offer.Id, kept);
            }
        }

        return false;
    }

    internal bool Void(int about)
    {
        foreach (var offer in OffersOf(about))
        {
            Bring(offer.Id, 0);
        }

        return false;
    }

    internal bool Revoke(long id)
    {
        if (Rewards[id].Status is not ("pending" or "issued"))
        {
            return true;
        }

        Bring(id, 0);
        return false;
    }

    internal bool Expire(long id, Instant now)
    {
        var reward = Rewards[id];
        if (reward.Status != "issued" || reward.ExpiresAt is not { } end || now < end || (reward.InTransit > 0 && reward.Remaining == 0))
        {
            return false;
        }

        Post(reward.Asset, (TwinRules.Available(reward.Kind, reward.Owner), reward.Remaining), ("breakage", -reward.Remaining));
        if (!reward.IsCredit)
        {
            Hold(reward, -reward.Reserved, -reward.Count);
            reward = reward with { Reserved = 0, Count = 0 };
        }

        Put(reward with { Status = "expired", Remaining = 0 });
        return false;
    }

    internal bool Choose(long id, RewardKind kind)
    {
        var reward = Rewards[id];
        if (reward.Kind == kind)
        {
            return false;
        }

        var isWhole = reward is { Status: "issued", InTransit: 0, Redeemed: 0, Entitled: > 0 } && reward.Remaining == reward.Entitled;
        if (reward.Promise.Choice?.Append(reward.Promise.Kind).Contains(kind) != true || !(reward.Status == "pending" || isWhole))
        {
            return true;
        }

        Func<RewardKind, string, string> account = reward.Status == "pending" ? TwinRules.Pending : TwinRules.Available;
        Post(reward.Asset, (account(reward.Kind, reward.Owner), reward.Entitled), (account(kind, reward.Owner), -reward.Entitled));
        var runsOut = kind is not (RewardKind.Cash or RewardKind.Donation or RewardKind.GiftCard);
        var end = reward.ExpiresAt ?? (reward.Promise.ExpiresAfterDays is { } days ? reward.IssuedAt?.PlusDays(days) : null);
        Put(reward with { Kind = kind, ExpiresAt = runsOut ? end : null });
        return false;
    }

    private void Pend(TwinReward reward, long amount) =>
        Post(reward.Asset, ("expense", amount), (TwinRules.Pending(reward.Kind, reward.Owner), -amount));

    private void Issue(TwinReward pending, Instant now)
    {
        var netted = pending.IsCredit ? Math.Min(pending.Entitled, Owed(pending.Owner, pending.Asset)) : 0;
        var left = pending.Entitled - netted;
        Post(
            pending.Asset, (TwinRules.Pending(pending.Kind, pending.Owner), pending.Entitled), ($"receivable:{pending.Owner}", -netted),
            (TwinRules.Available(pending.Kind, pending.Owner), -left));
        Put(pending with
        {
            Status = pending.IsCredit && left == 0 ? "redeemed" : "issued", Remaining = left, Redeemed = netted, IssuedAt = now,
            ExpiresAt = pending.Promise.ExpiresAfterDays is { } days ? now.PlusDays(days) : null,
        });
    }

    private void Price(TwinReward reward, RewardSpecification tier, long baseAmount, long refunded)
    {
        var isSame = tier == reward.Promise && baseAmount == reward.Base;
        var fresh = TwinRules.Worth(tier, baseAmount - refunded);
        if (fresh == 0 || isSame)
        {
            Bring(reward.Id, Math.Min(fresh, reward.Amount));
            return;
        }

        var (entitled, granted, weight) = (fresh, TwinRules.Worth(tier, baseAmount), TwinRules.Weight(tier, fresh));
        var rise = weight - reward.Reserved;
        if (rise > 0)
        {
            if (Room(reward.Owner, reward.Month, tier.Kind, rise, rise, 0) is not { } room)
            {
                return;
            }

            if (room.Weight < rise)
            {
                entitled = granted = (long)((Int128)entitled * (reward.Reserved + room.Weight) / weight);
                (weight, rise) = (reward.Reserved + room.Weight, room.Weight);
            }
        }

        Hold(reward, rise, 0);
        Pend(reward, -reward.Entitled);
        var kind = tier.Choice?.Contains(reward.Kind) == true ? reward.Kind : tier.Kind;
        var isCredit = TwinRules.IsCredit(kind);
        var priced = reward with
        {
            Kind = kind, Promise = tier, Base = baseAmount, Granted = isCredit ? granted : 0, Entitled = isCredit ? entitled : 0,
            Worth = isCredit ? 0 : entitled, Reserved = weight,
        };
        Pend(priced, priced.Entitled);
        Put(priced);
    }

    /// <summary>Down to what is deserved: from what is promised, from its own lot, from the owner's others of the kind; the rest is owed.</summary>
    private void Bring(long id, long entitled)
    {
        var reward = Rewards[id];
        var before = reward.Amount;
        entitled = reward.Kind == RewardKind.Donation ? Math.Max(entitled, Math.Min(reward.Redeemed, before)) : entitled;
        if (entitled >= before || reward.Status == "revoked" || (!reward.IsCredit && reward.Status is "expired" or "redeemed"))
        {
            return;
        }

        var weight = (long)((Int128)reward.Reserved * entitled / before);
        Hold(reward, weight - reward.Reserved, entitled == 0 ? -reward.Count : 0);
        var after = reward with
        {
            Entitled = reward.IsCredit ? entitled : 0, Worth = reward.IsCredit || entitled == 0 ? reward.Worth : entitled, Reserved = weight,
            Count = entitled == 0 ? 0 : reward.Count,
        };
        Put(after);
        switch (reward.Status)
        {
            case "pending":
                Pend(reward, reward.IsCredit ? entitled - before : 0);
                Put(after with { Status = entitled == 0 ? "revoked" : "pending" });
                break;
            case "expired":
                TakeBack(after, Math.Max(reward.Redeemed - entitled, 0) - Math.Max(reward.Redeemed - before, 0));
                break;
            default:
                TakeBack(after, reward.IsCredit ? before - entitled : 0);
                break;
        }
    }

    private void TakeBack(TwinReward reward, long amount)
    {
        Post(reward.Asset, ("expense", -amount));
        foreach (var lot in LotsOf(reward).OrderBy(r => r.Id != reward.Id).ThenBy(End).ThenBy(r => r.Id).ToList())
        {
            var part = Math.Min(lot.Remaining, amount);
            amount -= part;
            Post(lot.Asset, (TwinRules.Available(lot.Kind, lot.Owner), part));
            var isOwn = lot.Id == reward.Id;
            var rest = lot with { Remaining = lot.Remaining - part, Redeemed = lot.Redeemed + (isOwn ? 0 : part) };
            Put(rest with { Status = !isOwn && part > 0 && rest.Remaining == 0 ? "redeemed" : rest.Status });
        }

        Post(reward.Asset, ($"receivable:{reward.Owner}", amount));
        if (Rewards[reward.Id] is { Status: "issued", Remaining: 0, InTransit: 0 } empty && (empty.IsCredit || empty.Count == 0))
        {
            Put(empty with { Status = empty.Entitled == 0 ? "revoked" : "redeemed" });
        }
    }

    private IEnumerable<TwinReward> LotsOf(TwinReward reward) => Rewards.Values.Where(
        r => r.Owner == reward.Owner && r.Kind == reward.Kind && r.IsCredit && r.Status == "issued" && r.Remaining > 0);

    private static long End(TwinReward reward) => reward.ExpiresAt?.Milliseconds ?? long.MaxValue;
}
