using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Whether a case still waits for a person.</summary>
public enum CaseStatus { Open, Closed }

/// <summary>An unhappy customer, with what they said.</summary>
/// <param name="Id">The case.</param>
/// <param name="Source">What it came of.</param>
/// <param name="SurveyId">The survey; null for a rating.</param>
/// <param name="RatingId">The rating; null for a survey.</param>
/// <param name="OrderId">The order that was asked about; null for a rating.</param>
/// <param name="OrderExternalId">The shop's number of the rated order; null for a survey, or where it is not known.</param>
/// <param name="Score">The answer, 0–10; null for a rating.</param>
/// <param name="Stars">1–5; null for a survey.</param>
/// <param name="Words">In the customer's own words.</param>
/// <param name="Email">Where the customer can be reached; null where unknown, or erased.</param>
/// <param name="Status">Whether it is open.</param>
/// <param name="OpenedAt">Since when.</param>
/// <param name="ClosedAt">Until when.</param>
/// <param name="ClosedBy">By whom: the id of a member of staff or of a key.</param>
/// <param name="Note">What was done.</param>
public sealed record CaseAnswer(
    FeedbackCaseId Id, FeedbackSource Source, SurveyId? SurveyId, RatingId? RatingId, OrderId? OrderId, string? OrderExternalId,
    long? Score, long? Stars, string? Words, string? Email, CaseStatus Status, Instant OpenedAt, Instant? ClosedAt, string? ClosedBy,
    string? Note);

/// <summary>Closes a case.</summary>
/// <param name="Note">What was done; null for nothing to say.</param>
public sealed record CloseCaseRequest(string? Note = null);

/// <summary>Shows and closes cases.</summary>
internal static class FeedbackCases
{
    private const int LongestNote = 2_000;

    private const string Select = """
        SELECT c.case_id AS id, c.source, s.survey_id, r.rating_id, s.order_id, r.order_external_id, s.score, r.stars,
            coalesce(s.words, r.words) AS words, coalesce(s.email, r.email) AS email, c.status, c.opened_at, c.closed_at, c.closed_by,
            c.note
        FROM feedback_cases c
        LEFT JOIN surveys s ON s.shop_id = @shop AND c.source = 'survey' AND s.survey_id = c.source_id
        LEFT JOIN ratings r ON r.shop_id = @shop AND c.source = 'rating' AND r.rating_id = c.source_id
        WHERE c.shop_id = @shop
        """;

    private const string ById = Select + " AND c.case_id = @id";

    private const string Page = Select + """
         AND c.case_id < coalesce(CAST(@after AS bigint), 9223372036854775807) AND (CAST(@status AS text) IS NULL OR c.status = @status)
        ORDER BY c.case_id DESC LIMIT @take
        """;

    private const string Close = """
        UPDATE feedback_cases SET status = 'closed', closed_at = @at, closed_by = @actor, note = @note
        WHERE shop_id = @shop AND case_id = @id AND status = 'open'
        """;

    private const string AnyOpen = "SELECT 1 FROM feedback_cases WHERE shop_id = @shop AND status = 'open' LIMIT 1";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ListOf<CaseAnswer>>("/v1/feedback-cases", Permission.FeedbackRead, async call => Outcome.Ok(call.Page(
            await List(call.Db, call.QueryEnum<CaseStatus>("status"), call.QueryId<FeedbackCaseId>("after"), call.Limit + 1),
            row => row.Id, row => row))).WithMetadata(new QueryParameter("status", "Only those that are open, or closed."));
        routes.Write<CloseCaseRequest, CaseAnswer>(
            "POST", "/v1/feedback-cases/{id}/close", Permission.FeedbackWrite, async (call, tx, request) => Outcome.Of(
                await Run(tx, call.RouteId<FeedbackCaseId>(), request.Note, call.Caller.KeyId.ToString(), call.Now), closed => closed));
    }

    /// <summary>The newest first.</summary>
    internal static Task<List<CaseAnswer>> List(Reads db, CaseStatus? status, FeedbackCaseId? after, int take) =>
        db.Query<CaseAnswer>(Page, new { Status = status is { } only ? WireName.Of(only) : null, After = after, Take = take });

    /// <summary>A person has looked after the customer.</summary>
    internal static async Task<Result<CaseAnswer>> Run(ShopTx tx, FeedbackCaseId id, string? note, string actor, Instant now)
    {
        var tidy = note?.Trim() is { Length: > 0 } said ? said : null;
        if (tidy?.Length > LongestNote)
        {
            return Refusal.Invalid("note", $"must have at most {LongestNote} characters");
        }

        if (await tx.First<CaseAnswer>(ById, new { Id = id }) is null)
        {
            return FeedbackRefusals.NoSuchCase;
        }

        if (await tx.Execute(Close, new { Id = id, At = now, Actor = actor, Note = tidy }) == 0)
        {
            return FeedbackRefusals.CaseIsClosed;
        }

        if (await tx.First<long?>(AnyOpen) is null)
        {
            Notices.Clear(tx, OpenCase.Notice, tx.Shop.ToString(), now);
        }

        tx.Publish(new FeedbackCaseClosed(id), now);
        return (await tx.First<CaseAnswer>(ById, new { Id = id }))!;
    }
}
