namespace Vouch.Server.Screening.Pages;

/// <summary>The words of the page about the shop's own list.</summary>
internal static class ListTexts
{
    public const string Title = "Your list";
    public const string Back = "Reviews";
    public const string Under = "Whom screening lets pass, and whom it stops, because you say so. It goes before the score.";
    public const string All = "All";
    public const string Allowed = "Let pass";
    public const string Blocked = "Stopped";
    public const string What = "What";
    public const string Kind = "Kind";
    public const string Value = "Value";
    public const string ValueHint = "A mail address, example.com, 203.0.113.0/24, a device id, or a coupon site.";
    public const string Verdict = "What to do";
    public const string Reason = "Why";
    public const string ReasonHint = "Shown with every case that it decides.";
    public const string Until = "Until the end of";
    public const string For = "Until";
    public const string Ever = "for ever";
    public const string MadeBy = "Added by";
    public const string Add = "Add to the list";
    public const string AddTitle = "Add an entry";
    public const string Confirm = "Yes, that is meant: add it";
    public const string Cancel = "No, leave it";
    public const string Remove = "Take off";
    public const string RemoveWarning = "Screening decides by the score again. What was decided stays as it is.";
    public const string Done = "Done. It holds for what is screened from now on.";
    public const string Choose = "Choose what to do and of what kind it is.";
    public const string NoDay = "Type a day such as 2026-12-31.";
    public const string EmptyTitle = "Nothing is on your list";
    public const string EmptyText = "Screening decides by itself. Add what you know better: whom to let pass, whom to stop.";

    /// <summary>What an entry is about.</summary>
    public static string Of(ListKind kind) => kind switch
    {
        ListKind.Email => "mail address",
        ListKind.Domain => "mail domain",
        ListKind.IpRange => "internet address",
        ListKind.Device => "device",
        _ => "coupon site",
    };
}
