using Vouch.Domain;
using Vouch.Domain.Programs;

namespace Vouch.Server.Tests.Rewards;

/// <summary>Spent, given back, paid out, merged. Each returns whether it was refused.</summary>
internal sealed partial class Twin
{
    /// <summary>From all lots of a kind, the earliest expiry first.</summary>
    internal bool Spend(long? id, string owner, RewardKind kind, long amount, Instant now) =>
        Spend(id, owner, kind, amount, Rewards.Values.Where(r => r.Owner == owner && r.Kind == kind), now);

    /// <summary>One reward: a part of its credit, its coupon, its task.</summary>
    internal bool Use(long id, long? spending, long? amount, string order, Instant now)
    {
        var reward = Rewards[id];
        return reward.Kind == RewardKind.Cash || (reward.IsCredit
            ? Spend(spending, reward.Owner, reward.Kind, amount ?? reward.Remaining, [reward], now)
            : UseCoupon(reward, amount, order, now));
    }

    internal bool Return(long id)
    {
        var reward = Rewards[id];
        if (reward.IsCredit || reward.Status != "redeemed")
        {
            return true;
        }

        TakeOff(reward, -reward.Redeemed);
        Put(reward with { Status = "issued", Redeemed = 0, Order = null });
        return false;
    }

    internal bool Release(long id, string owner)
    {
        var spending = Spendings[id];
        if (spending.Owner != owner || spending.IsReleased || spending.Kind == RewardKind.Donation)
        {
            return true;
        }

        Spendings[id] = spending with { IsReleased = true };
        var asset = spending.Kind == RewardKind.Points ? "points" : "EUR";
        var netted = Math.Min(spending.Amount, Owed(owner, asset));
        Post(
            asset, (TwinRules.Redeemed(spending.Kind, owner), spending.Amount), ($"receivable:{owner}", -netted),
            (TwinRules.Available(spending.Kind, owner), netted - spending.Amount));
        foreach (var (lot, back) in Usable(spending.Lots, netted))
        {
            var reward = Rewards[lot];
            var part = spending.Lots.Single(l => l.Reward == lot).Amount;
            if (back > 0)
            {
                Put(reward with { Status = "issued", Remaining = reward.Remaining + back, Redeemed = reward.Redeemed - back });
            }
            else if (reward is { Entitled: 0, Status: "redeemed" } && reward.Redeemed == part)
            {
                Put(reward with { Status = "revoked", Redeemed = 0 });
            }
        }

        return false;
    }

    /// <summary>All cash that is available, a payment a person.</summary>
    internal bool Gather(int payout, long minimum, IReadOnlyDictionary<string, long> ids)
    {
        var isAny = false;
        foreach (var lots in Rewards.Values.Where(r => r is { Kind: RewardKind.Cash, Status: "issued", Remaining: > 0 }).GroupBy(r => r.Owner).ToList())
        {
            var amount = lots.Sum(lot => lot.Remaining);
            if (amount < minimum)
            {
                continue;
            }

            isAny = true;
            var id = ids.GetValueOrDefault(lots.Key, -1);
            Payments[id] = new TwinPayment(id, payout, lots.Key, amount, "created", [.. lots.Select(lot => (lot.Id, lot.Remaining))]);
            Post("EUR", (TwinRules.Available(RewardKind.Cash, lots.Key), amount), (TwinRules.InTransit(lots.Key), -amount));
            foreach (var lot in lots)
            {
                Put(lot with { Remaining = 0, InTransit = lot.InTransit + lot.Remaining });
            }
        }

        return !isAny;
    }

    internal bool Send(int payout)
    {
        var created = Payments.Values.Where(p => p.Payout == payout && p.Status == "created").ToList();
        created.ForEach(payment => Payments[payment.Id] = payment with { Status = "sent" });
        return created.Count == 0;
    }

    /// <summary>Settled, failed or cancelled: those that are named, else all that are open.</summary>
    internal bool Close(int payout, long? only, string to)
    {
        var chosen = Payments.Values.Where(p => p.Payout == payout && (only is null ? p.Status is "created" or "sent" : p.Id == only)).ToList();
        if (chosen.Count == 0 || chosen.Exists(p => p.Status != (to == "cancelled" ? "created" : "sent")))
        {
            return true;
        }

        foreach (var payment in chosen)
        {
            Payments[payment.Id] = payment with { Status = to };
            var isPaid = to == "settled";
            var netted = isPaid ? 0 : Math.Min(payment.Amount, Owed(payment.Owner, "EUR"));
            Post(
                "EUR", (TwinRules.InTransit(payment.Owner), payment.Amount), ($"receivable:{payment.Owner}", -netted),
                (isPaid ? "cash" : TwinRules.Available(RewardKind.Cash, payment.Owner), netted - payment.Amount));
            foreach (var (lot, back) in Usable(payment.Lots, isPaid ? payment.Amount : netted))
            {
                var part = payment.Lots.Single(l => l.Reward == lot).Amount;
                var reward = Rewards[lot];
                reward = reward with
                {
                    InTransit = reward.InTransit - part, Remaining = reward.Remaining + back, Redeemed = reward.Redeemed + part - back,
                };
                var isDone = reward is { Status: "issued", Remaining: 0, InTransit: 0 };
                Put(reward with { Status = !isDone ? reward.Status : reward.Entitled == 0 && !isPaid ? "revoked" : "redeemed" });
            }
        }

        return false;
    }

    internal bool Merge(string from, string into)
    {
        foreach (var (key, balance) in Balances.Where(b => b.Key.Contains($":{from} ", StringComparison.Ordinal)).ToList())
        {
            var to = key.Replace(from, into, StringComparison.Ordinal);
            Balances[key] = 0;
            Balances[to] = Balances.GetValueOrDefault(to) + balance;
        }

        foreach (var (scope, held) in Limits.Where(l => l.Key.StartsWith(from, StringComparison.Ordinal)).ToList())
        {
            var to = scope.Replace(from, into, StringComparison.Ordinal);
            var (amount, count) = Limits.GetValueOrDefault(to);
            Limits.Remove(scope);
            Limits[to] = (amount + held.Amount, count + held.Count);
        }

        Rewards.Values.Where(r => r.Owner == from).ToList().ForEach(r => Put(r with { Owner = into }));
        Spendings.Values.Where(s => s.Owner == from).ToList().ForEach(s => Spendings[s.Id] = s with { Owner = into });
        Payments.Values.Where(p => p.Owner == from).ToList().ForEach(p => Payments[p.Id] = p with { Owner = into });
        return false;
    }

    private bool Spend(long? id, string owner, RewardKind kind, long amount, IEnumerable<TwinReward> from, Instant now)
    {
        var lots = from.Where(r => r.Status == "issued" && r.Remaining > 0 && (r.ExpiresAt is not { } end || now < end)).ToList();
        if (amount <= 0 || lots.Sum(lot => lot.Remaining) < amount)
        {
            return true;
        }

        var to = kind == RewardKind.Donation ? "charity" : TwinRules.Redeemed(kind, owner);
        Post(lots[0].Asset, (TwinRules.Available(kind, owner), amount), (to, -amount));
        var parts = new List<(long, long)>();
        foreach (var lot in lots.OrderBy(End).ThenBy(lot => lot.Id).TakeWhile(_ => parts.Sum(p => p.Item2) < amount))
        {
            var part = Math.Min(lot.Remaining, amount - parts.Sum(p => p.Item2));
            parts.Add((lot.Id, part));
            var rest = lot with { Remaining = lot.Remaining - part, Redeemed = lot.Redeemed + part };
            Put(rest with { Status = rest.Remaining == 0 ? "redeemed" : "issued" });
        }

        Spendings[id ?? -1] = new TwinSpending(id ?? -1, owner, kind, amount, false, parts);
        return false;
    }

    private bool UseCoupon(TwinReward reward, long? amount, string order, Instant now)
    {
        var isFixed = reward.HasOwnAmount || TwinRules.IsInPieces(reward.Promise) || reward.Promise.Value.Type == RewardValueType.Fixed;
        if ((amount is null && !isFixed) || (amount > reward.Worth && !TwinRules.IsInPieces(reward.Promise)))
        {
            return true;
        }

        var taken = TwinRules.IsInPieces(reward.Promise) ? reward.Worth : amount ?? reward.Worth;
        if (reward.Status == "redeemed")
        {
            if (reward.Order == order && amount is not null)
            {
                TakeOff(reward, taken - reward.Redeemed);
                Put(reward with { Redeemed = taken });
            }

            return reward.Order != order;
        }

        if (reward.Status != "issued" || reward.ExpiresAt <= now)
        {
            return true;
        }

        TakeOff(reward, taken);
        Put(reward with { Status = "redeemed", Redeemed = taken, Order = order });
        return false;
    }

    // A code costs only when it is used.
    private void TakeOff(TwinReward reward, long amount) =>
        Post(reward.Asset, ("expense", amount), (TwinRules.Redeemed(reward.Kind, reward.Owner), -amount));

    // What is owed is settled by the parts first of those rewards that deserve less than was had of them; the rest comes back.
    private List<(long Reward, long Back)> Usable(IReadOnlyList<(long Reward, long Amount)> parts, long netted)
    {
        var rest = netted;
        var first = parts.OrderBy(part => part.Reward).Select(part =>
        {
            var reward = Rewards[part.Reward];
            var settled = Math.Min(rest, Math.Clamp(reward.Redeemed + reward.Remaining + reward.InTransit - reward.Entitled, 0, part.Amount));
            rest -= settled;
            return (part.Reward, Back: part.Amount - settled);
        }).ToList();
        return first.ConvertAll(part =>
        {
            var more = Math.Min(rest, part.Back);
            rest -= more;
            return (part.Reward, part.Back - more);
        });
    }
}
