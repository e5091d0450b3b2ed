using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Languages;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Referrals.Portal;

/// <summary>The advocate's own money: what is left and runs out, taking a reward as another kind, and where cash is to be paid.</summary>
internal static class PortalMoney
{
    /// <summary>Where money goes is changed only right after coming in by a link: a stolen session is not enough.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.OpenPost("/portal/{shopId}/choose", Choose, Audience.Advocate);
        routes.OpenPost("/portal/{shopId}/payout-details", Save, Audience.Advocate);
    }

    internal static async Task<PortalMoneyModel> Load(
        PortalVisit visit, Advocate advocate, BalanceAnswer balance, IReadOnlyList<RewardAnswer> rewards, FormValues? values,
        string? notice)
    {
        var cash = balance.ByKind.GetValueOrDefault(WireName.Of(RewardKind.Cash));
        var paid = await PortalQueries.Payments(visit.Db, advocate.AdvocateId);
        var details = await PayoutDetails.Find(visit.Db, advocate.AdvocateId.ToString());
        var mayBePaid = cash is { Pending: > 0 } or { Available: > 0 } or { InTransit: > 0 };
        return new PortalMoneyModel(
            Kinds(balance, visit.Place), NextEnd(rewards, visit),
            [.. paid.Select(row => new PortalPayment(
                visit.Place.Money(row.Amount), visit.Words["portal.payment." + WireName.Of(row.Status)], WireName.Of(row.Status), row.At))],
            mayBePaid || details is not null && paid.Count > 0, details?.Answer(), await IsFresh(visit),
            values ?? new FormValues
            {
                ["name"] = details?.Name ?? advocate.Name ?? "", ["country"] = details?.Country ?? "", ["bic"] = details?.Bic ?? "",
            },
            notice);
    }

    /// <summary>What else a reward may be taken as, each with the words of its button.</summary>
    internal static IReadOnlyList<(string Kind, string Text)> Choices(Words words, RewardAnswer reward) =>
        [.. (reward.Choice ?? []).Select(kind => (WireName.Of(kind), words["portal.take_as." + WireName.Of(kind)]))];

    private static List<PortalKind> Kinds(BalanceAnswer balance, Locality place) =>
        [.. balance.ByKind.Where(pair => pair.Value.Available + pair.Value.Pending + pair.Value.InTransit != 0)
            .Select(pair => new PortalKind(
                PortalWords.Kind(place.Words, WireName.Parse<RewardKind>(pair.Key)), place.Money(pair.Value.Available),
                pair.Value.Pending == 0 ? null : place.Money(pair.Value.Pending),
                pair.Value.InTransit == 0 ? null : place.Money(pair.Value.InTransit)))];

    // What is spent first is what runs out first, so this is the day to know.
    private static string? NextEnd(IReadOnlyList<RewardAnswer> rewards, PortalVisit visit)
    {
        var next = rewards.Where(reward => reward is { Status: RewardStatus.Issued, ExpiresAt: not null, Left: > 0 })
            .MinBy(reward => reward.ExpiresAt!.Value.Milliseconds);
        if (next is not { ExpiresAt: { } end, Left: var left })
        {
            return null;
        }

        var what = next.Points is null
            ? visit.Words.Say($"reward.{WireName.Of(next.Kind)}_fixed", ("amount", visit.Place.ShortMoney(left)))
            : visit.Words.Count("reward.points", left);
        var days = LedgerDate.Today(visit.Shop, end).DayNumber - LedgerDate.Today(visit.Shop, visit.Now).DayNumber;
        return days <= 0 ? visit.Words.Say("portal.money.runs_out_today", ("what", OfferWords.Capital(what, visit.Place)))
            : visit.Words.Count(
                "portal.money.runs_out", days, ("what", OfferWords.Capital(what, visit.Place)), ("day", visit.Place.Day(end)));
    }

    private static async Task<bool> IsFresh(PortalVisit visit) => visit.Token is { } token
        && await PortalLinks.SignedInAt(visit.Db, token, visit.Wall) is { } since
        && visit.Wall.Milliseconds - since.Milliseconds <= Fresh.TotalMilliseconds;

    private static async Task<IResult> Choose(HttpContext http, FormValues form)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit)
        {
            return PageResult.NotFound();
        }

        if (!IdText.TryParse<RewardId>(form["reward"], out var id) || !WireName.TryParse<RewardKind>(form["kind"], out var kind)
            || await RewardQueries.Find(visit.Db, id) is not { } reward || reward.AdvocateId != advocate.AdvocateId)
        {
            return PageResult.NotFound();
        }

        try
        {
            await visit.Db.Write(async tx => Refused.OrValue(await ChooseReward.Run(tx, id, kind, visit.Now)));
            return PageResult.Go(visit.Root + "?done=chosen");
        }
        catch (RefusedException)
        {
            return await PortalPages.Page(visit, advocate, null, visit.Words["general.refused"], StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> Save(HttpContext http, FormValues form)
    {
        if (await PortalVisit.Of(http) is not { Advocate: { } advocate } visit)
        {
            return PageResult.NotFound();
        }

        if (!await IsFresh(visit))
        {
            return await PortalPages.Page(visit, advocate, null, visit.Words["portal.account.not_fresh"], StatusCodes.Status403Forbidden);
        }

        if (form["iban"].Length == 0)
        {
            form.Refuse("iban", visit.Words["portal.account.iban_needed"]);
            return await PortalPages.Page(visit, advocate, form, null, StatusCodes.Status400BadRequest);
        }

        try
        {
            var vault = http.RequestServices.GetRequiredService<Vault>();
            var request = new PayoutDetailsRequest(
                form["name"], form["iban"], Text(form, "bic"), Text(form, "country")?.ToUpperInvariant());
            await visit.Db.Write(async tx =>
                Refused.OrValue(await PayoutDetails.Save(tx, vault, advocate.AdvocateId.ToString(), request, visit.Now)));
            return PageResult.Go(visit.Root + "?done=account#payout");
        }
        catch (RefusedException refused)
        {
            Explain(form, refused.Refusal, visit.Words);
            return await PortalPages.Page(visit, advocate, form, null, StatusCodes.Status400BadRequest);
        }
    }

    private static void Explain(FormValues form, Refusal refusal, Words words)
    {
        var field = refusal.Field is "name" or "bic" or "country" ? refusal.Field : "iban";
        form.Refuse(field, words[$"portal.account.{field}_wrong"]);
    }

    private static string? Text(FormValues form, string name) => form[name].Length == 0 ? null : form[name];
}
