using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Keeps a customer's answer; whoever would not recommend the shop gets a person to look after them.</summary>
internal static class AnswerSurvey
{
    /// <summary>Answers, or changes the answer while that is possible.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="id">Which survey.</param>
    /// <param name="score">0–10.</param>
    /// <param name="words">In the customer's own words; empty without.</param>
    /// <param name="now">Shop time.</param>
    internal static async Task<Result<Survey>> Run(ShopTx tx, SurveyId id, long? score, string words, Instant now)
    {
        var said = words.ReplaceLineEndings("\n").Trim();
        if (score is not (>= 0 and <= Satisfaction.Most))
        {
            return FeedbackRefusals.NotOnTheScale;
        }

        if (said.Length > SurveyRules.LongestWords)
        {
            return FeedbackRefusals.TooManyWords;
        }

        if (await SurveyStore.Lock(tx, id) is not { Email: not null } survey)
        {
            return FeedbackRefusals.NoSuchSurvey;
        }

        if (!SurveyRules.MayAnswer(survey.AnsweredAt, now))
        {
            return FeedbackRefusals.AnswerStands;
        }

        var answered = survey with
        {
            Score = score, Words = said.Length > 0 ? said : null, AnsweredAt = survey.AnsweredAt ?? now, ChangedAt = now,
        };
        SurveyStore.Save(tx, answered);
        tx.Publish(new SurveyAnswered(id, survey.OrderId, score.Value, answered.Stance!.Value), now);
        if (answered.Stance == Stance.Detractor)
        {
            await OpenCase.Run(tx, FeedbackSource.Survey, id.Value, now);
        }

        return answered;
    }
}
