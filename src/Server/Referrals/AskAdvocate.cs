using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>What the shop wants to know.</summary>
public sealed record QuestionRequest(string Question);

/// <summary>What the advocate says to it.</summary>
public sealed record AnswerRequest(string Answer);

/// <summary>
/// Asks the advocate about a case before a person decides, and takes the answer. The question goes out by mail and stands in the
/// portal; nothing is decided by it.
/// </summary>
internal static class AskAdvocate
{
    private const int Longest = 1000;

    private const string Ask = """
        UPDATE reviews SET question = @question, asked_at = @at, answer = NULL, answered_at = NULL
        WHERE shop_id = @shop AND referral_id = @id
        """;

    private const string Reply = """
        UPDATE reviews SET answer = @answer, answered_at = @at
        WHERE shop_id = @shop AND referral_id = @id AND question IS NOT NULL AND answer IS NULL
        """;

    private const string Line = """
        SELECT t.detail FROM referral_timeline t JOIN reviews r ON r.shop_id = @shop AND r.referral_id = t.referral_id
        WHERE t.shop_id = @shop AND t.referral_id = @id AND t.timeline_id = @line AND t.type = 'asked' AND r.answer IS NULL
        """;

    private const string Asked = "The advocate was asked: ";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<QuestionRequest, ReferralAnswer>(
            "POST", "/v1/referrals/{id}/ask", Permission.ReferralsWrite, async (call, tx, request) =>
        {
            var asked = await Run(tx, call.RouteId<ReferralId>(), request.Question, call.Now);
            return asked.IsRefused ? asked.Refusal : Outcome.Ok(await ReferralAnswer.Of(tx, call.Shop, asked.Value));
        });
        routes.Write<AnswerRequest, ReferralAnswer>(
            "POST", "/v1/referrals/{id}/answer", Permission.ReferralsWrite, async (call, tx, request) =>
        {
            var answered = await Answer(tx, call.RouteId<ReferralId>(), request.Answer, call.Now);
            return answered.IsRefused ? answered.Refusal : Outcome.Ok(await ReferralAnswer.Of(tx, call.Shop, answered.Value));
        });
    }

    /// <summary>Asks; a new question takes the place of the one before.</summary>
    internal static async Task<Result<Referral>> Run(ShopTx tx, ReferralId id, string question, Instant now)
    {
        if (Check("question", question) is { } refusal)
        {
            return refusal;
        }

        if (await ReferralStore.Find(tx, id) is not { } referral)
        {
            return Refusal.NotFound("referral");
        }

        if (referral.Status != ReferralStatus.InReview)
        {
            return ReferralRefusals.NotPossibleNow(referral.Status, ReferralStep.Review);
        }

        if (await AdvocateQueries.Find(tx, referral.AdvocateId) is null or { IsErased: true })
        {
            return ReferralRefusals.AdvocateEarnsNothing;
        }

        tx.Enqueue(Ask, new { Id = id, Question = question.Trim(), At = now });
        var line = ReferralStore.Tell(tx, id, now, "asked", Asked + question.Trim());
        tx.Publish(new AdvocateAsked(id, referral.AdvocateId, line), now);
        return referral;
    }

    /// <summary>A question as it was asked; null once the newest one is answered, or the words are forgotten.</summary>
    /// <param name="db">The shop.</param>
    /// <param name="id">The case.</param>
    /// <param name="line">The question's line of the timeline.</param>
    internal static async Task<string?> Find(Reads db, ReferralId id, EventId line) =>
        await db.First<string>(Line, new { Id = id, Line = line }) is { } told && told.StartsWith(Asked, StringComparison.Ordinal)
            ? told[Asked.Length..]
            : null;

    /// <summary>Takes the answer to an open question.</summary>
    internal static async Task<Result<Referral>> Answer(ShopTx tx, ReferralId id, string answer, Instant now)
    {
        if (Check("answer", answer) is { } refusal)
        {
            return refusal;
        }

        if (await ReferralStore.Find(tx, id) is not { } referral)
        {
            return Refusal.NotFound("referral");
        }

        if (referral.Status != ReferralStatus.InReview
            || await tx.Execute(Reply, new { Id = id, Answer = answer.Trim(), At = now }) == 0)
        {
            return ReferralRefusals.NothingToAnswer;
        }

        ReferralStore.Tell(tx, id, now, "answered", $"The advocate answered: {answer.Trim()}");
        Notices.Raise(tx, "review_answered", id.ToString(), "An advocate answered a question about a referral.", now);
        tx.Publish(new AdvocateAnswered(id, referral.AdvocateId), now);
        return referral;
    }

    /// <summary>What is wrong with a text of somebody's; null when nothing is.</summary>
    internal static Refusal? Check(string field, string text) =>
        text.Trim() is not { Length: >= 1 and <= Longest } trimmed || trimmed.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            ? Refusal.Invalid(field, $"must have 1 to {Longest} characters")
            : null;
}
