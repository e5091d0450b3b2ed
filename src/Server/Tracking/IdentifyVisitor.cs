using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>A sign-in at the shop: this visitor is this customer.</summary>
/// <param name="ClickId">A click of the visitor.</param>
/// <param name="Customer">Who it is; with a secret key.</param>
/// <param name="CustomerToken">The shop's word on who it is; with a publishable key.</param>
public sealed record IdentifyRequest(ClickId ClickId, IdentifiedCustomer? Customer = null, string? CustomerToken = null);

/// <summary>Who a visitor is.</summary>
public sealed record IdentifiedCustomer(string? ExternalId = null, string? Email = null);

/// <summary>What was noted.</summary>
public sealed record IdentifyAnswer(ClickId ClickId, bool Identified);

/// <summary>Keeps that a visitor is a customer; evidence for orders after it.</summary>
public static class IdentifyVisitor
{
    private const string VisitorOf = "SELECT visitor FROM clicks WHERE shop_id = @shop AND click_id = @clickId AND kind = 'human'";

    // The first sign-in counts: what it is evidence for must not be taken back by a later one.
    private const string Insert = """
        INSERT INTO visitor_people (shop_id, visitor, person_key, at) VALUES (@shop, @visitor, @personKey, @at)
        ON CONFLICT (shop_id, visitor, person_key) DO NOTHING
        """;

    /// <summary>Notes who the visitor of a click is, under each of the person's keys.</summary>
    public static async Task<Result<IdentifyAnswer>> Run(ShopTx tx, ClickId click, IReadOnlyList<string> personKeys, Instant now)
    {
        if (personKeys.Count == 0)
        {
            return TrackingRefusals.WhoIsItNotSaid;
        }

        if (await tx.First<string>(VisitorOf, new { ClickId = click }) is not { } visitor)
        {
            return TrackingRefusals.NoSuchClick;
        }

        var isNew = false;
        foreach (var key in personKeys)
        {
            isNew |= await tx.Execute(Insert, new { Visitor = visitor, PersonKey = key, At = now }) > 0;
        }

        if (isNew)
        {
            tx.Publish(new VisitorIdentified(click), now);
        }

        return new IdentifyAnswer(click, true);
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<IdentifyRequest, IdentifyAnswer>(
            "POST",
            "/v1/identify",
            Permission.TrackingWrite,
            Audience.SecretKey | Audience.PublishableKey,
            async (call, tx, request) =>
            {
                var keys = KeysOf(call, tx, request);
                return keys.IsRefused ? keys.Refusal : Outcome.Of(await Run(tx, request.ClickId, keys.Value, call.Now), answer => answer);
            });

    private static Result<IReadOnlyList<string>> KeysOf(Call call, ShopTx tx, IdentifyRequest request)
    {
        if (request.CustomerToken is { } token)
        {
            var customer = CustomerToken.Read(token, call.Shop.CustomerTokenSecret, tx.Wall);
            return customer.IsRefused
                ? customer.Refusal
                : new List<string>(PersonKeys.Of(call.Shop, customer.Value.ExternalId, customer.Value.Email.Given, null));
        }

        return call.Caller.IsShop
            ? new List<string>(PersonKeys.Of(call.Shop, request.Customer?.ExternalId, request.Customer?.Email, null))
            : TrackingRefusals.NeedsCustomerToken;
    }
}
