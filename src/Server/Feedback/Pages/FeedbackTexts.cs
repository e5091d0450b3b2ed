using Vouch.Domain.Feedback;

namespace Vouch.Server.Feedback.Pages;

/// <summary>What the desk says about feedback.</summary>
internal static class FeedbackTexts
{
    internal const string Title = "Feedback";
    internal const string Under = "What customers say, and whether it is a time to invite more of them.";
    internal const string Answers = "Answers";
    internal const string Cases = "Cases";
    internal const string Ratings = "Ratings";
    internal const string Mentions = "Mentions";
    internal const string Tabs = "Kinds of feedback";

    internal const string Score = "Net promoter score";
    internal const string ScoreNote = "Share of 9–10 minus share of 0–6, last 90 days";
    internal const string TooFew = "at least 20 answers are needed";
    internal const string Count = "Answers in 90 days";
    internal const string Invitations = "Invitations";
    internal const string Open = "open";
    internal const string Paused = "paused";
    internal const string PausedNote = "Nobody is invited until this changes: ";
    internal const string Distribution = "Answers from 0 to 10";
    internal const string Answer = "Answer";
    internal const string Customers = "Customers";
    internal const string Share = "Share";
    internal const string Customer = "Customer";
    internal const string Words = "In their words";
    internal const string Answered = "Answered";
    internal const string Erased = "erased";
    internal const string Nothing = "–";
    internal const string NoWords = "nothing";
    internal const string AnswersEmptyTitle = "No answers yet";
    internal const string AnswersEmptyText = "Some days after a delivery, customers are asked how likely they are to recommend the shop.";

    internal const string Settings = "Survey and pause";
    internal const string AskThem = "Ask customers after delivery";
    internal const string AfterDays = "Days after delivery";
    internal const string PauseBelow = "Pause invitations below a score of";
    internal const string PauseHint = "From -100 to 100; empty for never. It takes 20 answers.";
    internal const string AtCapacity = "We are at capacity: invite nobody just now";
    internal const string Save = "Save";
    internal const string Saved = "Saved.";
    internal const string NotSaved = "Nothing was saved.";

    internal const string CasesEmptyTitle = "Nobody waits";
    internal const string CasesEmptyText = 
        "Answers from 0 to 6 and ratings of one or two stars open a case, and nothing is asked of their customer.";
    internal const string Gave = "Gave";
    internal const string Opened = "Opened";
    internal const string State = "State";
    internal const string Note = "What was done";
    internal const string Close = "Close";
    internal const string All = "All";

    internal const string RatingsEmptyTitle = "No ratings yet";
    internal const string RatingsEmptyText = "Star ratings come in by POST /v1/ratings, from the shop or wherever reviews are gathered.";
    internal const string Stars = "Stars";
    internal const string Order = "Order";
    internal const string Rated = "Rated";

    internal const string MentionsEmptyTitle = "No mentions yet";
    internal const string MentionsEmptyText = "Feeds are read every hour, such as the alert feeds of search engines.";
    internal const string Mention = "Mention";
    internal const string Found = "Published";
    internal const string Tone = "Tone";
    internal const string SetTone = "Set";
    internal const string Feeds = "Feeds";
    internal const string FeedsNote = "Atom or RSS, read every hour";
    internal const string NoFeeds = "No feed is watched yet.";
    internal const string Url = "Address of the feed";
    internal const string Name = "What it is for";
    internal const string Watch = "Watch it";
    internal const string Remove = "Remove";
    internal const string RemoveWarning = "Its mentions go with it.";
    internal const string LastRead = "Read";
    internal const string NotRead = "Not read yet";
    internal const string Untitled = "without a title";

    internal static string Why(PauseReason reason) => reason == PauseReason.AtCapacity
        ? "the shop is at its capacity." : "customers are less content than the shop wants them to be.";

    internal static string Word(MentionTone tone) => tone switch
    {
        MentionTone.Unset => "not read", MentionTone.Positive => "positive", MentionTone.Negative => "negative", _ => "neutral",
    };

    internal static string PillOf(Stance stance) => stance switch
    {
        Stance.Promoter => "pill-good", Stance.Passive => "pill-plain", _ => "pill-stop",
    };

    internal static string PillOf(MentionTone tone) => tone switch
    {
        MentionTone.Positive => "pill-good", MentionTone.Negative => "pill-stop", _ => "pill-plain",
    };

    internal static string Given(CaseAnswer row) => row.Score is { } score ? $"{score} of 10" : $"{row.Stars} of 5 stars";
}
