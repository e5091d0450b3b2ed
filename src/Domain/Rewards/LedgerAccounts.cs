using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>Whose liability it is: the advocate; for a friend, who has no account with us, the reward itself.</summary>
/// <param name="Text"><c>adv_…</c> or <c>rew_…</c>.</param>
public readonly record struct LedgerOwner(string Text)
{
    /// <summary>The advocate where there is one, else the reward.</summary>
    public static LedgerOwner Of(AdvocateId? advocate, RewardId reward) => new(advocate?.ToString() ?? reward.ToString());

    /// <summary>The owner's id as text.</summary>
    public override string ToString() => Text;
}

/// <summary>
/// Names of the ledger's accounts. Liabilities stand apart per reward kind, so that store credit is never paid out as
/// cash; what an owner owes us is one account per asset.
/// </summary>
public static class LedgerAccounts
{
    /// <summary>What rewards cost the shop.</summary>
    public const string Expense = "expense";

    /// <summary>Money paid out.</summary>
    public const string Cash = "cash";

    /// <summary>Income from what expired unused.</summary>
    public const string Breakage = "breakage";

    /// <summary>Owed to charities.</summary>
    public const string Charity = "charity";

    /// <summary>Promised, not yet the owner's.</summary>
    public static string Pending(RewardKind kind, LedgerOwner owner) => Named("pending", kind, owner);

    /// <summary>The owner's, unspent.</summary>
    public static string Available(RewardKind kind, LedgerOwner owner) => Named("available", kind, owner);

    /// <summary>On its way to the owner's bank.</summary>
    public static string InTransit(RewardKind kind, LedgerOwner owner) => Named("in_transit", kind, owner);

    /// <summary>Spent in the shop (clears the shop's sales discounts).</summary>
    public static string Redeemed(RewardKind kind, LedgerOwner owner) => Named("redeemed", kind, owner);

    /// <summary>Taken back after it was spent; netted against later rewards, never charged.</summary>
    public static string Receivable(LedgerOwner owner) => $"receivable:{owner}";

    /// <summary>What an account is, whoever owns it: <c>available:store_credit</c>, <c>receivable</c>, <c>expense</c>.</summary>
    public static string ClassOf(string account)
    {
        var end = account.LastIndexOf(':');
        return end < 0 ? account : account[..end];
    }

    /// <summary>True for accounts that hold what we owe somebody: their balance is never above zero.</summary>
    public static bool IsNeverDebit(string account) =>
        account.StartsWith("pending:", StringComparison.Ordinal)
        || account.StartsWith("available:", StringComparison.Ordinal)
        || account.StartsWith("in_transit:", StringComparison.Ordinal);

    /// <summary>True for what is owed to us: its balance is never below zero.</summary>
    public static bool IsNeverCredit(string account) => account.StartsWith("receivable:", StringComparison.Ordinal);

    private static string Named(string state, RewardKind kind, LedgerOwner owner) => $"{state}:{WireName.Of(kind)}:{owner}";
}
