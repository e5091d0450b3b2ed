namespace Vouch.Server.Referrals.Widget;

/// <summary>The words of the desk's page about the widget.</summary>
internal static class WidgetDeskTexts
{
    public const string Title = "Widget";
    public const string Under = "What your shop's own pages show: one line of script, and a switch for each part.";
    public const string NoOffer = "No program is active, so nothing of this appears in your shop.";
    public const string ToPrograms = "To the programs";
    public const string Saved = "Saved. Your pages follow within a minute.";
    public const string Save = "Save";
    public const string Parts = "What appears";
    public const string PartsNote = "Shown with your active program, your colours and words.";
    public const string Install = "Put it into your pages";
    public const string Snippet = "Into the head of every page";
    public const string NewKey = "Make a key for it";
    public const string KeyOnce =
        "A new publishable key stands in the line below. It is shown this once; it may be seen by everybody, and is no secret.";
    public const string KeyMissing =
        "Put your publishable key in place of the dots. Keys are not kept readable here: if you do not have it, make a new one.";
    public const string Policy = "Into your content security policy, where you have one";
    public const string ShowIt = "Show it";
    public const string Tag = "Where it is to stand:";
    public const string Itself = "Comes by itself.";
    public const string KeyName = "widget";

    /// <summary>The parts in the order of a shopper's way: setting, name, what it does, and its element or null for none.</summary>
    public static readonly (string Name, string Title, string Text, string? Tag)[] Placements =
    [
        ("banner", "Banner", "A line that says what can be given.", "<vouch-banner></vouch-banner>"),
        ("join", "Join", "The form by which a customer gets a link, and the ways to share it.", "<vouch-join></vouch-join>"),
        ("tab", "Tab", "A button at the edge of every page, which opens the same.", null),
        ("popup", "After the purchase", "A dialog on your thank-you page, once in 30 days.", "<vouch-purchased></vouch-purchased>"),
        ("account", "In the account", "The link, and how it goes.", "<vouch-account></vouch-account>"),
        ("invited", "At the checkout", "The friend names the code, or who sent them.", "<vouch-invited></vouch-invited>"),
        ("reminder", "Reminder", "Reminds a friend of the claimed code until it is used.", null),
    ];
}
