using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
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
    }

    private static void Map(IEndpointRouteBuilder routes, ReferralDecision what) =>
        routes.DeskPost($"/referrals/{{id}}/{WireName.Of(what)}", Permission.ReferralsWrite, async (visit, form) =>
        {
            var id = visit.RouteId<ReferralId>();
            try
            {
                await visit.Db.Write(async tx => Refused.OrValue(
                    await DecideReferral.Run(tx, visit.Shop, id, new ByHand(what, form["reason"], visit.Actor), visit.Now)));
                return visit.Go($"/referrals/{id}?done=1");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                return visit.Page<ReferralPage>(
                    await ReferralPages.Load(visit, id, false, refused.Refusal.Sentence), StatusCodes.Status409Conflict);
            }
        });
}
