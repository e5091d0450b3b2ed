using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>One line of a ledger transaction.</summary>
/// <param name="Account">See <see cref="LedgerAccounts"/>.</param>
/// <param name="Amount">Debit positive, credit negative; minor units or points. Never 0.</param>
public sealed record LedgerEntry(string Account, long Amount);

/// <summary>A part of one kind, as a clawback or a return takes it apart.</summary>
/// <param name="Kind">Of which liability.</param>
/// <param name="Amount">Not negative.</param>
public readonly record struct KindAmount(RewardKind Kind, long Amount);

/// <summary>
/// What each event of a reward's life posts: entries of one asset and one owner that sum to zero. Amounts are not
/// negative; lines of zero are left out.
/// </summary>
public static class Postings
{
    /// <summary>A reward is promised: the shop has the cost, the owner a pending claim.</summary>
    public static IReadOnlyList<LedgerEntry> Accrue(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Expense, LedgerAccounts.Pending(kind, owner));

    /// <summary>A promise, or a part of it, falls away before it was approved.</summary>
    public static IReadOnlyList<LedgerEntry> Void(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Pending(kind, owner), LedgerAccounts.Expense);

    /// <summary>A promise becomes the owner's; what they owe is netted first.</summary>
    /// <param name="kind">The reward's kind.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="amount">What is approved.</param>
    /// <param name="receivable">What the owner owes at this moment.</param>
    public static IReadOnlyList<LedgerEntry> Approve(RewardKind kind, LedgerOwner owner, long amount, long receivable)
    {
        var netted = Netted(amount, receivable);
        return Lines(
            (LedgerAccounts.Pending(kind, owner), amount),
            (LedgerAccounts.Receivable(owner), -netted),
            (LedgerAccounts.Available(kind, owner), -(amount - netted)));
    }

    /// <summary>What of an amount goes to settle what the owner owes.</summary>
    public static long Netted(long amount, long receivable) => Math.Min(amount, Math.Max(receivable, 0));

    /// <summary>A refund after approval: from what is available, the rest is owed.</summary>
    public static IReadOnlyList<LedgerEntry> ClawBack(LedgerOwner owner, IEnumerable<KindAmount> fromAvailable, long rest)
    {
        var parts = ByKind(fromAvailable);
        return Lines(
        [
            .. parts.Select(p => (LedgerAccounts.Available(p.Kind, owner), p.Amount)),
            (LedgerAccounts.Receivable(owner), rest),
            (LedgerAccounts.Expense, -(parts.Sum(p => p.Amount) + rest)),
        ]);
    }

    /// <summary>Credit or points are spent in the shop.</summary>
    public static IReadOnlyList<LedgerEntry> Redeem(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Available(kind, owner), LedgerAccounts.Redeemed(kind, owner));

    /// <summary>What was spent comes back; what the owner owes is netted first.</summary>
    public static IReadOnlyList<LedgerEntry> Release(RewardKind kind, LedgerOwner owner, long amount, long receivable)
    {
        var netted = Netted(amount, receivable);
        return Lines(
            (LedgerAccounts.Redeemed(kind, owner), amount),
            (LedgerAccounts.Receivable(owner), -netted),
            (LedgerAccounts.Available(kind, owner), -(amount - netted)));
    }

    /// <summary>A coupon is used: only now it costs anything.</summary>
    public static IReadOnlyList<LedgerEntry> RedeemCoupon(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Expense, LedgerAccounts.Redeemed(kind, owner));

    /// <summary>A coupon's use is undone.</summary>
    public static IReadOnlyList<LedgerEntry> ReleaseCoupon(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Redeemed(kind, owner), LedgerAccounts.Expense);

    /// <summary>What is available runs out of time.</summary>
    public static IReadOnlyList<LedgerEntry> Expire(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Available(kind, owner), LedgerAccounts.Breakage);

    /// <summary>What is available leaves for the owner's bank.</summary>
    public static IReadOnlyList<LedgerEntry> PayOut(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Available(kind, owner), LedgerAccounts.InTransit(kind, owner));

    /// <summary>The bank has paid.</summary>
    public static IReadOnlyList<LedgerEntry> PayOutSettled(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.InTransit(kind, owner), LedgerAccounts.Cash);

    /// <summary>The bank has sent it back; what the owner owes by now is netted first.</summary>
    /// <param name="kind">The reward's kind.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="amount">What came back.</param>
    /// <param name="receivable">What the owner owes at this moment.</param>
    public static IReadOnlyList<LedgerEntry> PayOutFailed(RewardKind kind, LedgerOwner owner, long amount, long receivable)
    {
        var netted = Netted(amount, receivable);
        return Lines(
            (LedgerAccounts.InTransit(kind, owner), amount),
            (LedgerAccounts.Receivable(owner), -netted),
            (LedgerAccounts.Available(kind, owner), -(amount - netted)));
    }

    /// <summary>The owner gives it away; not reversed once it is the charity's.</summary>
    public static IReadOnlyList<LedgerEntry> Donate(RewardKind kind, LedgerOwner owner, long amount) =>
        Move(amount, LedgerAccounts.Available(kind, owner), LedgerAccounts.Charity);

    /// <summary>The owner takes what is promised or available as another kind.</summary>
    /// <param name="kinds">From which kind to which.</param>
    /// <param name="owner">Whose it is.</param>
    /// <param name="isPending">True while it is promised, false once it is available.</param>
    /// <param name="amount">All of it.</param>
    public static IReadOnlyList<LedgerEntry> Choose(
        (RewardKind From, RewardKind To) kinds, LedgerOwner owner, bool isPending, long amount) => isPending
        ? Move(amount, LedgerAccounts.Pending(kinds.From, owner), LedgerAccounts.Pending(kinds.To, owner))
        : Move(amount, LedgerAccounts.Available(kinds.From, owner), LedgerAccounts.Available(kinds.To, owner));

    private static List<LedgerEntry> Move(long amount, string debit, string credit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return Lines((debit, amount), (credit, -amount));
    }

    private static List<KindAmount> ByKind(IEnumerable<KindAmount> parts) =>
        [.. parts.GroupBy(p => p.Kind).Select(g => new KindAmount(g.Key, g.Sum(p => p.Amount)))];

    private static List<LedgerEntry> Lines(params ReadOnlySpan<(string Account, long Amount)> lines)
    {
        var entries = new List<LedgerEntry>(lines.Length);
        long sum = 0;
        foreach (var (account, amount) in lines)
        {
            sum += amount;
            if (amount != 0)
            {
                entries.Add(new LedgerEntry(account, amount));
            }
        }

        return sum == 0 ? entries : throw new InvalidOperationException($"Entries sum to {sum}, not to zero.");
    }
}
