using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Pages;

/// <summary>Approving, rejecting and reopening at the desk: the same decisions as by the API.</summary>
internal static class DecideReferralPage
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var what in Enum.GetValues<ReferralDecision>())
        {
            Map(routes, what);
        }

        Map(routes, "ask-veto", (tx, visit, id, _) => AskVeto.Again(tx, visit.Shop, id, visit.Now));
        routes.DeskPost("/referrals/{id}/ask", Permission.ReferralsWrite, Ask);
    }

    private static async Task<IResult> Ask(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<ReferralId>();
        var asked = await visit.Db.Write(tx => AskAdvocate.Run(tx, id, form["question"], visit.Now));
        return asked.IsRefused
            ? visit.Page<ReferralPage>(await ReferralPages.Load(visit, id, false, CaseTexts.NotAsked), StatusCodes.Status409Conflict)
            : visit.Go($"/referrals/{id}?done=1");
    }

    private static void Map(IEndpointRouteBuilder routes, ReferralDecision what) => Map(
        routes, WireName.Of(what), (tx, visit, id, form) => DecideReferral.Run(
            tx, visit.Shop, id, new ByHand(what, form["reason"], visit.Actor), visit.Now));

    private static void Map(
        IEndpointRouteBuilder routes, string deed, Func<ShopTx, DeskVisit, ReferralId, FormValues, Task<Result<Referral>>> run) =>
        routes.DeskPost($"/referrals/{{id}}/{deed}", Permission.ReferralsWrite, async (visit, form) =>
        {
            var id = visit.RouteId<ReferralId>();
            try
            {
                await visit.Db.Write(async tx => Refused.OrValue(await run(tx, visit, id, form)));
                return visit.Go($"/referrals/{id}?done=1");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                return visit.Page<ReferralPage>(
                    await ReferralPages.Load(visit, id, false, refused.Refusal.Sentence), StatusCodes.Status409Conflict);
            }
        });
}
