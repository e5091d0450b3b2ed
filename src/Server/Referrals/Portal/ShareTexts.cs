using Vouch.Domain.Languages;

namespace Vouch.Server.Referrals.Portal;

/// <summary>A way to pass the link on.</summary>
/// <param name="Channel">Of <c>api.md</c>: the link carries it.</param>
/// <param name="IconName">What the button shows.</param>
/// <param name="Href">What it opens, with the ready text in it.</param>
/// <param name="NewTab">True where a website opens and not an app.</param>
public sealed record ShareWay(string Channel, string IconName, string Href, bool NewTab);

/// <summary>Ready texts and the ways to send them. Each says openly that its sender gets a reward too.</summary>
internal static class ShareTexts
{
    /// <summary>What a message says, with the link of its channel.</summary>
    public static string Message(Words words, string key, string shop, string headline, string link) => words.Say(
        "portal.share." + key, ("shop", shop), ("headline", headline), ("disclosure", words["portal.share.disclosure"]), ("link", link));

    /// <summary>All ways, the most used first.</summary>
    public static IReadOnlyList<ShareWay> Ways(Words words, string shop, string headline, string url)
    {
        string Text(string key, string channel) => Uri.EscapeDataString(Message(words, key, shop, headline, Tagged(url, channel)));
        string Link(string channel) => Uri.EscapeDataString(Tagged(url, channel));
        // The link stands apart there.
        string Without(string key) => Uri.EscapeDataString(Message(words, key, shop, headline, "").TrimEnd());
        var subject = Uri.EscapeDataString(words.Say("portal.share.subject", ("shop", shop)));
        return
        [
            new("whatsapp", "brand-whatsapp", $"https://wa.me/?text={Text("message", "whatsapp")}", true),
            new("sms", "device-mobile", $"sms:?&body={Text("message_short", "sms")}", false),
            new("messenger", "brand-messenger", $"fb-messenger://share?link={Link("messenger")}", false),
            new("email", "mail", $"mailto:?subject={subject}&body={Text("email", "email")}", false),
            new("telegram", "brand-telegram", $"https://t.me/share/url?url={Link("telegram")}&text={Without("message")}", true),
            new("viber", "phone", $"viber://forward?text={Text("message", "viber")}", false),
            new("facebook", "brand-facebook", $"https://www.facebook.com/sharer/sharer.php?u={Link("facebook")}", true),
            new("x", "brand-x", $"https://x.com/intent/post?text={Without("post")}&url={Link("x")}", true),
            new("linkedin", "brand-linkedin", $"https://www.linkedin.com/sharing/share-offsite/?url={Link("linkedin")}", true),
        ];
    }

    /// <summary>The link as one channel carries it.</summary>
    public static string Tagged(string url, string channel) =>
        $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}ch={channel}";

    /// <summary>What the button of a way says.</summary>
    public static string Name(Words words, string channel) => words["portal.share." + (channel == "email" ? "mail" : channel)];
}
