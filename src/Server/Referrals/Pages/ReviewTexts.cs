using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Referrals;

namespace Vouch.Server.Referrals.Pages;

/// <summary>The words of the desk's queue of reviews.</summary>
internal static class ReviewTexts
{
    public const string Title = "Reviews";
    public const string YourList = "Your list";
    public const string Waiting = "Waiting";
    public const string Coming = "Coming up";
    public const string Samples = "Spot checks";
    public const string Tabs = "Kinds of reviews";
    public const string Cause = "Why it came";
    public const string Tick = "Tick";
    public const string TickAll = "Tick all on this page";
    public const string Friend = "Friend";
    public const string Money = "At stake";
    public const string Reason = "Looks like";
    public const string Left = "Days left";
    public const string Score = "Score";
    public const string Verdict = "At the order";
    public const string Due = "Decided by";
    public const string YourReason = "Your reason, kept with each decision";
    public const string Approve = "Approve";
    public const string Reject = "Reject";
    public const string Undo = "Undo";
    public const string UndoReason = "Undone at the desk";
    public const string Asked = "question open";
    public const string Answered = "answered";
    public const string TickFirst = "Nothing was decided: tick the referrals first.";
    public const string GiveReason = "Nothing was decided: give a reason, of 500 characters at most.";
    public const string ChooseDecision = "Nothing was decided: choose to approve or to reject.";
    public const string EmptyTitle = "Nobody waits for you";
    public const string EmptyText = "Screening pays by itself what is clear. What is not comes here, and waits for your word.";
    public const string NothingFound = "Nothing is found";
    public const string EmptyFilter = "Nothing that waits is of this kind.";
    public const string ShowAll = "Show all";
    public const string ComingNote = "Screening has doubts about these. It looks again at the end of the return window, and only what is "
        + "still doubtful then comes before you.";
    public const string NothingComing = "Nothing doubtful is on its way";
    public const string NothingComingText = "Referrals that looked doubtful at the order stand here until their return window is over.";
    public const string SampleNote = "One in fifty of those that passed, drawn by lot. What you say teaches screening what it misses; the "
        + "referral itself stays as it is.";
    public const string NoSample = "No spot check is open";
    public const string NoSampleText = "The lot falls on one in fifty of the referrals that screening lets pass.";
    public const string Fine = "Looks fine";
    public const string Abuse = "Was abuse";
    public const string SampleDone = "Kept. Screening learns from it.";
    public const string SampleGone = "That spot check is no longer open.";
    public const string Drawn = "Drawn";
    public const string Order = "Order";
    public const string YourWord = "Your word";
    public const string Looked = "Status";

    /// <summary>How a cause reads in a filter.</summary>
    public static string Of(ReviewCause cause) => cause switch
    {
        ReviewCause.Screening => "Screening",
        ReviewCause.SecondLook => "Second look",
        ReviewCause.Reopened => "Reopened",
        ReviewCause.Appeal => "Appeal",
        ReviewCause.Veto => "Your system asked",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "No such cause."),
    };

    /// <summary>How long a case has waited.</summary>
    public static string Since(Instant openedAt, Instant now) => ((now.Milliseconds - openedAt.Milliseconds) / 86_400_000) switch
    {
        <= 0 => "since today",
        1 => "for a day",
        var days => string.Create(CultureInfo.InvariantCulture, $"for {days} days"),
    };

    /// <summary>How long is left until nothing is paid.</summary>
    public static int DaysLeft(Instant openedAt, Instant now) => ReviewAgeing.DaysLeft(openedAt, now);

    /// <summary>What many decisions came to.</summary>
    public static string Summary(ReferralDecision decision, int n) => string.Create(CultureInfo.InvariantCulture, $"{n} ") + decision switch
    {
        ReferralDecision.Approve => "approved.",
        ReferralDecision.Reject => "rejected.",
        _ => "back in the queue.",
    };

    /// <summary>What many decisions could not do.</summary>
    public static string NotDone(int n) => string.Create(CultureInfo.InvariantCulture, $"{n} could not be:");
}
