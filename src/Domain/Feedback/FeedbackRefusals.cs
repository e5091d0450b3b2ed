namespace Vouch.Domain.Feedback;

/// <summary>Every "no" of Feedback.</summary>
public static class FeedbackRefusals
{
    /// <summary>No survey behind this link.</summary>
    public static readonly Refusal NoSuchSurvey = Refusal.NotFound("survey");

    /// <summary>No such case.</summary>
    public static readonly Refusal NoSuchCase = Refusal.NotFound("feedback case");

    /// <summary>No such feed.</summary>
    public static readonly Refusal NoSuchFeed = Refusal.NotFound("mention feed");

    /// <summary>No such mention.</summary>
    public static readonly Refusal NoSuchMention = Refusal.NotFound("mention");

    /// <summary>The answer is older than it may change.</summary>
    public static readonly Refusal AnswerStands = Refusal.State(
        "answer_stands", $"An answer can be changed for {SurveyRules.ChangeDays} days, and they are over.");

    /// <summary>Closed before.</summary>
    public static readonly Refusal CaseIsClosed = Refusal.State("case_closed", "This case is closed already.");

    /// <summary>The feed is watched already.</summary>
    public static readonly Refusal FeedIsWatched = Refusal.State("feed_watched", "This feed is watched already.");

    /// <summary>No answer of the scale.</summary>
    public static readonly Refusal NotOnTheScale = Refusal.Invalid("score", $"must be from 0 to {Satisfaction.Most}");

    /// <summary>Too many words.</summary>
    public static readonly Refusal TooManyWords =
        Refusal.Invalid("words", $"must have at most {SurveyRules.LongestWords} characters");

    /// <summary>No more feeds than anybody reads.</summary>
    public static Refusal TooManyFeeds(int most) => Refusal.State("too_many_feeds", $"A shop watches at most {most} feeds.");
}
