using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Attribution;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Why the advocate thinks that a rejection is wrong.</summary>
public sealed record AppealRequest(string Text);

/// <summary>An advocate asks for another look at a rejection: once a case, and then a person decides.</summary>
internal static class AppealReferral
{
    private const string Put = """
        INSERT INTO reviews (shop_id, referral_id, cause, opened_at, reminded, appeal, appealed_at)
        VALUES (@shop, @id, 'appeal', @at, 0, @text, @at)
        ON CONFLICT (shop_id, referral_id) DO UPDATE SET appeal = excluded.appeal, appealed_at = excluded.appealed_at
        """;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<AppealRequest, ReferralAnswer>(
            "POST", "/v1/referrals/{id}/appeal", Permission.ReferralsWrite, async (call, tx, request) =>
        {
            var appealed = await Run(tx, call.Shop, call.RouteId<ReferralId>(), request.Text, call.Now);
            return appealed.IsRefused ? appealed.Refusal : Outcome.Ok(await ReferralAnswer.Of(tx, call.Shop, appealed.Value));
        });

    /// <summary>True while a rejection may be appealed.</summary>
    internal static bool IsPossible(Referral referral, Review? review, Instant now) =>
        IsPossible(referral.Status, referral.OrderId is not null, review?.AppealedAt, referral.UpdatedAt, now);

    /// <summary>The same, of what a list reads.</summary>
    internal static bool IsPossible(ReferralStatus status, bool hasOrder, Instant? appealedAt, Instant updatedAt, Instant now) =>
        status == ReferralStatus.Rejected && hasOrder && appealedAt is null
        && now <= updatedAt.PlusDays(ReviewAgeing.AppealWithinDays);

    /// <summary>Puts a rejected case before a person again, with the advocate's words.</summary>
    internal static async Task<Result<Referral>> Run(ShopTx tx, Shop shop, ReferralId id, string text, Instant now)
    {
        if (AskAdvocate.Check("text", text) is { } refusal)
        {
            return refusal;
        }

        if (await ReferralStore.Find(tx, id) is not { } referral)
        {
            return Refusal.NotFound("referral");
        }

        if (!IsPossible(referral, await ReviewReferral.Find(tx, id), now) || referral.OrderId is not { } orderId)
        {
            return ReferralRefusals.NoAppeal;
        }

        await tx.Execute(Put, new { Id = id, Text = text.Trim(), At = now });
        var order = await OrderQueries.Load(tx, shop, orderId);
        var decision = await AttributionQueries.Load(tx, orderId);
        var terms = await Programs.ProgramQueries.Terms(tx, referral.ProgramId, referral.ProgramVersion);
        tx.Publish(new ReferralAppealed(id, referral.AdvocateId), now);
        return await ReviewReferral.Reopen(
            tx, shop, new OrderCase(order, decision, terms), referral, ReviewCause.Appeal, $"The advocate appeals: {text.Trim()}", now);
    }
}
