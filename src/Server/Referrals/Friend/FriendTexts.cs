using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Referrals.Friend;

/// <summary>The words of the friend's page.</summary>
internal static class FriendTexts
{
    public const string Somebody = "A friend";
    public const string YourFriend = "Your friend";
    public const string InvitesYouTo = "invites you to";
    public const string Email = "Your e-mail";
    public const string Get = "Get my code";
    public const string EmailHint = "We show the code at once and keep your address only so that the offer finds you on any device.";
    public const string YourCode = "Your code";
    public const string Copy = "Copy";
    public const string Copied = "Copied";
    public const string ToShop = "Go to the shop";
    public const string HowTo = "Enter it at checkout.";
    public const string TermsTitle = "The terms, in plain words";
    public const string UnknownTitle = "We do not know this link";
    public const string GuessingText = "Too many unknown links came from your network. Try again in a minute.";
    public const string UnknownText = "Perhaps a letter is missing. Ask whoever sent it to you for a new one.";
    public const string EndedTitle = "This offer is not running at the moment";
    public const string EndedText = "You are welcome in the shop all the same.";
    public const string WaitingCode = "Your offer is kept for you. The code follows as soon as the shop has one.";
    public const string NoCode = "Your offer is kept for you: buy with this e-mail address and it finds you.";
    public const string ValidUntil = "Good until";
    public const string ConsentMissing = "Please tick the box: without it the shop may not keep your address.";
    public const string BadEmail = "This does not look like an e-mail address.";

    public const string ConfirmTitle = "Is this your address?";
    public const string ConfirmButton = "Yes, it is mine";
    public const string ConfirmedTitle = "Thank you, that is settled";
    public const string ConfirmedText = "The offer finds you now on any device, and your friend gets the credit.";

    public static string ConfirmText(string shop) => $"Confirm it once, so that {shop} knows who invited you, whatever device you buy on.";

    public static string Invites(string? who, string shop) => $"{who ?? Somebody} {InvitesYouTo} {shop}";

    public static string Consent(string shop) => $"{shop} may write to me about this offer.";

    public static string AlsoGets(string? who, string reward) =>
        $"{who ?? YourFriend} gets {reward} once you have bought and kept something.";

    /// <summary>The offer as its advocate reads it: what somebody else gets.</summary>
    public static string Offer(RewardSpecification? reward, Locality place) => reward switch
    {
        null => "your recommendation",
        { Kind: RewardKind.Points } => $"{place.Number(reward.Value.Points)} points",
        { Kind: RewardKind.StoreCredit, Value.Type: RewardValueType.Percent } =>
            $"{TermsText.Percent(reward.Value)} of the order back as store credit",
        { Kind: RewardKind.StoreCredit } => $"{place.ShortMoney(reward.Value.Amount)} of store credit",
        { Kind: not RewardKind.Coupon } => TermsText.Reward(reward, place.Currency),
        { Value.Type: RewardValueType.Percent } => $"{TermsText.Percent(reward.Value)} off the first order",
        _ => $"{place.ShortMoney(reward.Value.Amount)} off the first order",
    };

    /// <summary>The offer in a few big words, to whoever gets it.</summary>
    public static string Headline(RewardSpecification? reward, Locality place) => reward switch
    {
        null => "A recommendation from a friend",
        { Kind: RewardKind.Points } => $"{place.Number(reward.Value.Points)} points for you",
        { Kind: RewardKind.StoreCredit, Value.Type: RewardValueType.Percent } =>
            $"{TermsText.Percent(reward.Value)} of your order back as store credit",
        { Kind: RewardKind.StoreCredit } => $"{place.ShortMoney(reward.Value.Amount)} of store credit for you",
        { Kind: not RewardKind.Coupon } => Capital(TermsText.Reward(reward, place.Currency)) + " for you",
        { Value.Type: RewardValueType.Percent } => $"{TermsText.Percent(reward.Value)} off your first order",
        _ => $"{place.ShortMoney(reward.Value.Amount)} off your first order",
    };

    /// <summary>What goes with the big words: the least, the most, how long.</summary>
    public static string Small(RewardSpecification? reward, Locality place)
    {
        var parts = new List<string>();
        if (reward?.MinimumSubtotal > 0)
        {
            parts.Add($"from a cart of {place.ShortMoney(reward.MinimumSubtotal)}");
        }

        if (reward?.Value.Cap is { } cap)
        {
            parts.Add($"at most {place.ShortMoney(cap)}");
        }

        if (reward?.ExpiresAfterDays is { } days)
        {
            parts.Add($"good for {place.Number(days)} days");
        }

        return parts.Count == 0 ? "" : Capital(string.Join(", ", parts)) + ".";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
