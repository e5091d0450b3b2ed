using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Referrals.Friend;

/// <summary>What a friend is offered, in the few words that pages, shared messages and previews begin with.</summary>
internal static class OfferWords
{
    /// <summary>The offer in big words, to whoever gets it: <c>15% off your first order</c>.</summary>
    public static string Headline(RewardSpecification? reward, Locality place) => KeyOf(reward) is not { } key
        ? place.Words.Count("friend.headline.points", reward!.Value.Points)
        : reward is null ? place.Words[key]
        : place.Words.Say(
            key, ("percent", place.Words.Percent(reward.Value.BasisPoints)), ("amount", place.ShortMoney(reward.Value.Amount)),
            ("reward", RewardPhrase.Of(place.Words, reward, place.Currency)));

    /// <summary>The text that the headline is made of; null for points, whose text has plural forms.</summary>
    public static string? KeyOf(RewardSpecification? reward) => reward switch
    {
        null => "friend.headline.none",
        { Kind: RewardKind.Points } => null,
        { Kind: RewardKind.StoreCredit, Value.Type: RewardValueType.Percent } => "friend.headline.credit_percent",
        { Kind: RewardKind.StoreCredit } => "friend.headline.credit_fixed",
        { Kind: not RewardKind.Coupon } => "friend.headline.other",
        { Value.Type: RewardValueType.Percent } => "friend.headline.coupon_percent",
        _ => "friend.headline.coupon_fixed",
    };

    /// <summary>The same as its advocate reads it: what somebody else gets.</summary>
    public static string ToOthers(RewardSpecification? reward, Locality place) => reward switch
    {
        null => place.Words["portal.offer.none"],
        { Kind: RewardKind.Coupon } => Coupon("portal.offer.", reward, place),
        _ => RewardPhrase.Of(place.Words, reward, place.Currency),
    };

    /// <summary>What goes with the big words: the least, the most, how long.</summary>
    public static string Small(RewardSpecification? reward, Locality place)
    {
        var parts = new List<string>();
        if (reward?.MinimumSubtotal > 0)
        {
            parts.Add(place.Words.Say("friend.small.minimum", ("amount", place.ShortMoney(reward.MinimumSubtotal))));
        }

        if (reward?.Value.Cap is { } cap)
        {
            parts.Add(place.Words.Say("friend.small.cap", ("amount", place.ShortMoney(cap))));
        }

        if (reward?.ExpiresAfterDays is { } days)
        {
            parts.Add(place.Words.Count("friend.small.days", days));
        }

        return parts.Count == 0 ? "" : Capital(string.Join(", ", parts), place) + ".";
    }

    /// <summary>Words at the start of a line.</summary>
    public static string Capital(string text, Locality place) =>
        text.Length == 0 ? "" : char.ToUpper(text[0], place.Culture) + text[1..];

    private static string Coupon(string section, RewardSpecification reward, Locality place) =>
        reward.Value.Type == RewardValueType.Percent
            ? place.Words.Say(section + "coupon_percent", ("percent", place.Words.Percent(reward.Value.BasisPoints)))
            : place.Words.Say(section + "coupon_fixed", ("amount", place.ShortMoney(reward.Value.Amount)));
}
