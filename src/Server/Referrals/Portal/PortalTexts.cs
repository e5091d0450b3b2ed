using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Referrals.Portal;

/// <summary>The words of the advocate's own page.</summary>
internal static class PortalTexts
{
    public const string SignInTitle = "Your own page";
    public const string SignInText = "Press the button to open your page. The link works once.";
    public const string SignInButton = "Open my page";
    public const string NeedLinkTitle = "Please come in by your link";
    public const string NeedLinkText = "Your page opens by a one-time link, which the shop gives you when you are signed in there or "
        + "write to it.";
    public const string UsedTitle = "This link no longer works";
    public const string UsedText = "One-time links work once and for a quarter of an hour. Ask the shop for a new one.";
    public const string Leave = "Sign out";
    public const string Hello = "Hello";
    public const string LinkTitle = "Your link";
    public const string LinkLabel = "Your referral link";
    public const string Code = "Said aloud, your code is";
    public const string NoLink = "There is no offer to share at the moment. Your link comes to life as soon as one begins.";
    public const string Blocked = "Your link earns nothing at the moment. Write to the shop if you think that this is a mistake.";
    public const string Share = "Share…";
    public const string WhatsApp = "WhatsApp";
    public const string Mail = "E-mail";
    public const string Sms = "Text message";
    public const string ShowQr = "Show as a QR code";
    public const string QrLabel = "Your referral link as a QR code";
    public const string YouGet = "You get";
    public const string FriendGets = "Your friend gets";
    public const string Progress = "How it goes";
    public const string Clicks = "Visits";
    public const string Ordered = "Ordered";
    public const string Approved = "Approved";
    public const string Balance = "Your balance";
    public const string ToSpend = "To spend";
    public const string Waiting = "Waiting";
    public const string Spent = "Spent so far";
    public const string Owed = "To be set off against what comes next";
    public const string Friends = "Your friends";
    public const string NoFriends = "Nobody yet. Send your link to somebody who would like it.";
    public const string Rewards = "Your rewards";
    public const string NoRewards = "Your first reward stands here once a friend has ordered.";
    public const string Terms = "The terms, in plain words";
    public const string Friend = "Friend";
    public const string ShowAll = "Show all";

    public const string ByKind = "What you have";
    public const string OnItsWay = "on its way to your bank";
    public const string CashLeaves = "On its way to your bank.";
    public const string CashWaits = "Yours, to be paid out.";
    public const string HandedOver = "Yours: the shop hands it over.";
    public const string Payments = "What you were paid";
    public const string Chosen = "Done. You find it below as what you chose.";
    public const string AccountTitle = "Where you are paid";
    public const string AccountAsk = "You have cash here, or it is coming. Say to which account the shop is to send it.";
    public const string SayAccount = "Say your account";
    public const string ChangeAccount = "Change it";
    public const string SaveAccount = "Keep this account";
    public const string SavedAccount = "Your account is kept, sealed. From now on only its last digits are shown.";
    public const string AccountName = "Name on the account";
    public const string AccountNameHint = "As your bank writes it.";
    public const string Account = "Account";
    public const string NoAccount = "none said";
    public const string Since = "Said on";
    public const string Iban = "Account number (IBAN)";
    public const string IbanHint = "Spaces do not matter. It is kept sealed and shown to nobody whole.";
    public const string IbanNeeded = "Type your account number, the IBAN.";
    public const string Bic = "BIC";
    public const string BicHint = "Only if your bank asks for it.";
    public const string Country = "Country";
    public const string CountryHint = "Where you pay taxes: two letters, such as PL.";
    public const string NotFresh = "To keep your money safe, the account can be changed only within ten minutes after you came in by a "
        + "link. Ask the shop for a new link, and open it.";

    public const string Asks = "The shop asks you";
    public const string YourAnswer = "Your answer";
    public const string SendAnswer = "Send";
    public const string Answered = "Thank you. The shop has your answer.";
    public const string AskAgain = "Ask for another look";
    public const string YourWords = "Why you think that it should count";
    public const string SendAppeal = "Ask";
    public const string Appealed = "Thank you. A person at the shop looks at it again.";

    /// <summary>The button that takes a reward as another kind.</summary>
    public static string TakeAs(RewardKind kind) => kind switch
    {
        RewardKind.StoreCredit => "Take it as store credit",
        RewardKind.AccountCredit => "Take it as account credit",
        RewardKind.Cash => "Take it in cash",
        RewardKind.GiftCard => "Take it as a gift card",
        RewardKind.Donation => "Take it as a donation",
        _ => "Take it as " + WireName.Of(kind).Replace('_', ' '),
    };

    /// <summary>What of a reward is left.</summary>
    public static string LeftOf(string amount) => $"{amount} of it is left.";

    /// <summary>What runs out next.</summary>
    public static string RunsOut(string what, string day, int days) => days switch
    {
        <= 0 => $"{what} runs out today.",
        1 => $"{what} runs out tomorrow.",
        _ => $"{what} runs out on {day}, in {days} days.",
    };

    /// <summary>What a shared message says: that the sender gets something too stands in it.</summary>
    public static string Message(string shop, string headline, string link) =>
        $"I like {shop}. With my link you get: {headline}. I get a reward too. {link}";

    /// <summary>A friend's state in fair words, with the day where there is one, and without a recipe.</summary>
    public static string State(string status, string reason, string? note, string? due) => (status, reason) switch
    {
        ("approved", _) when NoReward(note) is { } why => $"Approved, without a reward: {why}.",
        ("pending" or "in_review", _) when NoReward(note) is { } why => $"Ordered. No reward this time: {why}.",
        ("claimed", _) => "Has the offer, has not ordered yet.",
        ("pending", _) when due is not null => $"Ordered. Waiting for the return window, earliest {due}.",
        ("pending", _) => "Ordered. Waiting until it is paid and delivered.",
        ("in_review", _) => "Ordered. A person looks at it before it counts.",
        ("approved", _) => "Approved.",
        ("rejected", CloseReferral.CodeLeaked) => "Not counted: the code had become public. You did nothing wrong.",
        ("rejected", ReviewReferral.Expired) => "Not counted: nobody at the shop decided in time.",
        ("rejected", _) => "Not counted: the purchase does not meet the terms. Write to the shop if you think otherwise.",
        ("cancelled", "below_minimum") => "Not counted: the purchase is below the minimum.",
        ("cancelled", "order_refunded") => "Not counted: everything was sent back.",
        ("cancelled", "order_cancelled") => "Not counted: the order was cancelled.",
        ("cancelled", _) => "Not counted: your friend came by another recommendation.",
        ("expired", _) => "The offer ran out unused.",
        _ => status.Replace('_', ' '),
    };

    private static string? NoReward(string? note) => note switch
    {
        "cap_reached" => "you had reached the most rewards for this period",
        "budget_spent" => "the offer’s budget was spent",
        _ => null,
    };

    /// <summary>Why a reward is not here yet, or until when it is good.</summary>
    public static string When(string status, string? due, string? end) => status switch
    {
        "pending" when due is not null => $"Not yet: waiting for the return window, earliest {due}.",
        "pending" => "Not yet: waiting until the order is paid and delivered.",
        "waiting" => "Yours: the code follows as soon as the shop has one.",
        "issued" when end is not null => $"Yours, good until {end}.",
        "issued" => "Yours.",
        "redeemed" => "Used.",
        "expired" => "Ran out unused.",
        _ => "Taken back: the order behind it was not kept.",
    };
}
