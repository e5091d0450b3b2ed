using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Feedback;

/// <summary>A survey as the contract shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrderId">After which order.</param>
/// <param name="Email">Whom it went to; null once the person was erased.</param>
/// <param name="SentAt">When.</param>
/// <param name="Score">0–10; null while unanswered.</param>
/// <param name="Stance">What that makes of the customer.</param>
/// <param name="Words">In the customer's own words.</param>
/// <param name="AnsweredAt">When it was first answered.</param>
/// <param name="ChangedAt">When it was last answered.</param>
public sealed record SurveyAnswer(
    SurveyId Id, OrderId OrderId, string? Email, Instant SentAt, long? Score, Stance? Stance, string? Words, Instant? AnsweredAt,
    Instant? ChangedAt)
{
    internal static SurveyAnswer Of(Survey survey) => new(
        survey.SurveyId, survey.OrderId, survey.Email, survey.SentAt, survey.Score, survey.Stance, survey.Words, survey.AnsweredAt,
        survey.ChangedAt);
}

/// <summary>How content customers are, and whether invitations pause for it.</summary>
/// <param name="Score">The net promoter score, -100 to 100; null under 20 answers.</param>
/// <param name="Answers">Of the last 90 days.</param>
/// <param name="Detractors">Of them 0–6.</param>
/// <param name="Passives">Of them 7–8.</param>
/// <param name="Promoters">Of them 9–10.</param>
/// <param name="Distribution">How many gave each answer, from 0 to 10.</param>
/// <param name="InvitationsPaused">Why nobody is invited now; null while friends are.</param>
public sealed record SatisfactionAnswer(
    int? Score, long Answers, long Detractors, long Passives, long Promoters, IReadOnlyList<long> Distribution,
    PauseReason? InvitationsPaused);

/// <summary>Shows surveys and what they come to.</summary>
internal static class ReadSurveys
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<SurveyAnswer>>("/v1/surveys", Permission.FeedbackRead, async call => Outcome.Ok(call.Page(
            await SurveyStore.List(
                call.Db, call.QueryEnum<Stance>("stance"), answered: false, call.QueryId<SurveyId>("after"), call.Limit + 1),
            survey => survey.SurveyId, SurveyAnswer.Of)))
            .WithMetadata(new QueryParameter("stance", "Only answers of detractors, passives or promoters."));
        routes.Read<SatisfactionAnswer>("/v1/satisfaction", Permission.FeedbackRead, async call =>
            Outcome.Ok(await Load(call.Db, call.Now)));
    }

    /// <summary>What customers say now.</summary>
    internal static async Task<SatisfactionAnswer> Load(Storage.Reads db, Instant now)
    {
        var scores = await FeedbackQueries.Scores(db, now);
        var heard = Satisfaction.Of(scores.Select(pair => (pair.Key, pair.Value)));
        return new SatisfactionAnswer(
            heard.Score, heard.Answers, heard.Detractors, heard.Passives, heard.Promoters,
            [.. Enumerable.Range(0, Satisfaction.Most + 1).Select(score => scores.GetValueOrDefault(score))],
            await Sharing.PauseInvitations.Why(db));
    }
}
