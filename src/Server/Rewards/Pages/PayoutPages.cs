using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The desk's pages about payouts: what could be paid, what was, and each payout's way to the bank.</summary>
internal static class PayoutPages
{
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/payouts", Permission.PayoutsRead, visit => ShowList(visit, Asked(visit), null));
        routes.DeskPost("/payouts", Permission.PayoutsWrite, Make);
        routes.DeskPage("/payouts/{id}", Permission.PayoutsRead, visit => Show(visit, new FormValues { ["scope"] = "all" }, null));
        routes.DeskPage("/payouts/{id}/file", Permission.PayoutsWrite, Download);
        Step(routes, "approve", (tx, id, visit, _) => AdvancePayout.Approve(tx, id, visit.Actor, visit.Now));
        Step(routes, "send", (tx, id, visit, _) => AdvancePayout.Send(tx, id, visit.Actor, visit.Now));
        Step(routes, "cancel", (tx, id, visit, form) => AdvancePayout.Close(
            tx, id, PayoutStep.Cancel, new PayoutStepRequest(null, form["reason"] is { Length: > 0 } why ? why : null), visit.Actor,
            visit.Now));
        routes.DeskPost("/payouts/{id}/bank", Permission.PayoutsWrite, EnterBank);
        PayoutSettingsPages.Map(routes);
    }

    private static FormValues Asked(DeskVisit visit)
    {
        var canTransfer = visit.Shop is { Currency: "EUR", Finance.Iban: not null };
        return new FormValues
        {
            ["method"] = visit.Query("method") ?? (canTransfer ? "sepa" : "csv"),
            ["minimum"] = visit.Query("minimum") ?? (visit.Shop.Finance.PayoutMinimum is { } least ? visit.Place.Plain(least) : ""),
        };
    }

    private static async Task<IResult> ShowList(DeskVisit visit, FormValues values, string? refused)
    {
        var after = visit.QueryId<PayoutId>("after");
        var payouts = await PayoutStore.List(visit.Db, after, PerPage + 1);
        var request = Read(values, visit.Place);
        var preview = request is null ? new PayoutPreview([], [], PayoutTexts.NotAnAmount) : await PreviewOf(visit, request);
        return visit.Page<PayoutListPage>(
            new PayoutListModel(
                [.. payouts.Take(PerPage).Select(payout => PayoutAnswer.Of(payout, []))], preview, values,
                payouts.Count > PerPage ? payouts[PerPage - 1].PayoutId : null, after is not null,
                visit.May(Permission.PayoutsWrite), visit.May(Permission.ShopWrite), visit.Shop.Finance.Country is not null, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private static CreatePayoutRequest? Read(FormValues form, Locality place)
    {
        if (!WireName.TryParse<PayoutMethod>(form["method"], out var method))
        {
            form.Refuse("method", PayoutTexts.NotAMethod);
            return null;
        }

        if (form["minimum"].Length == 0)
        {
            return new CreatePayoutRequest(method, 1);
        }

        if (place.Minor(form["minimum"]) is { } minimum)
        {
            return new CreatePayoutRequest(method, minimum);
        }

        form.Refuse("minimum", PayoutTexts.NotAnAmount);
        return null;
    }

    private static async Task<PayoutPreview> PreviewOf(DeskVisit visit, CreatePayoutRequest request)
    {
        var lines = await CreatePayout.Preview(visit.Db, visit.Shop, request);
        if (lines.IsRefused)
        {
            // What stands in the way of this way is said; who has cash is shown all the same.
            var csv = await CreatePayout.Preview(visit.Db, visit.Shop, request with { Method = PayoutMethod.Csv });
            return new PayoutPreview([], csv.IsRefused ? [] : csv.Value, lines.Refusal.Sentence);
        }

        var known = lines.Value.OrderByDescending(line => line.Amount).ToLookup(line => line.WhyNot is null);
        return new PayoutPreview([.. known[true]], [.. known[false]], null);
    }

    private static async Task<IResult> Make(DeskVisit visit, FormValues form)
    {
        if (Read(form, visit.Place) is not { } request)
        {
            return await ShowList(visit, form, PayoutTexts.NotAnAmount);
        }

        try
        {
            var vault = visit.Services.GetRequiredService<Vault>();
            var made = await visit.Db.Write(async tx =>
                Refused.OrValue(await CreatePayout.Run(tx, visit.Shop, vault, request, visit.Actor, visit.Now)));
            return visit.Go($"/payouts/{made.Payout.PayoutId}");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await ShowList(visit, form, refused.Refusal.Sentence);
        }
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, string? refused)
    {
        var payout = await PayoutStore.Find(visit.Db, visit.RouteId<PayoutId>()) ?? throw new RefusedException(Refusal.NotFound("payout"));
        var names = await Actors.Names(visit.Db, [payout.CreatedBy, payout.ApprovedBy]);
        return visit.Page<PayoutPage>(
            new PayoutModel(
                await PayoutAnswer.Of(visit.Db, payout), Skip(visit), names[payout.CreatedBy],
                payout.ApprovedBy is { } second ? names[second] : null, payout.CreatedBy == visit.Actor,
                visit.May(Permission.PayoutsWrite), values, visit.Query("saved") is not null, refused),
            refused is null && !values.Wrong ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>How many rows of a list that is known whole stand on the pages before.</summary>
    internal static int Skip(DeskVisit visit) =>
        int.TryParse(visit.Query("skip"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static async Task<IResult> Download(DeskVisit visit)
    {
        var file = await DownloadPayout.Of(
            visit.Db, visit.Shop, visit.Services.GetRequiredService<Vault>(), visit.RouteId<PayoutId>());
        return file.IsRefused
            ? await Show(visit, new FormValues { ["scope"] = "all" }, file.Refusal.Sentence)
            : PageResult.File(file.Value);
    }

    private static async Task<IResult> EnterBank(DeskVisit visit, FormValues form)
    {
        var items = form["items"].Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => IdText.TryParse<PayoutItemId>(text, out var id) ? id : default).ToList();
        if (form["outcome"] is not ("settle" or "fail"))
        {
            form.Refuse("outcome", PayoutTexts.ChooseOutcome);
        }

        if (form["scope"] == "ticked" && items.Count == 0)
        {
            form.Refuse("scope", PayoutTexts.TickFirst);
        }

        if (!form.Ticked("checked"))
        {
            form.Refuse("checked", PayoutTexts.TickChecked);
        }

        if (form.Wrong)
        {
            return await Show(visit, form, null);
        }

        var step = form["outcome"] == "settle" ? PayoutStep.Settle : PayoutStep.Fail;
        var reason = step == PayoutStep.Fail && form["reason"].Length > 0 ? form["reason"] : null;
        var wish = new PayoutStepRequest(form["scope"] == "ticked" ? items : null, reason);
        return await Take(visit, form, tx => AdvancePayout.Close(tx, visit.RouteId<PayoutId>(), step, wish, visit.Actor, visit.Now));
    }

    private static void Step(
        IEndpointRouteBuilder routes, string word, Func<ShopTx, PayoutId, DeskVisit, FormValues, Task<Result<Payout>>> step) =>
        routes.DeskPost("/payouts/{id}/" + word, Permission.PayoutsWrite, (visit, form) =>
            Take(visit, new FormValues { ["scope"] = "all" }, tx => step(tx, visit.RouteId<PayoutId>(), visit, form)));

    private static async Task<IResult> Take(DeskVisit visit, FormValues values, Func<ShopTx, Task<Result<Payout>>> step)
    {
        try
        {
            var payout = await visit.Db.Write(async tx => Refused.OrValue(await step(tx)));
            return visit.Go($"/payouts/{payout.PayoutId}?saved=1");
        }
        catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
        {
            return await Show(visit, values, refused.Refusal.Sentence);
        }
    }
}
