using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Parts;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The words of the desk's pages about rewards and pools of codes.</summary>
internal static class RewardTexts
{
    public const string Campaign = "Campaign";
    public const string Bonus = "Bonus in it";
    public const string Title = "Rewards";
    public const string All = "All";
    public const string Tasks = "to be handed over";
    public const string Status = "Status";
    public const string Kinds = "Kind";
    public const string AnyKind = "Any kind";
    public const string Reward = "Reward";
    public const string Whose = "Whose";
    public const string Left = "Left";
    public const string Next = "What happens next";
    public const string EmptyTitle = "No reward here";
    public const string EmptyText = "Once a friend takes an offer or orders, what each side gets stands here, with when it comes.";
    public const string EmptyFilter = "None of your rewards is like this.";
    public const string NothingToHandOver = "Nothing is to be handed over. Gifts, early access and gift cards stand here when due.";
    public const string ShowAll = "Show all rewards";
    public const string CodePools = "Code pools";
    public const string Parts = "What became of it";
    public const string Unpriced = "Its cost enters the books when it is used.";
    public const string Timeline = "What happened";
    public const string Ledger = "In the books";
    public const string NoLedger = "Nothing is booked yet.";
    public const string When = "When";
    public const string What = "What";
    public const string Account = "Account";
    public const string Debit = "Debit";
    public const string Credit = "Credit";
    public const string SumsToZero = "Both sides are equal, so the lines sum to zero.";
    public const string SumsDiffer = "The two sides differ. Run “vouch verify” and tell us.";
    public const string SharedLines = "Some of these lines are of several rewards used or paid at once; they are shown whole.";
    public const string Facts = "The promise";
    public const string Program = "Program";
    public const string Why = "Why";
    public const string Code = "Code";
    public const string Promised = "Promised";
    public const string Comes = "Comes";
    public const string Ends = "Runs out";
    public const string Never = "never";
    public const string ForOrder = "Order";
    public const string OneReferral = "See the referral";
    public const string Done = "Mark as done";
    public const string Undo = "Not done after all";
    public const string UndoWarning = "It is to be handed over again, and stands on the overview until it is.";
    public const string Use = "Mark as used";
    public const string UseWarning = "The reward counts as used, by a person rather than by the till.";
    public const string Unuse = "Undo the use";
    public const string UnuseWarning = "The code can be used again.";
    public const string Spend = "Redeem";
    public const string SpendWarning = "Takes it from what is left, as the till would.";
    public const string HowMuch = "How much";
    public const string AllThatIsLeft = "Left empty: all that is left.";
    public const string OrderNumber = "For which order";
    public const string TakeBack = "Take back";
    public const string TakeBackWarning = "What is unspent is gone; what was spent is owed and set off against later rewards.";
    public const string Reason = "Your reason";
    public const string Saved = "Done. The timeline says what changed.";
    public const string NotAnAmount = "Type an amount such as 15 or 15.50.";

    public const string PoolsTitle = "Code pools";
    public const string PoolsUnder = "Codes that your till or a card maker gave you. Rewards take the oldest first.";
    public const string Pool = "Pool";
    public const string Free = "Free";
    public const string Given = "Given";
    public const string LowAt = "Low at";
    public const string Waiting = "Waiting";
    public const string PoolsEmptyTitle = "No pool yet";
    public const string PoolsEmptyText = "A pool is needed where a code has to be known to your till beforehand. Paste codes, and name the "
        + "pool in a program’s reward.";
    public const string AddCodes = "Add codes";
    public const string PoolHint = "A new name makes a new pool.";
    public const string LowAtHint = "You are warned from so many left on.";
    public const string Codes = "Codes";
    public const string CodesHint = "One a line, 4 to 32 letters, digits and hyphens, at most 10,000. All of them are taken, or none.";
    public const string AddThem = "Add them";
    public const string Added = "The codes are in. Whoever waited has one now, as far as they reach.";
    public const string NotAdded = "Nothing was added. Mend or remove the lines below, then send the list again.";
    public const string NoCodes = "Paste at least one code.";
    public const string Low = "runs low";
    public const string Out = "empty";
    public const string Enough = "enough";

    /// <summary>A kind as a heading.</summary>
    public static string Kind(RewardKind kind) => kind switch
    {
        RewardKind.Custom => "Gift",
        RewardKind.EarlyAccess => "Early access",
        _ => Capital(WireName.Of(kind).Replace('_', ' ')),
    };

    /// <summary>Words at the start of a line.</summary>
    public static string Capital(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>For what somebody has it.</summary>
    public static string For(RewardRole role, Recipient recipient) => (role, recipient) switch
    {
        (RewardRole.Adjustment, _) => "put right by hand",
        (RewardRole.Milestone, _) => "for a milestone",
        (_, Recipient.Advocate) => "for recommending",
        _ => "for the friend",
    };

    /// <summary>What happens next with it, and when.</summary>
    public static string NextOf(Reward reward, RewardAnswer answer, Locality place) => reward switch
    {
        { Status: RewardStatus.Issued } when IsTask(reward) => "to be handed over",
        { Status: RewardStatus.Issued, InTransit: > 0, Remaining: 0 } => "on its way to the bank",
        { Status: RewardStatus.Issued, Kind: RewardKind.Cash } => "to be paid out",
        { Status: RewardStatus.Revoked or RewardStatus.Expired or RewardStatus.Redeemed } => "nothing more",
        _ => RewardWords.When(answer, place),
    };

    /// <summary>True for what a person of the shop hands over.</summary>
    public static bool IsTask(Reward reward) => RewardKinds.IsTask(reward.Kind, reward.Promise().CodePool);

    /// <summary>A line of a reward's history in plain words.</summary>
    public static TimelineStep Step(RewardHistoryAnswer line, string asset, Locality place)
    {
        var amount = line.Amount is { } minor and not 0 ? asset == "points" ? $"{place.Number(minor)} points" : place.Money(minor) : null;
        var (icon, title, tone) = line.Type switch
        {
            "pending" => ("hourglass", "Promised", "wait"),
            "adjusted_by_hand" => ("pencil", "Put right by hand", "plain"),
            "waiting" => ("clock", "Waits for a code", "wait"),
            "issued" => ("gift", "Given", "good"),
            "chosen" => ("refresh", $"Taken as {Kind(line.Detail)} instead", "plain"),
            "redeemed" => ("circle-check", "Used", "good"),
            "settled" => ("receipt-refund", "The order that used it changed", "plain"),
            "released" => ("refresh", "The use was undone", "wait"),
            "expired" => ("x", "Ran out", "stop"),
            "revoked" => ("ban", "Taken back", "stop"),
            "clawed_back" => ("receipt-refund", "Taken back in part", "stop"),
            "netted" => ("wallet", "Set off against what was owed", "plain"),
            "adjusted" => ("pencil", "Became another size", "plain"),
            "in_transit" => ("building-bank", "Put into a payout", "wait"),
            "paid_out" => ("circle-check", "Paid out", "good"),
            "payout_returned" => ("receipt-refund", "Came back from the bank", "stop"),
            _ => ("history", Capital(line.Type.Replace('_', ' ')), "plain"),
        };
        return new TimelineStep(line.At, icon, amount is null ? title : $"{title}: {amount}", Sentence.Of(Detail(line)), tone);
    }

    /// <summary>What the API says of a field, as a sentence beside it.</summary>
    public static string AsSentence(string words) => Sentence.Of(Capital(words)) is var text && text.EndsWith('.') ? text : text + ".";

    private static string Kind(string word) => WireName.TryParse<RewardKind>(word, out var kind) ? Kind(kind).ToLowerInvariant() : word;

    private static string Detail(RewardHistoryAnswer line) => (line.Type, line.Detail) switch
    {
        (_, "") or ("chosen", _) => "",
        ("netted", "receivable") => "From what was owed after an earlier refund.",
        (_, "refund") => "The order behind it was refunded.",
        (_, "adjustment_reversed") => "The correction by hand was undone.",
        (_, "adjusted_by_hand") => "A correction by hand took it.",
        ("waiting", var pool) => $"Pool {pool}.",
        ("redeemed" or "released" or "settled", var order) when !order.StartsWith("red_", StringComparison.Ordinal) => $"Order {order}.",
        ("redeemed" or "released" or "in_transit" or "paid_out" or "payout_returned" or "netted", _) => "",
        (_, var words) => words.Contains('_') && !words.Contains(' ') ? Capital(words.Replace('_', ' ')) + "." : words,
    };
}
