using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;

namespace Vouch.Server.Tests.Rewards;

/// <summary>A reward as the twin keeps it.</summary>
internal sealed record TwinReward(
    long Id, int Case, bool IsFriend, string Owner, RewardSpecification Promise, RewardKind Kind, long Base, long Granted, long Entitled,
    long Remaining, long InTransit, long Worth, string Status, long Redeemed, string? Order, Instant? IssuedAt, Instant? ExpiresAt,
    long Reserved, long Count, string? Month)
{
    internal bool IsCredit => TwinRules.IsCredit(Kind);

    internal string Asset => Kind == RewardKind.Points ? "points" : "EUR";

    internal long Amount => IsCredit ? Entitled : Worth;

    internal bool HasOwnAmount => !IsFriend || !TwinRules.HasCode(Kind);
}

/// <summary>One payment of a payout.</summary>
internal sealed record TwinPayment(long Id, int Payout, string Owner, long Amount, string Status, IReadOnlyList<(long Reward, long Amount)> Lots);

/// <summary>Credit that was spent.</summary>
internal sealed record TwinSpending(
    long Id, string Owner, RewardKind Kind, long Amount, bool IsReleased, IReadOnlyList<(long Reward, long Amount)> Lots);

/// <summary>
/// The books in memory, by the rules of science.md 6 written down a second time: no table, no chain, and nothing of what
/// the product computes with. What it says after each step is what the database must say.
/// </summary>
internal sealed partial class Twin(ProgramLimits limits)
{
    internal SortedDictionary<string, long> Balances { get; private init; } = new(StringComparer.Ordinal);

    internal SortedDictionary<long, TwinReward> Rewards { get; private init; } = [];

    internal SortedDictionary<string, (long Amount, long Count)> Limits { get; private init; } = new(StringComparer.Ordinal);

    internal SortedDictionary<long, TwinSpending> Spendings { get; private init; } = [];

    internal SortedDictionary<long, TwinPayment> Payments { get; private init; } = [];

    /// <summary>The same, to try what another order of events would have come to.</summary>
    internal Twin Copy() => new(limits)
    {
        Balances = new(Balances, StringComparer.Ordinal),
        Rewards = new(Rewards),
        Limits = new(Limits, StringComparer.Ordinal),
        Spendings = new(Spendings),
        Payments = new(Payments),
    };

    /// <summary>All of it in lines, in the words in which <see cref="LedgerBooks"/> tells the database.</summary>
    internal IReadOnlyList<string> Lines() =>
    [
        .. Balances.Where(b => b.Value != 0).Select(b => $"account {b.Key} {b.Value}"),
        .. Rewards.Values.Select(r => LedgerBooks.Line(
            r.Id, r.Owner, r.Kind, r.Status, [r.Granted, r.Entitled, r.Remaining, r.InTransit, r.Redeemed, r.Worth, r.Reserved, r.Count])),
        .. Limits.Where(l => l.Value != default).Select(l => $"limit {l.Key} {l.Value.Amount} {l.Value.Count}"),
        .. Spendings.Values.SelectMany(s => s.Lots.OrderBy(l => l.Reward).Select(
            l => $"spending {s.Id} {(s.IsReleased ? "released" : "stands")} {l.Reward} {l.Amount}")),
        .. Payments.Values.Select(p => $"payment {p.Id} {p.Owner} {p.Amount} {p.Status}"),
    ];

    internal long Owed(string owner, string asset) => Balances.GetValueOrDefault($"receivable:{owner} {asset}");

    internal IEnumerable<TwinReward> OffersOf(int about) => Rewards.Values.Where(r => r.Case == about && r.Status != "revoked").ToList();

    private void Post(string asset, params (string Account, long Amount)[] lines)
    {
        foreach (var (account, amount) in lines)
        {
            var key = $"{account} {asset}";
            Balances[key] = Balances.GetValueOrDefault(key) + amount;
        }
    }

    private void Put(TwinReward reward) => Rewards[reward.Id] = reward;

    private void Hold(TwinReward reward, long amount, long count)
    {
        foreach (var scope in Scopes(reward.Owner, reward.Month))
        {
            var (held, rewards) = Limits.GetValueOrDefault(scope);
            Limits[scope] = (held + amount, rewards + count);
        }
    }

    private static IEnumerable<string> Scopes(string owner, string? month) => month is null ? ["budget"] : [$"{owner}/{month}", "budget"];

    /// <summary>How much of a wish there is room for; null where there is none.</summary>
    private (long Worth, long Weight)? Room(string owner, string? month, RewardKind kind, long worth, long weight, int count)
    {
        var left = long.MaxValue;
        foreach (var scope in Scopes(owner, month))
        {
            var (amount, rewards) = Limits.GetValueOrDefault(scope);
            var most = scope == "budget" ? limits.Budget : limits.PerAdvocate?.Amount;
            var free = most is { } limit ? Math.Max(limit - amount, 0) : long.MaxValue;
            var isFull = scope != "budget" && limits.PerAdvocate?.Rewards - rewards < count;
            if (isFull || (weight > free && (free == 0 || !TwinRules.CanBeCut(kind))))
            {
                return null;
            }

            left = Math.Min(left, free);
        }

        var part = weight <= left ? worth : (long)((Int128)worth * left / weight);
        return part > 0 || weight <= left ? (part, Math.Min(weight, left)) : null;
    }
}

/// <summary>The rules that a kind and an amount follow, a second time.</summary>
internal static class TwinRules
{
    internal static bool IsCredit(RewardKind kind) => kind is RewardKind.StoreCredit or RewardKind.AccountCredit or RewardKind.Points
        or RewardKind.Cash or RewardKind.GiftCard or RewardKind.Donation;

    internal static bool HasCode(RewardKind kind) => kind is RewardKind.Coupon or RewardKind.FreeProduct;

    internal static bool CanBeCut(RewardKind kind) => IsCredit(kind) && kind != RewardKind.GiftCard;

    internal static string Available(RewardKind kind, string owner) => $"available:{WireName.Of(kind)}:{owner}";

    internal static string Pending(RewardKind kind, string owner) => $"pending:{WireName.Of(kind)}:{owner}";

    internal static string InTransit(string owner) => $"in_transit:cash:{owner}";

    internal static string Redeemed(RewardKind kind, string owner) => $"redeemed:{WireName.Of(kind)}:{owner}";

    internal static bool IsInPieces(RewardSpecification promise) => promise.Value.Type == RewardValueType.Quantity;

    /// <summary>What a purchase earns, half a minor unit rounded up; pieces count what the program says they cost.</summary>
    internal static long Worth(RewardSpecification promise, long kept)
    {
        if (kept <= 0 || kept < promise.MinimumSubtotal)
        {
            return 0;
        }

        var value = promise.Value;
        foreach (var step in promise.ByOrderSubtotal.Where(step => step.From <= kept))
        {
            value = step.Value;
        }

        return value.Type switch
        {
            RewardValueType.Fixed => value.Amount,
            RewardValueType.Points => value.Points,
            RewardValueType.Percent => Math.Min(((kept * value.BasisPoints) + 5_000) / 10_000, value.Cap ?? long.MaxValue),
            _ => promise.BudgetValue ?? 0,
        };
    }

    /// <summary>The most that a code takes off a cart that nobody knows yet.</summary>
    internal static long Ceiling(RewardSpecification promise) => promise.Value.Type switch
    {
        RewardValueType.Fixed => promise.Value.Amount,
        RewardValueType.Percent => promise.Value.Cap ?? 0,
        _ => promise.BudgetValue ?? 0,
    };

    /// <summary>What it counts against caps and budget.</summary>
    internal static long Weight(RewardSpecification promise, long worth) => promise.Kind == RewardKind.Points ? promise.BudgetValue ?? 0 : worth;

    internal static RewardSpecification? Tier(ProgramTerms terms, int nth)
    {
        var best = terms.AdvocateReward;
        foreach (var tier in terms.Tiers.Where(tier => tier.From <= nth))
        {
            best = tier.AdvocateReward;
        }

        return best;
    }
}
