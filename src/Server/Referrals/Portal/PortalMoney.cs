using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;
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
                visit.Place.Money(row.Amount), PayoutTexts.State(row.Status), WireName.Of(row.Status), row.At))],
            mayBePaid || details is not null && paid.Count > 0, details?.Answer(), await IsFresh(visit),
            values ?? new FormValues
            {
                ["name"] = details?.Name ?? advocate.Name ?? "", ["country"] = details?.Country ?? "", ["bic"] = details?.Bic ?? "",
            },
            notice);
    }

    /// <summary>What else a reward may be taken as, each with the words of its button.</summary>
    internal static IReadOnlyList<(string Kind, string Text)> Choices(RewardAnswer reward) =>
        [.. (reward.Choice ?? []).Select(kind => (WireName.Of(kind), PortalTexts.TakeAs(kind)))];

    /// <summary>What comes next of a given reward that is not spent in the shop; null for any other.</summary>
    internal static string? When(RewardAnswer reward) => reward switch
    {
        { Status: not RewardStatus.Issued } => null,
        { Kind: RewardKind.Cash, Left: 0 } => PortalTexts.CashLeaves,
        { Kind: RewardKind.Cash } => PortalTexts.CashWaits,
        { Kind: RewardKind.Custom or RewardKind.EarlyAccess } or { Kind: RewardKind.GiftCard, CouponCode: null, Left: > 0 } =>
            PortalTexts.HandedOver,
        _ => null,
    };

    private static List<PortalKind> Kinds(BalanceAnswer balance, Locality place) =>
        [.. balance.ByKind.Where(pair => pair.Value.Available + pair.Value.Pending + pair.Value.InTransit != 0)
            .Select(pair => new PortalKind(
                RewardTexts.Kind(WireName.Parse<RewardKind>(pair.Key)), place.Money(pair.Value.Available),
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
            ? $"{visit.Place.ShortMoney(left)} {RewardWords.As(next.Kind)}" : $"{visit.Place.Number(left)} points";
        var days = LedgerDate.Today(visit.Shop, end).DayNumber - LedgerDate.Today(visit.Shop, visit.Now).DayNumber;
        return PortalTexts.RunsOut(what, visit.Place.Day(end), days);
    }

    private static async Task<bool> IsFresh(PortalVisit visit) => visit.Token is { } token
        && await PortalLinks.SignedInAt(visit.Db, token, visit.Wall) is { } since
        && visit.Wall.Milliseconds - since.Milliseconds <= Fresh.TotalMilliseconds;

    private static async Task<IResult> Choose(HttpContext http, FormValues form)
    {
        if (await SignedIn(http) is not ({ } visit, { } advocate))
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
            return PageResult.Go(visit.Root + "?chosen=1");
        }
        catch (RefusedException refused)
        {
            return await PortalPages.Page(visit, advocate, null, refused.Refusal.Sentence, StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> Save(HttpContext http, FormValues form)
    {
        if (await SignedIn(http) is not ({ } visit, { } advocate))
        {
            return PageResult.NotFound();
        }

        if (!await IsFresh(visit))
        {
            return await PortalPages.Page(visit, advocate, null, PortalTexts.NotFresh, StatusCodes.Status403Forbidden);
        }

        if (form["iban"].Length == 0)
        {
            form.Refuse("iban", PortalTexts.IbanNeeded);
            return await PortalPages.Page(visit, advocate, form, null, StatusCodes.Status400BadRequest);
        }

        try
        {
            var vault = http.RequestServices.GetRequiredService<Vault>();
            var request = new PayoutDetailsRequest(
                form["name"], form["iban"], Text(form, "bic"), Text(form, "country")?.ToUpperInvariant());
            await visit.Db.Write(async tx =>
                Refused.OrValue(await PayoutDetails.Save(tx, vault, advocate.AdvocateId.ToString(), request, visit.Now)));
            return PageResult.Go(visit.Root + "?saved=1#payout");
        }
        catch (RefusedException refused)
        {
            Explain(form, refused.Refusal);
            return await PortalPages.Page(visit, advocate, form, null, StatusCodes.Status400BadRequest);
        }
    }

    private static void Explain(FormValues form, Refusal refusal)
    {
        if (refusal.Field is "name" or "iban" or "bic" or "country")
        {
            form.Refuse(refusal.Field, RewardTexts.AsSentence(refusal.Sentence));
        }
        else
        {
            form.Refuse("iban", RewardTexts.AsSentence(refusal.Sentence));
        }
    }

    /// <summary>Whose visit it is; nulls for whoever is not in.</summary>
    internal static async Task<(PortalVisit? Visit, Advocate? Advocate)> SignedIn(HttpContext http) =>
        await PortalVisit.Of(http) is { Token: { } token } visit
            ? (visit, await PortalLinks.SignedIn(visit.Db, token, visit.Wall) is { IsErased: false } advocate ? advocate : null)
            : (null, null);

    private static string? Text(FormValues form, string name) => form[name].Length == 0 ? null : form[name];
}
