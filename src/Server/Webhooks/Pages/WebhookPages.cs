using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Platform.Pages.Parts;

namespace Vouch.Server.Webhooks.Pages;

/// <summary>The desk's pages about webhooks: the endpoints and how they are, one with its log, one delivery.</summary>
internal static class WebhookPages
{
    private const int PerPage = 25;
    private const string Here = "/webhooks";

    private static readonly JsonSerializerOptions Indented = new(WireJson.Options) { WriteIndented = true };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage(Here, Permission.ShopWrite, ShowList);
        routes.DeskPage(Here + "/new", Permission.ShopWrite, visit => Task.FromResult(
            Form(visit, null, new FormValues { ["everything"] = "on" }, [], StatusCodes.Status200OK)));
        routes.DeskPost(Here + "/new", Permission.ShopWrite, Make);
        routes.DeskPage(Here + "/{id}", Permission.ShopWrite, visit => Show(visit));
        routes.DeskPage(Here + "/{id}/edit", Permission.ShopWrite, Edit);
        routes.DeskPost(Here + "/{id}/edit", Permission.ShopWrite, Change);
        routes.DeskPost(Here + "/{id}/secret", Permission.ShopWrite, NewSecret);
        routes.DeskPost(Here + "/{id}/test", Permission.ShopWrite, Test);
        routes.DeskPost(Here + "/{id}/on", Permission.ShopWrite, (visit, _) => Switch(visit, true));
        routes.DeskPost(Here + "/{id}/off", Permission.ShopWrite, (visit, _) => Switch(visit, false));
        routes.DeskPost(Here + "/{id}/delete", Permission.ShopWrite, Delete);
        routes.DeskPage(Here + "/{id}/deliveries/{deliveryId}", Permission.ShopWrite, visit => ShowDelivery(visit, null));
        routes.DeskPost(Here + "/{id}/deliveries/{deliveryId}/retry", Permission.ShopWrite, Retry);
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var lines = new List<EndpointAnswer>();
        foreach (var endpoint in await EndpointStore.All(visit.Db, null, CreateEndpoint.Most))
        {
            lines.Add(await EndpointAnswer.Of(visit.Db, endpoint));
        }

        return visit.Page<WebhooksPage>(new WebhooksModel(lines));
    }

    private static async Task<IResult> Show(DeskVisit visit, string? secret = null, TestAnswer? test = null)
    {
        var endpoint = await Find(visit);
        DeliveryStatus? status = WireName.TryParse<DeliveryStatus>(visit.Query("status"), out var only) ? only : null;
        var after = visit.QueryId<DeliveryId>("after");
        var rows = await DeliveryStore.List(visit.Db, endpoint.EndpointId, status, after, PerPage + 1);
        var shown = rows.Take(PerPage).ToList();
        return visit.Page<WebhookPage>(new WebhookModel(
            await EndpointAnswer.Of(visit.Db, endpoint), shown.ConvertAll(DeliveryAnswer.Of), status,
            rows.Count > PerPage ? shown[^1].DeliveryId : null, after is not null, secret, test, visit.Query("saved") is not null));
    }

    private static async Task<IResult> Make(DeskVisit visit, FormValues form)
    {
        var wishes = Wishes(form);
        try
        {
            var (endpoint, secret) = await visit.Db.Write(async tx => Refused.OrValue(await CreateEndpoint.Run(
                tx, visit.Shop, new EndpointRequest(form["url"], wishes, form["description"]), visit.Services)));
            return visit.Page<WebhookPage>(
                new WebhookModel(EndpointAnswer.Of(endpoint, 0), [], null, null, false, secret), StatusCodes.Status200OK);
        }
        catch (RefusedException refused)
        {
            Explain(form, refused.Refusal);
            return Form(visit, null, form, wishes, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> Edit(DeskVisit visit)
    {
        var endpoint = await Find(visit);
        var values = new FormValues
        {
            ["url"] = endpoint.Url, ["description"] = endpoint.Description ?? "",
            ["everything"] = endpoint.Wishes is [EventNames.All] ? "on" : "",
        };
        return Form(visit, endpoint.EndpointId, values, endpoint.Wishes, StatusCodes.Status200OK);
    }

    private static async Task<IResult> Change(DeskVisit visit, FormValues form)
    {
        var (id, wishes) = (visit.RouteId<EndpointId>(), Wishes(form));
        try
        {
            var before = await Find(visit);
            await visit.Db.Write(async tx => Refused.OrValue(await ChangeEndpoint.Change(tx, visit.Shop, id, new EndpointPatch
            {
                Url = form["url"] == before.Url ? default(Optional<string>) : form["url"], Events = new(wishes),
                Description = form["description"],
            }, visit.Settings)));
            return visit.Go($"{Here}/{id}?saved=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            Explain(form, refused.Refusal);
            return Form(visit, id, form, wishes, StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> NewSecret(DeskVisit visit, FormValues form) => await Show(visit, await visit.Db.Write(
        async tx => Refused.OrValue(await ChangeEndpoint.NewSecret(tx, visit.RouteId<EndpointId>(), visit.Services))));

    private static async Task<IResult> Test(DeskVisit visit, FormValues form) => await Show(visit, null, await SendTest.Run(
        visit.Db, visit.RouteId<EndpointId>(), visit.Now, visit.Services, visit.Aborted));

    private static async Task<IResult> Switch(DeskVisit visit, bool on)
    {
        var id = visit.RouteId<EndpointId>();
        await visit.Db.Write(async tx => Refused.OrValue(await ChangeEndpoint.Change(
            tx, visit.Shop, id, new EndpointPatch { Enabled = on }, visit.Settings)));
        return visit.Go($"{Here}/{id}?saved=1");
    }

    private static async Task<IResult> Delete(DeskVisit visit, FormValues form)
    {
        if (await visit.Db.Write(tx => ChangeEndpoint.Delete(tx, visit.Shop, visit.RouteId<EndpointId>())) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        return visit.Go(Here);
    }

    private static async Task<IResult> ShowDelivery(DeskVisit visit, string? refused)
    {
        var endpoint = await Find(visit);
        var delivery = await DeliveryStore.Find(visit.Db, endpoint.EndpointId, visit.RouteId<DeliveryId>("deliveryId"))
            ?? throw new RefusedException(WebhookRefusals.NoSuchDelivery);
        var detail = await DeliveryDetail.Of(visit.Db, delivery);
        return visit.Page<DeliveryPage>(
            new DeliveryModel(
                await EndpointAnswer.Of(visit.Db, endpoint), detail, JsonSerializer.Serialize(detail.Payload, Indented),
                visit.Query("again") is not null, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Retry(DeskVisit visit, FormValues form)
    {
        var (id, delivery) = (visit.RouteId<EndpointId>(), visit.RouteId<DeliveryId>("deliveryId"));
        try
        {
            await visit.Db.Write(async tx => Refused.OrValue(await SendAgain.Retry(tx, id, delivery)));
            return visit.Go($"{Here}/{id}/deliveries/{delivery}?again=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await ShowDelivery(visit, refused.Refusal.Sentence);
        }
    }

    private static async Task<Endpoint> Find(DeskVisit visit) => await EndpointStore.Find(visit.Db, visit.RouteId<EndpointId>())
        ?? throw new RefusedException(WebhookRefusals.NoSuchEndpoint);

    private static IResult Form(DeskVisit visit, EndpointId? id, FormValues values, IReadOnlyList<string> ticked, int status) =>
        visit.Page<WebhookFormPage>(new WebhookFormModel(id, values, ticked), status);

    // Ticked boxes of one name arrive with commas between.
    private static List<string> Wishes(FormValues form) => form.Ticked("everything")
        ? [EventNames.All] : [.. form["events"].Split(',', StringSplitOptions.RemoveEmptyEntries)];

    private static void Explain(FormValues form, Refusal refusal)
    {
        form.Refuse(refusal.Kind == RefusalKind.Invalid ? WebhookTexts.NotSaved : Sentence.Of(refusal.Sentence));
        var errors = refusal.Errors ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? ""] = [refusal.Sentence] };
        foreach (var (path, sentences) in errors)
        {
            var words = string.Join(' ', sentences);
            form.Refuse(path.Split('[')[0], Sentence.Of(words[..1].ToUpperInvariant() + words[1..]) + (words.EndsWith('?') ? "" : "."));
        }
    }
}
