using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Whose stars they are; at least one of both is there.</summary>
/// <param name="ExternalId">The shop's customer id.</param>
/// <param name="Email">The address.</param>
public sealed record RatingCustomer(string? ExternalId = null, string? Email = null);

/// <summary>Stars that a customer gave in the shop, or at a place where reviews are gathered.</summary>
/// <param name="ExternalId">Names the rating: told again it is the same one.</param>
/// <param name="Customer">Whose.</param>
/// <param name="Stars">1–5.</param>
/// <param name="OrderExternalId">Of which order, by the shop's number.</param>
/// <param name="Text">The customer's own words.</param>
/// <param name="OccurredAt">When; now where it is missing.</param>
public sealed record RatingRequest(
    string ExternalId, RatingCustomer Customer, long Stars, string? OrderExternalId = null, string? Text = null,
    Instant? OccurredAt = null);

/// <summary>A rating as the contract shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ExternalId">As the shop names it.</param>
/// <param name="Stars">1–5.</param>
/// <param name="Text">The customer's own words.</param>
/// <param name="OrderExternalId">Of which order.</param>
/// <param name="CustomerExternalId">Whose; null where unknown, or erased.</param>
/// <param name="Email">Where the customer can be reached; null where unknown, or erased.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="ReceivedAt">When it was told.</param>
public sealed record RatingAnswer(
    RatingId Id, string ExternalId, long Stars, string? Text, string? OrderExternalId, string? CustomerExternalId, string? Email,
    Instant OccurredAt, Instant ReceivedAt);

/// <summary>Keeps star ratings; the lowest open a case.</summary>
internal static class RecordRating
{
    private const int LongestId = 200;
    private const int LongestText = 4_000;
    private const int LowStars = 2;

    private const string Columns = """
        rating_id AS id, external_id, stars, words AS text, order_external_id, customer_external_id, email, occurred_at, received_at
        """;

    private const string ByExternalId = "SELECT " + Columns + " FROM ratings WHERE shop_id = @shop AND external_id = @externalId";

    private const string Page = "SELECT " + Columns + """
         FROM ratings
        WHERE shop_id = @shop AND rating_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY rating_id DESC LIMIT @take
        """;

    private const string Insert = """
        INSERT INTO ratings (shop_id, rating_id, external_id, order_external_id, customer_external_id, email, stars, words, occurred_at,
            received_at)
        VALUES (@shop, @id, @externalId, @orderExternalId, @customerExternalId, @email, @stars, @text, @occurredAt, @receivedAt)
        ON CONFLICT (shop_id, external_id) DO NOTHING
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<RatingRequest, RatingAnswer>("POST", "/v1/ratings", Permission.FeedbackWrite, async (call, tx, request) =>
        {
            var kept = await Run(tx, call.Shop, request, call.Now);
            return kept.IsRefused ? kept.Refusal : kept.Value.IsNew ? Outcome.Created(kept.Value.Rating) : Outcome.Ok(kept.Value.Rating);
        }, StatusCodes.Status201Created).Produces<RatingAnswer>(200);
        routes.Read<ListOf<RatingAnswer>>("/v1/ratings", Permission.FeedbackRead, async call => Outcome.Ok(call.Page(
            await List(call.Db, call.QueryId<RatingId>("after"), call.Limit + 1), rating => rating.Id, rating => rating)));
    }

    /// <summary>The newest first.</summary>
    internal static Task<List<RatingAnswer>> List(Reads db, RatingId? after, int take) =>
        db.Query<RatingAnswer>(Page, new { After = after, Take = take });

    /// <summary>Keeps a rating; one that is known already stays as it came first.</summary>
    internal static async Task<Result<(RatingAnswer Rating, bool IsNew)>> Run(ShopTx tx, Shop shop, RatingRequest request, Instant now)
    {
        if (Check(request, now) is { } refusal)
        {
            return refusal;
        }

        var rating = new RatingAnswer(
            tx.NewId<RatingId>(), request.ExternalId.Trim(), request.Stars, Tidy(request.Text), Tidy(request.OrderExternalId),
            Tidy(request.Customer.ExternalId), Tidy(request.Customer.Email), request.OccurredAt ?? now, now);
        if (await tx.Execute(Insert, rating) == 0)
        {
            return ((await tx.First<RatingAnswer>(ByExternalId, new { rating.ExternalId }))!, false);
        }

        await FeedbackPeople.Add(
            tx, PersonKeys.Of(shop, rating.CustomerExternalId, rating.Email, null), FeedbackSource.Rating, rating.Id.Value, null);
        tx.Publish(new RatingReceived(rating.Id, rating.Stars, rating.OrderExternalId), now);
        if (rating.Stars <= LowStars)
        {
            await OpenCase.Run(tx, FeedbackSource.Rating, rating.Id.Value, now);
        }

        return (rating, true);
    }

    private static Refusal? Check(RatingRequest request, Instant now) =>
        !IsId(request.ExternalId) ? Refusal.Invalid("externalId", $"must have 1 to {LongestId} characters")
        : request.Stars is < 1 or > 5 ? Refusal.Invalid("stars", "must be from 1 to 5")
        : Tidy(request.Customer.ExternalId) is null && Tidy(request.Customer.Email) is null
            ? Refusal.Invalid("customer", "must have an externalId or an email")
        : request.Customer.ExternalId is { } customer && !IsId(customer)
            ? Refusal.Invalid("customer.externalId", $"must have 1 to {LongestId} characters")
        : Tidy(request.Customer.Email) is { } email && !EmailAddress.TryParse(email, out _)
            ? Refusal.Invalid("customer.email", "must be a mail address")
        : request.OrderExternalId is { } order && !IsId(order)
            ? Refusal.Invalid("orderExternalId", $"must have 1 to {LongestId} characters")
        : request.Text?.Length > LongestText ? Refusal.Invalid("text", $"must have at most {LongestText} characters")
        : request.OccurredAt is { } at && (at < Instant.Epoch || at > now.PlusDays(1))
            ? Refusal.Invalid("occurredAt", "must not lie in the future")
        : null;

    private static bool IsId(string text) => text.Trim() is { Length: > 0 and <= LongestId } tidy && !tidy.Any(char.IsControl);

    private static string? Tidy(string? text) => text?.Trim() is { Length: > 0 } tidy ? tidy : null;
}
