using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>What the shop says of its money, and what the tax office may ask: the settings' form and the tax year.</summary>
internal static class PayoutSettingsPages
{
    private const int PerPage = 50;

    private static readonly string[] Fields =
    [
        "legalName", "country", "taxYearStart", "iban", "bic", "payoutMinimum", "fourEyesAbove", "pointValue", "marginPercent",
        "monthlyCost",
    ];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // The right is that of the shop's other settings: who pays out must not lift the limit that binds them.
        routes.DeskPage("/payouts/settings", Permission.ShopWrite, visit => Task.FromResult(visit.Page<PayoutSettingsPage>(
            new MoneySettingsModel(
                Of(visit.Shop.Finance, visit.Place), visit.Query("saved") is not null, VetoSettingsPages.Card(visit.Shop.Veto)))));
        routes.DeskPost("/payouts/settings", Permission.ShopWrite, Save);
        VetoSettingsPages.Map(routes);
        routes.DeskPage("/payouts/tax", Permission.PayoutsRead, ShowTax);
    }

    internal static FormValues Of(Finance finance, Locality place) => new()
    {
        ["legalName"] = finance.LegalName ?? "", ["country"] = finance.Country ?? "", ["taxYearStart"] = finance.TaxYearStart ?? "",
        ["iban"] = finance.Iban ?? "", ["bic"] = finance.Bic ?? "", ["payoutMinimum"] = Plain(finance.PayoutMinimum, place),
        ["fourEyesAbove"] = Plain(finance.FourEyesAbove, place), ["pointValue"] = Plain(finance.PointValue, place),
        ["marginPercent"] = finance.MarginPercent?.ToString(CultureInfo.InvariantCulture) ?? "",
        ["monthlyCost"] = Plain(finance.MonthlyCost, place), ["creditAtCost"] = finance.CreditAtCost == true ? "on" : "",
    };

    private static async Task<IResult> Save(DeskVisit visit, FormValues form)
    {
        var finance = new Finance(
            Text(form, "legalName"), Text(form, "country")?.ToUpperInvariant(), Text(form, "taxYearStart"), Text(form, "iban"),
            Text(form, "bic"), Amount(form, "payoutMinimum", visit.Place), Amount(form, "fourEyesAbove", visit.Place),
            Amount(form, "pointValue", visit.Place), Percent(form, "marginPercent"), Amount(form, "monthlyCost", visit.Place),
            form.Ticked("creditAtCost") ? true : null);
        if (!form.Wrong && form.IsOutdated(Of(visit.Shop.Finance, visit.Place)))
        {
            return Again(visit, form, StatusCodes.Status409Conflict);
        }

        if (!form.Wrong)
        {
            try
            {
                var holds = visit.Services.GetServices<CurrencyHold>();
                await visit.Db.Write(async tx =>
                    Refused.OrValue(await ShopSettings.Change(tx, new ShopPatch { Finance = finance }, visit.Now, holds)));
                return visit.Go("/payouts/settings?saved=1");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                Explain(form, refused.Refusal);
            }
        }

        form.Refuse(form.Sentence ?? PayoutTexts.Wrong);
        return Again(visit, form, StatusCodes.Status400BadRequest);
    }

    private static IResult Again(DeskVisit visit, FormValues form, int status) => visit.Page<PayoutSettingsPage>(
        new MoneySettingsModel(form, false, VetoSettingsPages.Card(visit.Shop.Veto)), status);

    private static void Explain(FormValues form, Refusal refusal)
    {
        var errors = refusal.Errors
            ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? ""] = [refusal.Sentence] };
        foreach (var (path, sentences) in errors)
        {
            var field = path.Replace("finance.", "", StringComparison.Ordinal);
            if (Fields.Contains(field))
            {
                form.Refuse(field, string.Join(' ', sentences.Select(RewardTexts.AsSentence)));
            }
            else
            {
                form.Refuse(refusal.Sentence);
            }
        }
    }

    private static async Task<IResult> ShowTax(DeskVisit visit)
    {
        if (visit.Shop.Finance.Country is null)
        {
            return visit.Page<PayoutTaxPage>(new TaxModel(null, [], null, false, null, null, visit.May(Permission.ShopWrite)));
        }

        var today = LedgerDate.Today(visit.Shop, visit.Now);
        var asked = DateOnly.TryParseExact(
            visit.Query("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1971 and < 8999 ? day : today;
        var report = await TaxReport.On(visit.Db, visit.Shop, asked);
        var (from, to) = (Day(report.From), Day(report.To));
        var skip = PayoutPages.Skip(visit);
        return visit.Page<PayoutTaxPage>(new TaxModel(
            report, [.. report.People.Skip(skip).Take(PerPage)], report.People.Count - skip > PerPage ? skip + PerPage : null,
            skip > 0, LedgerDate.Text(from.AddDays(-1)), to < today ? LedgerDate.Text(to.AddDays(1)) : null,
            visit.May(Permission.ShopWrite)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(long? minor, Locality place) => minor is { } amount ? place.Plain(amount) : "";

    private static string? Text(FormValues form, string name) => form[name].Length == 0 ? null : form[name];

    private static int? Percent(FormValues form, string name)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        if (int.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
        {
            return percent;
        }

        form.Refuse(name, PayoutTexts.NotAPercent);
        return null;
    }

    private static long? Amount(FormValues form, string name, Locality place)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        var minor = place.Minor(form[name]);
        if (minor is null)
        {
            form.Refuse(name, PayoutTexts.NotAnAmount);
        }

        return minor;
    }
}
