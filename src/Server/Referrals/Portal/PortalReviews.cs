using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Languages;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>The advocate's word in a case of theirs: the answer to a question, and another look at what was turned down.</summary>
internal static class PortalReviews
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPost("/portal/{shopId}/answer", (http, form) => Take(http, form, "answered", (tx, visit, id) =>
            AskAdvocate.Answer(tx, id, form["text"], visit.Now)), Audience.Advocate);
        routes.OpenPost("/portal/{shopId}/appeal", (http, form) => Take(http, form, "appealed", (tx, visit, id) =>
            AppealReferral.Run(tx, visit.Shop, id, form["text"], visit.Now)), Audience.Advocate);
    }

    /// <summary>A friend's line, with what its advocate may say about it now.</summary>
    internal static PortalFriend Friend(PortalReferral row, Words words, string? due, Instant now) => new(
        Initials.First(row.FriendName), row.CreatedAt, row.Status, PortalWords.State(words, row.Status, row.Reason, row.RewardNote, due),
        row is { Status: "in_review", Question: { } question } ? (row.ReferralId, question) : null,
        AppealReferral.IsPossible(WireName.Parse<ReferralStatus>(row.Status), row.HasOrder, row.AppealedAt, row.UpdatedAt, now)
            ? row.ReferralId : null);

    // A case of somebody else's is none: the same answer as for one that does not exist.
    private static async Task<IResult> Take(
        HttpContext http, FormValues form, string done, Func<ShopTx, PortalVisit, ReferralId, Task<Result<Referral>>> write)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit
            || !IdText.TryParse<ReferralId>(form["referral"], out var id)
            || await ReferralStore.Find(visit.Db, id) is not { } referral || referral.AdvocateId != advocate.AdvocateId)
        {
            return PageResult.NotFound();
        }

        try
        {
            await visit.Db.Write(async tx => Refused.OrValue(await write(tx, visit, id)));
            return PageResult.Go($"{visit.Root}?done={done}");
        }
        catch (RefusedException refused)
        {
            var why = visit.Words[refused.Refusal.Field == "text" ? "portal.review.text_missing"
                : refused.Refusal.Kind == RefusalKind.Invalid ? "general.wrong_form.text" : "general.refused"];
            return await PortalPages.Page(visit, advocate, null, why, StatusCodes.Status409Conflict);
        }
    }
}
