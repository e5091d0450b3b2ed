using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Referrals.Portal;

namespace Vouch.Server.Referrals.Widget;

/// <summary>Everything that the widget says about a program, with all values in place that are known beforehand.</summary>
internal static class WidgetTexts
{
    private const string Link = "{link}";

    private static readonly string[] Plain =
    [
        "join.title", "join.email", "join.button", "join.sent", "join.bad_email", "join.failed", "share.title", "share.open",
        "popup.title", "popup.text", "invited.question", "invited.hint", "invited.label", "invited.button", "invited.code_bad",
        "invited.name_kept", "close",
    ];

    /// <summary>The program in words.</summary>
    public static WidgetOffer Offer(ProgramTerms terms, Locality place) => new(
        OfferWords.Headline(terms.FriendReward, place), OfferWords.Small(terms.FriendReward, place), Reward(terms, place));

    /// <summary>The texts by key.</summary>
    public static Dictionary<string, string> Of(ProgramTerms terms, Locality place, string shop)
    {
        var words = place.Words;
        var (given, headline) = (OfferWords.ToOthers(terms.FriendReward, place), OfferWords.Headline(terms.FriendReward, place));
        var texts = Plain.ToDictionary(key => key, key => words["widget." + key], StringComparer.Ordinal);
        texts["join.text"] = Text(terms, place, given);
        texts["join.consent"] = words.Say("widget.join.consent", ("shop", Apart(shop)));
        texts["join.consent_missing"] = words["friend.consent_missing"];
        texts["tab"] = terms.FriendReward is null ? texts["join.title"] : words.Say("widget.tab", ("headline", given));
        texts["invited.code_good"] = words["widget.invited.code_good"];
        texts["reminder"] = words["widget.reminder"];
        texts["copy"] = words["general.copy"];
        texts["copied"] = words["general.copied"];
        texts["any"] = words["portal.share.any"];
        texts["whatsapp"] = ShareTexts.Name(words, "whatsapp");
        texts["mail"] = ShareTexts.Name(words, "email");
        texts["message"] = ShareTexts.Message(words, "message", shop, headline, Link);
        texts["letter"] = ShareTexts.Message(words, "email", shop, headline, Link);
        texts["subject"] = words.Say("portal.share.subject", ("shop", shop));
        return texts;
    }

    private static string Text(ProgramTerms terms, Locality place, string given) => OfferWords.Capital(
        (terms.FriendReward, Reward(terms, place)) switch
        {
            (null, { } reward) => reward + ".",
            (_, null) => given + ".",
            (_, { } reward) => place.Words.Say("widget.join.text", ("headline", given), ("reward", reward)),
        },
        place);

    private static string? Reward(ProgramTerms terms, Locality place) =>
        terms.AdvocateReward is { } reward ? RewardPhrase.Of(place.Words, reward, place.Currency) : null;

    // A name may be written from the other side; it must not turn the sentence around it.
    private static string Apart(string name) => $"\u2068{name}\u2069";
}
