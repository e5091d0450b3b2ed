using Vouch.Domain;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Referrals.Portal;

/// <summary>What an advocate decides about the own page and mails.</summary>
internal static class PortalSettings
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.OpenPost("/portal/{shopId}/settings", Save, Audience.Advocate);

    private static async Task<IResult> Save(HttpContext http, FormValues form)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit)
        {
            return PageResult.NotFound();
        }

        if (visit.Face.Languages.All(language => language.Code != form["language"]))
        {
            return await PortalPages.Page(visit, advocate, null, visit.Words["general.refused"], StatusCodes.Status409Conflict);
        }

        var patch = new UpdateAdvocateRequest { Locale = new Optional<string?>(form["language"]) };
        await visit.Db.Write(async tx => Refused.OrValue(
            await UpdateAdvocate.Run(tx, visit.Shop, advocate.AdvocateId, patch, visit.Now)));
        return PageResult.Go(visit.Root + "?done=settings");
    }
}
