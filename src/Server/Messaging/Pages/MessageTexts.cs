using Vouch.Domain;
using Vouch.Server.Platform.Pages.Parts;

namespace Vouch.Server.Messaging.Pages;

/// <summary>The list of mails.</summary>
/// <param name="Messages">Those of this page.</param>
/// <param name="Counts">How many there are of each status.</param>
/// <param name="Status">The status chosen; null for all.</param>
/// <param name="Next">Behind which the next page begins; null on the last.</param>
/// <param name="Paged">True behind the first page.</param>
/// <param name="IsOpen">There is a mail server, or a folder, to bring mails to.</param>
public sealed record MessageListModel(
    IReadOnlyList<MessageAnswer> Messages, IReadOnlyDictionary<MessageStatus, long> Counts, MessageStatus? Status, string? Next,
    bool Paged, bool IsOpen);

/// <summary>One mail.</summary>
/// <param name="Mail">With its texts.</param>
/// <param name="MayRetry">The button is offered.</param>
/// <param name="Saved">It was just put into the queue again.</param>
/// <param name="Refused">Why not; null where nothing was asked or it went.</param>
public sealed record MessageModel(MessageWithTexts Mail, bool MayRetry, bool Saved, string? Refused);

/// <summary>The words of the desk's pages about mails.</summary>
internal static class MessageTexts
{
    public const string Title = "Mail";
    public const string NoServer = "No mail server is set: mails wait here. The operator starts Vouch with --mail smtp://….";
    public const string All = "All";
    public const string Status = "Status";
    public const string Mail = "Mail";
    public const string To = "To";
    public const string When = "When";
    public const string WhyNot = "Why not";
    public const string Text = "What it says";
    public const string HtmlToo = "It was written in two forms; this is the plain one.";
    public const string Facts = "How it went";
    public const string Template = "Sort";
    public const string Attempts = "Attempts";
    public const string NextAttempt = "Next attempt";
    public const string SentAt = "Handed over";
    public const string Secret = "Not shown: it carries a link that lets its reader in.";
    public const string Erased = "The person was erased, and the text with them.";
    public const string Retry = "Send now";
    public const string Saved = "It is in the queue and goes at once.";
    public const string EmptyTitle = "No mail here";
    public const string EmptyText = "Mails to advocates and friends stand here as they are written, with what became of each.";
    public const string EmptyFilter = "None of your mails is like this.";
    public const string ShowAll = "Show all mails";
    public const string Nobody = "erased";
    public const string NotYet = "not yet";
    public const string OptOut = "People may opt out of it";
    public const string Yes = "yes";
    public const string No = "no, it is asked for or needed";

    /// <summary>A status in plain words.</summary>
    public static string Word(MessageStatus status) => status switch
    {
        MessageStatus.Queued => "Waits",
        MessageStatus.Sent => "Sent",
        MessageStatus.Suppressed => "Not wanted",
        MessageStatus.Failed => "Given up",
        _ => "Bounced",
    };

    /// <summary>A sort of mail in plain words.</summary>
    public static string Sort(string template) => char.ToUpperInvariant(template[0]) + template[1..].Replace('_', ' ');

    /// <summary>The colour of a status, by a status of the other pages that has it.</summary>
    public static string Tone(MessageStatus status) => status switch
    {
        MessageStatus.Queued => "pending",
        MessageStatus.Sent => "approved",
        MessageStatus.Suppressed => "expired",
        _ => "rejected",
    };
}
