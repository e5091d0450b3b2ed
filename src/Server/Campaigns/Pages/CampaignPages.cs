using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Campaigns.Pages;

/// <summary>The desk's pages about campaigns: the list, the form with what it means beside it, one campaign with its results.</summary>
internal static class CampaignPages
{
    private const int PerPage = 25;
    private const int MostChoices = 200;
    private const string Here = "/campaigns";

    // What a typical order is where there is none yet, in whole units.
    private const int SomeUnits = 100;

    private const string Typical = """
        SELECT base_amount FROM orders WHERE shop_id = @shop AND status <> 'cancelled' AND base_amount > 0
        ORDER BY order_id DESC LIMIT 101
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.ProgramsRead, ShowList);
        routes.DeskPage(Here + "/new", Permission.ProgramsWrite, async visit =>
        {
            var programs = await ProgramQueries.List(visit.Db, null, MostChoices);
            var first = programs.Find(program => program.Status == ProgramStatus.Active) ?? programs.FirstOrDefault();
            return await Form(visit, null, CampaignForm.New(visit.Now, visit.Place, first?.ProgramId), 200);
        });
        routes.DeskPost(Here + "/new", Permission.ProgramsWrite, (visit, form) => Keep(visit, null, form));
        routes.DeskPost(Here + "/preview", Permission.ProgramsRead, async (visit, form) =>
            PageResult.Of<CampaignPreviewPart>(new { Model = await Preview(visit, form) }));
        routes.DeskPage(Here + "/{id}", Permission.ProgramsRead, visit => Show(visit, null));
        routes.DeskPage(Here + "/{id}/edit", Permission.ProgramsWrite, async visit =>
            await Find(visit) is var campaign
                ? await Form(visit, campaign, CampaignForm.Of(campaign.Terms, visit.Place), StatusCodes.Status200OK) : null!);
        routes.DeskPost(Here + "/{id}/edit", Permission.ProgramsWrite, async (visit, form) => await Keep(visit, await Find(visit), form));
        Step(routes, "schedule", ChangeCampaign.Schedule);
        Step(routes, "cancel", ChangeCampaign.Cancel);
        Step(routes, "end", ChangeCampaign.End);
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var after = visit.QueryId<CampaignId>("after");
        var found = await CampaignQueries.List(visit.Db, null, null, after, PerPage + 1);
        var lines = new List<CampaignLine>();
        foreach (var campaign in found.Take(PerPage))
        {
            lines.Add(await Line(visit, campaign));
        }

        return visit.Page<CampaignListPage>(new CampaignListModel(
            lines, found.Count > PerPage ? lines[^1].CampaignId : null, after is not null, visit.May(Permission.ProgramsWrite)));
    }

    private static async Task<IResult> Show(DeskVisit visit, string? refused)
    {
        var campaign = await Find(visit);
        return visit.Page<CampaignPage>(
            new CampaignModel(
                await Line(visit, campaign), campaign.Terms.ProgramId, campaign.Terms.SegmentId, campaign.Terms,
                CampaignForm.Say(campaign.Terms.AdvocateBonus, visit.Place), CampaignForm.Say(campaign.Terms.FriendBonus, visit.Place),
                await MeasureCampaign.Run(visit.Db, campaign, visit.Now), visit.May(Permission.ProgramsWrite),
                visit.Query("saved") is not null, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task<CampaignLine> Line(DeskVisit visit, Campaign campaign)
    {
        var (terms, place) = (campaign.Terms, visit.Place);
        var program = await ProgramQueries.Find(visit.Db, terms.ProgramId);
        var segment = terms.SegmentId is { } id ? (await SegmentStore.Find(visit.Db, id))?.Name ?? "a segment" : "everybody";
        string[] bonus =
        [
            terms.AdvocateBonus is null ? "" : "advocates: " + CampaignForm.Say(terms.AdvocateBonus, place),
            terms.FriendBonus is null ? "" : "friends: " + CampaignForm.Say(terms.FriendBonus, place),
        ];
        int? gone = campaign.Status == CampaignStatus.Running
            ? (int)Math.Clamp(100 * (visit.Now - terms.Window.StartsAt) / (terms.Window.EndsAt - terms.Window.StartsAt), 0, 100) : null;
        return new CampaignLine(
            campaign.CampaignId, terms.Name, program?.Terms.Name ?? "", WireName.Of(campaign.Status), terms.Window,
            CampaignTimes.Say(campaign.Status, terms.Window, visit.Now), gone,
            string.Join("; ", bonus.Where(part => part.Length > 0)),
            campaign.Audience is { } count ? $"{CampaignTexts.Count(count)}: {segment}" : segment);
    }

    private static async Task<IResult> Keep(DeskVisit visit, Campaign? known, FormValues form)
    {
        var request = known?.Status == CampaignStatus.Running
            ? CampaignForm.ReadRunning(form, visit.Place) : CampaignForm.Read(form, visit.Place);
        if (known is not null && !form.Wrong && form.IsOutdated(CampaignForm.Of(known.Terms, visit.Place)))
        {
            return await Form(visit, known, form, StatusCodes.Status409Conflict);
        }

        var unread = form.Wrong;
        try
        {
            var kept = await visit.Db.Write(async tx =>
            {
                var done = Refused.OrValue(known is null
                    ? await CampaignEndpoints.Create(tx, request, visit.Now)
                    : await CampaignEndpoints.Update(tx, known.CampaignId, request, visit.Now));
                return unread ? throw new RefusedException(Refusal.Invalid("", CampaignTexts.Wrong)) : done;
            });
            return visit.Go($"{Here}/{kept.CampaignId}?saved=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            CampaignForm.Explain(form, refused.Refusal);
            return await Form(visit, known, form, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Form(DeskVisit visit, Campaign? known, FormValues values, int status)
    {
        var programs = await ProgramQueries.List(visit.Db, null, MostChoices);
        var segments = await SegmentStore.List(visit.Db, null, MostChoices);
        return visit.Page<CampaignFormPage>(
            new CampaignFormModel(
                known?.CampaignId, known?.Terms.Name ?? CampaignTexts.New, values,
                [.. programs.Where(program => program.Status != ProgramStatus.Ended || program.ProgramId == known?.Terms.ProgramId)
                    .Select(program => (program.ProgramId.ToString(), program.Terms.Name))],
                [("", CampaignTexts.Everybody), .. segments.Select(segment => (segment.SegmentId.ToString(), segment.Name))],
                known?.Status == CampaignStatus.Running, await Preview(visit, values)),
            status);
    }

    private static async Task<CampaignPreview> Preview(DeskVisit visit, FormValues typed)
    {
        var request = CampaignForm.Read(typed, visit.Place);
        var parsed = CampaignParsing.Parse(typed["name"].Length == 0 ? request with { Name = CampaignTexts.New } : request);
        if (parsed.IsRefused || await ProgramQueries.Find(visit.Db, parsed.Value.ProgramId) is not { } program)
        {
            return new CampaignPreview([]);
        }

        var terms = parsed.Value;
        var rule = terms.SegmentId is { } id ? (await SegmentStore.Find(visit.Db, id))?.Rule : new SegmentRule();
        var audience = rule is null ? 0 : await SegmentMembers.Count(visit.Db, visit.Shop, rule, visit.Now);
        var orders = (await visit.Db.Query<long>(Typical)).Order().ToList();
        var order = orders.Count > 0 ? orders[orders.Count / 2] : (long)(SomeUnits * visit.Place.Currency.MinorPerUnit);
        string?[] sentences =
        [
            CampaignFit.Check(terms, program.Terms)?.Sentence,
            $"It would be for {CampaignTexts.Count(audience)} today" + (terms.SegmentId is null ? ", and for newcomers." : "."),
            Becomes("The advocate’s reward", program.Terms.AdvocateReward, Recipient.Advocate, terms, order, visit.Place),
            Becomes("The friend’s reward", program.Terms.FriendReward, Recipient.Friend, terms, order, visit.Place),
            terms.Announce ? "Those with an address who want mail are told when it begins." : null,
        ];
        return new CampaignPreview([.. sentences.OfType<string>()]);
    }

    private static string? Becomes(
        string what, RewardSpecification? reward, Recipient recipient, CampaignTerms terms, long order, Locality place)
    {
        var running = new RunningCampaign(default, terms.Window, terms);
        if (reward is null || CampaignBonus.Of(reward, recipient, running, terms.Window.StartsAt) is not { } bonus)
        {
            return null;
        }

        var (plain, raised) = (RewardWorth.Of(reward, order), RewardWorth.Of(reward with { Bonus = bonus }, order));
        return reward.Kind == RewardKind.Points
            ? $"{what} for an order of {place.ShortMoney(order)}: {place.Number(raised)} instead of {place.Number(plain)} points."
            : $"{what} for an order of {place.ShortMoney(order)}: {place.ShortMoney(raised)} instead of {place.ShortMoney(plain)}.";
    }

    private static void Step(IEndpointRouteBuilder routes, string word, Func<ShopTx, CampaignId, Instant, Task<Result<Campaign>>> step) =>
        routes.DeskPost(Here + "/{id}/" + word, Permission.ProgramsWrite, async (visit, _) =>
        {
            var id = visit.RouteId<CampaignId>();
            try
            {
                await visit.Db.Write(async tx => Refused.OrValue(await step(tx, id, visit.Now)));
                return visit.Go($"{Here}/{id}");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                return await Show(visit, refused.Refusal.Sentence);
            }
        });

    private static async Task<Campaign> Find(DeskVisit visit) =>
        await CampaignQueries.Find(visit.Db, visit.RouteId<CampaignId>()) ?? throw new RefusedException(CampaignRefusals.NoSuchCampaign);
}
