using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>The card of the veto in the money's settings.</summary>
/// <param name="Values">What stands in its form.</param>
/// <param name="IsSet">The shop has one.</param>
/// <param name="Secret">A secret just made, shown this once.</param>
public sealed record VetoCardModel(FormValues Values, bool IsSet, string? Secret = null);

/// <summary>The veto's form at the desk: the same settings as by the API.</summary>
internal static class VetoSettingsPages
{
    private static readonly string[] Fields = ["url", "timeoutSeconds", "attempts", "onSilence"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPost("/payouts/settings/veto", Permission.ShopWrite, Save);
        routes.DeskPost("/payouts/settings/veto-secret", Permission.ShopWrite, NewSecret);
    }

    /// <summary>The card as the settings are.</summary>
    internal static VetoCardModel Card(Veto? veto, string? secret = null)
    {
        var shown = veto ?? new Veto("");
        return new VetoCardModel(
            new FormValues
            {
                ["url"] = shown.Url, ["timeoutSeconds"] = shown.TimeoutSeconds.ToString(CultureInfo.InvariantCulture),
                ["attempts"] = shown.Attempts.ToString(CultureInfo.InvariantCulture), ["onSilence"] = WireName.Of(shown.OnSilence),
            },
            veto is not null, secret);
    }

    private static async Task<IResult> Save(DeskVisit visit, FormValues form)
    {
        var wish = form["url"].Length == 0 ? null : new Veto(
            form["url"], Number(form, "timeoutSeconds"), Number(form, "attempts"),
            WireName.TryParse<VetoSilence>(form["onSilence"], out var silence) ? silence : VetoSilence.Wait);
        try
        {
            var (shop, secret) = await visit.Db.Write(async tx => Refused.OrValue(
                await VetoSettings.Change(tx, new ShopPatch { Veto = wish }, visit.Now, visit.Services)));
            return secret is null ? visit.Go("/payouts/settings?saved=1") : Shown(visit, Card(shop.Veto, secret), StatusCodes.Status200OK);
        }
        catch (RefusedException refused)
        {
            Explain(form, refused.Refusal);
            return Shown(visit, new VetoCardModel(form, visit.Shop.Veto is not null), StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> NewSecret(DeskVisit visit, FormValues form)
    {
        try
        {
            var secret = await visit.Db.Write(async tx => Refused.OrValue(await VetoSettings.NewSecret(tx, visit.Services)));
            return Shown(visit, Card(visit.Shop.Veto, secret), StatusCodes.Status200OK);
        }
        catch (RefusedException refused)
        {
            form.Refuse(refused.Refusal.Sentence);
            return Shown(visit, Card(visit.Shop.Veto) with { Values = form }, StatusCodes.Status409Conflict);
        }
    }

    private static IResult Shown(DeskVisit visit, VetoCardModel card, int status) => visit.Page<PayoutSettingsPage>(
        new MoneySettingsModel(PayoutSettingsPages.Of(visit.Shop.Finance, visit.Place), false, card), status);

    private static int Number(FormValues form, string name) =>
        int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static void Explain(FormValues form, Refusal refusal)
    {
        var field = refusal.Field?.Replace("veto.", "", StringComparison.Ordinal);
        if (Fields.Contains(field))
        {
            form.Refuse(field!, RewardTexts.AsSentence(refusal.Sentence));
        }
        else
        {
            form.Refuse(refusal.Sentence);
        }
    }
}
