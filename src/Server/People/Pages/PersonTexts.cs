using Vouch.Domain;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Server.Referrals.Pages;

namespace Vouch.Server.People.Pages;

/// <summary>The words of the page about one person, above all of the answers to "where is my reward?".</summary>
internal static class PersonTexts
{
    public const string Where = "Where is the reward?";
    public const string NothingOpen = "Nothing is on its way: what was earned is there, and stands below.";
    public const string NothingYet = "Nothing is on its way: no friend took the offer or ordered so far.";
    public const string ForFriend = "for";
    public const string AReward = "A reward";
    public const string Any = "any day";
    public const string Depends = "not known yet";
    public const string Never = "none comes";
    public const string Friends = "Friends and orders";
    public const string Credit = "Credit";
    public const string Payments = "Payouts";
    public const string NoPayments = "Nothing was paid out yet.";
    public const string Mails = "Mails";
    public const string NoMails = "No mail was written yet.";
    public const string Journal = "What happened";
    public const string Clicks = "clicks";
    public const string Made = "Made";
    public const string Amount = "Amount";
    public const string ByItself = "by itself";
    public const string ScreeningScore = "screening";
    public const string AllFriends = "Show all";

    /// <summary>More open things than the list above names.</summary>
    public static string AndMore(int n) => $"and {n} more that wait; they stand among the friends below.";

    /// <summary>Why a reward is not there yet.</summary>
    /// <param name="waiting">What it waits for.</param>
    /// <param name="about">The case; null for a reward without one.</param>
    /// <param name="place">How days are written.</param>
    public static string Why(Waiting waiting, PersonCase? about, Locality place) => waiting.Cause switch
    {
        WaitCause.Order => about?.ClaimExpiresAt is { } until
            ? $"The friend took the offer and has not ordered yet. The offer is good until {place.Day(until)}."
            : "The friend took the offer and has not ordered yet.",
        WaitCause.Payment => $"Order {about?.OrderExternalId ?? "–"} is not paid yet; the return window begins after the payment.",
        WaitCause.ReturnWindow =>
            $"Order {about?.OrderExternalId ?? "–"} can still be sent back; the reward leaves when that time is over.",
        WaitCause.Person => about?.OpenedAt is { } since
            ? $"Somebody of the shop must decide about it, since {place.Day(since)}." : "Somebody of the shop must decide about it.",
        WaitCause.AdvocatesAnswer => about?.AskedAt is { } asked
            ? $"The advocate was asked on {place.Day(asked)} and has not answered." : "The advocate was asked and has not answered.",
        WaitCause.ShopSystem => "The shop’s own system was asked before paying and has not answered.",
        WaitCause.Unblocking => "The advocate is blocked: at the end of the return window nothing is paid.",
        WaitCause.Code => "It is due, but the pool has no code left.",
        WaitCause.PayoutDetails => "It is there, but the advocate has not said to which account it is to be paid.",
        WaitCause.Payout => "It is there and waits for the next payout.",
        _ => "It is on its way to the bank.",
    };

    /// <summary>What to do about it, and where behind the desk's root; null where nothing is to be done.</summary>
    /// <param name="waiting">What it waits for.</param>
    /// <param name="about">The case.</param>
    public static (string Text, string? Path)? Deed(Waiting waiting, PersonCase? about) => waiting.Cause switch
    {
        WaitCause.Payment => ("Report the payment, if there was one", null),
        WaitCause.Person => ("Decide", $"/referrals/{about?.ReferralId}"),
        WaitCause.AdvocatesAnswer => ("See the question", $"/referrals/{about?.ReferralId}"),
        WaitCause.ShopSystem => ("See the question", $"/referrals/{about?.ReferralId}"),
        WaitCause.Unblocking => ("Unblock above, if that was a mistake", null),
        WaitCause.Code => ("Add codes", "/rewards/codes"),
        WaitCause.PayoutDetails => ("Ask for the account: it is entered on the advocate’s own page", null),
        WaitCause.Payout => ("Pay out", "/payouts"),
        WaitCause.Bank => ("See payouts", "/payouts"),
        _ => null,
    };

    /// <summary>The earliest day in words.</summary>
    public static string When(Waiting waiting, Instant now, Locality place) => waiting switch
    {
        { Earliest: { } at } when at <= now => Any,
        { Earliest: { } at } => $"from {place.Day(at)}",
        _ => Depends,
    };

    /// <summary>Why nothing came of a case, in a sentence.</summary>
    public static string WhyNone(PersonCase about) => about switch
    {
        { RewardNote: { } note } when about.Status is ReferralStatus.Approved or ReferralStatus.Pending =>
            $"It counts, but earns nothing: {ReferralTexts.ReasonWords(note)}.",
        { Status: ReferralStatus.Expired } => "The friend’s offer ran out without an order.",
        _ => $"{ReferralTexts.Capital(StatusWords.Word(WireName.Of(about.Status)))}: {ReferralTexts.ReasonWords(about.Reason)}.",
    };

    /// <summary>The name of an event as words: <c>reward.issued</c> is "Reward issued".</summary>
    public static string Event(string type) =>
        ReferralTexts.Capital(type.Replace('.', ' ').Replace('_', ' '));
}
