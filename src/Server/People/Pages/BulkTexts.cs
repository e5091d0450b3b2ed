namespace Vouch.Server.People.Pages;

/// <summary>The words of deeds for many advocates at once, and of inviting them.</summary>
internal static class BulkTexts
{
    public const string Tick = "Choose";
    public const string TickAll = "Tick all on this page";
    public const string TickFirst = "Tick the advocates first, or choose all that match.";
    public const string Whom = "For whom";
    public const string Ticked = "those ticked";
    public const string Matching = "all that match, at most 1,000";
    public const string Block = "Block";
    public const string Unblock = "Unblock";
    public const string Export = "Download";
    public const string Undo = "Undo";
    public const string NoDeed = "Choose what is to be done.";
    public const string Unknown = "There is no such advocate any more.";
    public const string Erased = "This person was erased.";
    public const string Merged = "This record was merged into another.";
    public const string BlockedAlready = "Blocked already.";
    public const string NotBlocked = "Not blocked.";
    public const string ChangedSince = "Something else has changed since.";

    public const string Invite = "Invite";
    public const string InviteTitle = "Invite advocates";
    public const string InviteUnder = "They become advocates at once and get the mail with their link.";
    public const string List = "Addresses";
    public const string ListHint = "One a line, with or without a name: anna@example.com, or Anna Nowak <anna@example.com>. At most 500.";
    public const string Preview = "Look at it first";
    public const string Nobody = "Nobody of this list can be invited.";
    public const string TooMany = "These are more than 500 lines: invite them in parts.";
    public const string Empty = "Paste at least one address.";
    public const string Line = "Line";
    public const string Outcome = "What happens";
    public const string Ok = "is invited";
    public const string NotAnAddress = "No address is in it.";
    public const string Twice = "Stands further up already.";
    public const string IsAdvocate = "Is an advocate already.";
    public const string IsBlocked = "Is an advocate and blocked.";
    public const string NotWritten = "Asked not to be written to.";
    public const string ChangeList = "Change the list";

    /// <summary>What was done for how many.</summary>
    public static string Summary(bool isBlock, int n) => isBlock ? $"{n} blocked." : $"{n} unblocked.";

    /// <summary>For how many it was not done.</summary>
    public static string LeftOut(int n) => $"{n} left as they are:";

    /// <summary>How many will be invited.</summary>
    public static string InviteN(int n) => n == 1 ? "Invite 1 person" : $"Invite {n} people";

    /// <summary>How many were invited.</summary>
    public static string Invited(int n) => n == 1 ? "1 person was invited." : $"{n} people were invited.";
}
