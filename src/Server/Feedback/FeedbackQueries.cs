using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>What the slices to the right may ask about what customers say.</summary>
public static class FeedbackQueries
{
    private const string Quiet = """
        SELECT 1 FROM feedback_people p
        JOIN feedback_cases c ON c.shop_id = @shop AND c.source = p.source AND c.source_id = p.source_id
        WHERE p.shop_id = @shop AND p.person_key = ANY(@keys) AND (c.closed_at IS NULL OR c.closed_at > @before) LIMIT 1
        """;

    /// <summary>
    /// True where nothing is to be asked of a person, such as to recommend the shop: they have an open case, or had one until
    /// <see cref="SurveyRules.QuietDays"/> days ago.
    /// </summary>
    /// <param name="db">Where to look.</param>
    /// <param name="personKey">One of the person's keys.</param>
    /// <param name="now">Shop time.</param>
    public static Task<bool> IsQuiet(Reads db, string personKey, Instant now) => IsQuiet(db, [personKey], now);

    /// <summary>As with one key, for a person of whom several are known.</summary>
    public static async Task<bool> IsQuiet(Reads db, IReadOnlyCollection<string> personKeys, Instant now) => personKeys.Count > 0
        && await db.First<long?>(Quiet, new { Keys = personKeys, Before = SurveyRules.ClosedBefore(now) }) is not null;

    /// <summary>A survey; null where there is none.</summary>
    public static Task<Survey?> FindSurvey(Reads db, SurveyId id) => SurveyStore.Find(db, id);

    /// <summary>What customers answered in the days that count.</summary>
    public static async Task<Satisfaction> Satisfaction(Reads db, Instant now) =>
        Domain.Feedback.Satisfaction.Of((await Scores(db, now)).Select(pair => (pair.Key, pair.Value)));

    /// <summary>How many gave each answer in the days that count.</summary>
    internal static Task<IReadOnlyDictionary<long, long>> Scores(Reads db, Instant now) =>
        SurveyStore.Counts(db, now.PlusDays(-Domain.Feedback.Satisfaction.WindowDays));
}
