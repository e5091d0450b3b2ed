using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The words of the desk's pages about the books.</summary>
internal static class BookTexts
{
    public const string Title = "Books";
    public const string Balances = "balances";
    public const string BalancesNot = "does not balance";
    public const string At = "At the end of";
    public const string Show = "Show";
    public const string Today = "Today";
    public const string NotADay = "Type a day such as 2026-03-31.";
    public const string Owed = "What is owed";
    public const string OwedNote = "To advocates and friends, at the end of the day.";
    public const string OwedValue = "Owed in all";
    public const string Expected = "Expected to be used";
    public const string ExpectedNote = "without what usually runs out";
    public const string Receivable = "Owed to you";
    public const string ReceivableNote = "after refunds, set off against later rewards";
    public const string Cost = "Rewards cost so far";
    public const string CostNote = "promised, less what was taken back";
    public const string Kind = "Kind";
    public const string Pending = "Promised";
    public const string Available = "Available";
    public const string InTransit = "On its way";
    public const string OwedColumn = "Owed";
    public const string UsedRate = "Used so far";
    public const string NothingOwed = "Nothing is owed, and nothing was used yet.";
    public const string Trial = "Trial balance";
    public const string AccountColumn = "Account";
    public const string Debit = "Debit";
    public const string Credit = "Credit";
    public const string EmptyTitle = "Nothing is booked up to this day";
    public const string EmptyText = "Each promise, gift, use and payout is two lines here that cancel each other out.";
    public const string Ageing = "How old it is";
    public const string AgeingNote = "Available now, by days since it was given.";
    public const string Ending = "When it runs out";
    public const string EndingNote = "Available now, by days until then.";
    public const string NothingAvailable = "Nothing is available to anybody now.";
    public const string Months = "Months";
    public const string MonthsNote = "A closed month can no longer change unseen.";
    public const string Month = "Month";
    public const string ClosedBy = "Closed by";
    public const string ClosedAt = "Closed";
    public const string NoMonth = "No month is closed yet.";
    public const string CloseWarning = "Its balances are written down with the seal of all lines before it. It cannot be opened again.";
    public const string ClosedNow = "The month is closed.";
    public const string Export = "Take the books along";
    public const string From = "From";
    public const string To = "To";
    public const string ExportHint = "Both days count. Left empty: all there is.";
    public const string AtZero = "At zero:";
    public const string Format = "As";
    public const string FormatCsv = "a table (CSV)";
    public const string FormatLedger = "a journal in plain text (ledger, hledger)";
    public const string Download = "Download";
    public const string NoLines = "No line is in this account.";
    public const string WhoOrWhat = "Whose";
    public const string Reward = "Reward";

    /// <summary>The button that closes a month.</summary>
    public static string Close(string month) => $"Close {month}";

    /// <summary>The first open month where it is not over yet.</summary>
    public static string NotOver(string month, string day) => $"{month} can be closed from {day} on.";

    /// <summary>A bucket of days in words.</summary>
    public static string Bucket(string bucket) => bucket switch
    {
        "never" => "never",
        "365+" => "over a year",
        _ => bucket.Replace("-", "–", StringComparison.Ordinal) + " days",
    };

    /// <summary>An account, or the class of one, in words.</summary>
    public static string Account(string account)
    {
        var parts = LedgerAccounts.ClassOf(account).Split(':');
        var kind = parts.Length > 1 && WireName.TryParse<RewardKind>(parts[1], out var known)
            ? RewardTexts.Kind(known).ToLowerInvariant() : "";
        return parts[0] switch
        {
            "pending" => $"Promised {kind}",
            "available" => $"Available {kind}",
            "in_transit" => $"On its way: {kind}",
            "redeemed" => $"Used {kind}",
            "receivable" => "Owed by advocates and friends",
            LedgerAccounts.Expense => "Cost of rewards",
            LedgerAccounts.Cash => "Paid by the bank",
            LedgerAccounts.Breakage => "Ran out unused",
            LedgerAccounts.Charity => "Given to charity",
            var other => RewardTexts.Capital(other.Replace('_', ' ')),
        };
    }

    /// <summary>What a transaction was about.</summary>
    public static string Posting(string kind) => kind switch
    {
        "accrue" => "Promised",
        "approve" => "Given",
        "void" => "Void before it was given",
        "clawback" => "Taken back",
        "redeem" => "Used",
        "donate" => "Donated",
        "release" => "Use undone",
        "redeem_coupon" => "Code used",
        "release_coupon" => "Code’s use undone",
        "settle_coupon" => "Code’s order changed",
        "expire" => "Ran out",
        "choose" => "Taken as another kind",
        "adjust" => "Became another size",
        "payout" => "Put into a payout",
        "payout_settled" => "Paid by the bank",
        "payout_failed" => "Came back from the bank",
        _ => RewardTexts.Capital(kind.Replace('_', ' ')),
    };
}
