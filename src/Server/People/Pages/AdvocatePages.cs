using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Referrals;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Rewards;

namespace Vouch.Server.People.Pages;

/// <summary>The desk's page about one advocate: why rewards are where they are, and everything that led there.</summary>
internal static class AdvocatePages
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/advocates/{id}", Permission.AdvocatesRead, visit => Show(visit, null));
        routes.DeskPost("/advocates/{id}/block", Permission.AdvocatesWrite, (visit, _) => Change(visit, block: true));
        routes.DeskPost("/advocates/{id}/unblock", Permission.AdvocatesWrite, (visit, _) => Change(visit, block: false));
        routes.DeskPost("/advocates/{id}/testimonial", Permission.AdvocatesWrite, Judge);
        routes.DeskPost("/advocates/{id}/missing", Permission.AdvocatesWrite, Settle);
        NotePages.Map(routes, "/advocates/{id}", Permission.AdvocatesWrite, async visit =>
            (await AdvocateQueries.Find(visit.Db, visit.RouteId<AdvocateId>()))?.AdvocateId.ToString()
                ?? throw new RefusedException(Refusal.NotFound("advocate")));
    }

    private static async Task<IResult> Judge(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<AdvocateId>();
        await visit.Db.Write(async tx =>
        {
            await PublicProfile.Judge(tx, id, form["show"] == "yes", visit.Now);
            return true;
        });
        return visit.Go($"/advocates/{id}");
    }

    private static async Task<IResult> Settle(DeskVisit visit, FormValues form)
    {
        var id = visit.RouteId<AdvocateId>();
        if (IdText.TryParse<InquiryId>(form["inquiry"], out var inquiry))
        {
            await visit.Db.Write(async tx =>
            {
                await MissFriend.Settle(tx, id, inquiry, visit.Now);
                return true;
            });
        }

        return visit.Go($"/advocates/{id}");
    }

    internal static async Task<IResult> Show(DeskVisit visit, string? refused, FormValues? adjusting = null)
    {
        var id = visit.RouteId<AdvocateId>();
        var head = await AdvocatePageQueries.Head(visit.Db, id) ?? throw new RefusedException(Refusal.NotFound("advocate"));
        var model = new AdvocateModel(
            head,
            (await AdvocatePageQueries.Codes(visit.Db, id)).ConvertAll(code => code with { Url = Url(visit, code) }),
            await GetBalance.Of(visit.Db, visit.Shop.Currency, id),
            await LoadPerson.Run(visit, head),
            visit.May(Permission.AdvocatesWrite),
            refused,
            await AdjustPages.Model(visit, id, adjusting),
            new AdvocateVoice(await PublicProfile.Of(visit.Db, id), await MissFriend.Open(visit.Db, id)),
            await NotePages.Model(visit, id.ToString(), Permission.AdvocatesWrite));
        return visit.Page<AdvocatePage>(model, refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static string? Url(DeskVisit visit, AdvocateCode code) => code.Kind is "generated" or "vanity"
        ? AdvocateLinks.Url(visit.Shop, code.Code, WireName.Parse<CodeKind>(code.Kind), visit.Settings.PublicUrl)
        : null;

    private static async Task<IResult> Change(DeskVisit visit, bool block)
    {
        var id = visit.RouteId<AdvocateId>();
        try
        {
            await visit.Db.Write(async tx => Refused.OrValue(
                block ? await BlockAdvocate.Block(tx, id, visit.Now) : await BlockAdvocate.Unblock(tx, id, visit.Now)));
            return visit.Go($"/advocates/{id}");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await Show(visit, refused.Refusal.Sentence);
        }
    }
}
