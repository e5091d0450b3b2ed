namespace Vouch.Server.Setup.Pages;

/// <summary>The words of the set-up's step about the look.</summary>
internal static class LookTexts
{
    public const string Title = "How does it look?";
    public const string Under = "The same look for the friend page, the advocates’ page, the widget and all mails.";
    public const string Brand = "Your look";
    public const string Logo = "Logo";
    public const string LogoHint = "PNG or JPEG, at most 256 kB. It stands at the head of the pages; mails have your name in letters, "
        + "since many readers load no pictures.";
    public const string NoLogo = "Take the logo away";
    public const string Accent = "Colour";
    public const string AccentHint = "Of buttons, links and headings.";
    public const string Radius = "Round corners";
    public const string Pixels = "pixels";
    public const string ForOwners = "Owners and admins set logo and colour, because they hold for the whole shop.";
    public const string Words = "Your words";
    public const string Languages = "Language of the words";
    public const string Invites = "Line above the offer";
    public const string Headline = "Headline";
    public const string Button = "Button";
    public const string WordsHint = "Left empty, the usual words come back. Mails are worded under Mail.";
    public const string Preview = "As others see it";
    public const string PreviewOf = "Preview of";
    public const string FriendPage = "Friend page";
    public const string Portal = "Advocate’s page";
    public const string Mail = "Mail";
    public const string OnPhone = "on a phone";
    public const string AtDesk = "on a wide screen";
    public const string NewWindow = "Open by itself";
    public const string NoColor = "Choose a colour such as #0b5f58.";
    public const string NoRadius = "Type a number from 0 to 24.";
    public const string MailUnreadable = "This mail cannot be shown.";

    /// <summary>A colour that cannot be read on white, and what is shown instead.</summary>
    public static string Pale(string ratio, string shown) =>
        $"This colour has a contrast of {ratio} : 1 with white; readable text needs 4.5 : 1 (WCAG AA). "
            + $"Pages and mails show it darker, as {shown}.";

    /// <summary>What may stand in a text.</summary>
    public static string MayHave(string values) => $"{values} may stand in it.";

    /// <summary>A refusal as a sentence beside its field.</summary>
    public static string Sentence(string words) =>
        char.ToUpperInvariant(words[0]) + words[1..] + (words.EndsWith('.') ? "" : ".");
}
