using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>One question asked of one customer, and the answer.</summary>
/// <param name="SurveyId">Its id.</param>
/// <param name="OrderId">After which order.</param>
/// <param name="Email">Whom it went to; null once the person was erased.</param>
/// <param name="Locale">The language known of the person; null for the shop's own.</param>
/// <param name="SentAt">When, shop time.</param>
/// <param name="Score">0–10; null while unanswered.</param>
/// <param name="Words">In the customer's own words; null without.</param>
/// <param name="AnsweredAt">When it was first answered.</param>
/// <param name="ChangedAt">When it was last answered.</param>
public sealed record Survey(
    SurveyId SurveyId, OrderId OrderId, string? Email, string? Locale, Instant SentAt, long? Score, string? Words, Instant? AnsweredAt,
    Instant? ChangedAt)
{
    /// <summary>Where the customer stands; null while unanswered.</summary>
    public Stance? Stance => Score is { } score ? Satisfaction.StanceOf(score) : null;
}

/// <summary>The rows of surveys.</summary>
internal static class SurveyStore
{
    private const string Columns = "survey_id, order_id, email, locale, sent_at, score, words, answered_at, changed_at";

    private const string ById = "SELECT " + Columns + " FROM surveys WHERE shop_id = @shop AND survey_id = @id";

    private const string ToChange = ById + " FOR UPDATE";

    private const string Page = "SELECT " + Columns + """
         FROM surveys
        WHERE shop_id = @shop AND survey_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
            AND (NOT @answered OR score IS NOT NULL) AND (score IS NULL OR score BETWEEN @least AND @most)
        ORDER BY survey_id DESC LIMIT @take
        """;

    private const string Insert = """
        INSERT INTO surveys (shop_id, survey_id, order_id, email, locale, sent_at)
        VALUES (@shop, @surveyId, @orderId, @email, @locale, @sentAt) ON CONFLICT (shop_id, order_id) DO NOTHING
        """;

    private const string Update = """
        UPDATE surveys SET score = @score, words = @words, answered_at = @answeredAt, changed_at = @changedAt
        WHERE shop_id = @shop AND survey_id = @surveyId
        """;

    private const string Answers = """
        SELECT score, count(*) AS n FROM surveys
        WHERE shop_id = @shop AND answered_at > @since AND score IS NOT NULL GROUP BY score
        """;

    private const string FirstAnswer = """
        SELECT answered_at FROM surveys WHERE shop_id = @shop AND answered_at > @since ORDER BY answered_at NULLS LAST LIMIT 1
        """;

    internal static Task<Survey?> Find(Reads db, SurveyId id) => db.First<Survey>(ById, new { Id = id });

    /// <summary>As <see cref="Find"/>, and nobody else changes it until the end of the transaction.</summary>
    internal static Task<Survey?> Lock(ShopTx tx, SurveyId id) => tx.First<Survey>(ToChange, new { Id = id });

    /// <summary>The newest first.</summary>
    internal static Task<List<Survey>> List(Reads db, Stance? stance, bool answered, SurveyId? after, int take)
    {
        var (least, most) = stance switch
        {
            Stance.Detractor => (0, 6), Stance.Passive => (7, 8), Stance.Promoter => (9, Satisfaction.Most), _ => (0, Satisfaction.Most),
        };
        return db.Query<Survey>(
            Page, new { Answered = answered || stance is not null, Least = (long)least, Most = (long)most, After = after, Take = take });
    }

    /// <summary>False where that order was asked about before.</summary>
    internal static async Task<bool> Add(ShopTx tx, Survey survey) => await tx.Execute(Insert, survey) == 1;

    internal static void Save(ShopTx tx, Survey survey) => tx.Enqueue(Update, survey);

    /// <summary>How many gave each answer after that instant.</summary>
    internal static async Task<IReadOnlyDictionary<long, long>> Counts(Reads db, Instant since) =>
        (await db.Query<ScoreCount>(Answers, new { Since = since })).ToDictionary(row => row.Score, row => row.N);

    /// <summary>The earliest answer after that instant; null without one.</summary>
    internal static Task<Instant?> Earliest(Reads db, Instant since) => db.First<Instant?>(FirstAnswer, new { Since = since });

    private sealed record ScoreCount(long Score, long N);
}
