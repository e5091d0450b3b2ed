namespace Vouch.Domain.Feedback;

/// <summary>When a customer is asked, how long an answer may change, and who is left in peace.</summary>
public static class SurveyRules
{
    /// <summary>One person is asked at most once in so many days.</summary>
    public const int EveryDays = 90;

    /// <summary>An answer may be changed for so many days.</summary>
    public const int ChangeDays = 14;

    /// <summary>After an open case is closed, nothing is asked of its person for so many days. Source: domain.md 3.</summary>
    public const int QuietDays = 14;

    /// <summary>The most characters of a customer's own words.</summary>
    public const int LongestWords = 1_000;

    private const int LateDays = 30;

    /// <summary>When a customer is asked.</summary>
    public static Instant DueAt(Instant deliveredAt, int afterDays) => deliveredAt.PlusDays(afterDays);

    /// <summary>True where a delivery was told so late that nobody remembers it.</summary>
    public static bool IsStale(Instant deliveredAt, int afterDays, Instant now) => now > DueAt(deliveredAt, afterDays).PlusDays(LateDays);

    /// <summary>True while an answer can be given, or changed.</summary>
    /// <param name="answeredAt">When it was first given; null while it was not.</param>
    /// <param name="now">Shop time.</param>
    public static bool MayAnswer(Instant? answeredAt, Instant now) => answeredAt is not { } at || now <= at.PlusDays(ChangeDays);

    /// <summary>Whoever asked for this before, and including, this instant may be asked again.</summary>
    public static Instant AskedBefore(Instant now) => now.PlusDays(-EveryDays);

    /// <summary>Whose case was closed before, and including, this instant may be asked again.</summary>
    public static Instant ClosedBefore(Instant now) => now.PlusDays(-QuietDays);
}
