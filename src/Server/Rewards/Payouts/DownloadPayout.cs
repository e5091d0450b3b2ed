using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Money;
using Vouch.Domain.Payouts;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>The file of a payout, for a spreadsheet or for the bank.</summary>
internal static class DownloadPayout
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Download("/v1/payouts/{id}/file", Permission.PayoutsWrite, ["text/csv", "application/xml"], async call =>
            await Of(call.Db, call.Shop, call.Http.RequestServices.GetRequiredService<Vault>(), call.RouteId<PayoutId>()));

    /// <summary>The file; refused as long as a second person has to agree, and once it was called off.</summary>
    internal static async Task<Result<FileAnswer>> Of(Reads db, Shop shop, Vault vault, PayoutId id)
    {
        if (await PayoutStore.Find(db, id) is not { } payout)
        {
            return Refusal.NotFound("payout");
        }

        if (!payout.MayLeave)
        {
            return PayoutRefusals.NeedsApproval;
        }

        var items = (await PayoutStore.Items(db, id)).FindAll(item => item.Status is not (PayoutStatus.Cancelled or PayoutStatus.Failed));
        if (items.Count == 0)
        {
            return PayoutRefusals.NoFile;
        }

        using var seals = items.Exists(item => item.Iban is not null) ? await vault.ToOpen(db, shop.Id) : null;
        var currency = Currency.Find(payout.Currency)!;
        return payout.Method == PayoutMethod.Csv ? Csv(shop, payout, items, seals, currency) : Sepa(shop, payout, items, seals!, currency);
    }

    private static FileAnswer Csv(Shop shop, Payout payout, List<PayoutItem> items, ShopSeals? seals, Currency currency) => new(
        PayoutCsv.Write(items.Select(item => new PayoutLine(
            item.ItemId.ToString(), item.Owner, item.Name ?? "", item.Email ?? "", IbanOf(item, seals), BicOf(item.Bic),
            new Money(item.Amount, currency), shop.Name))),
        "text/csv; charset=utf-8", $"{payout.PayoutId}.csv");

    private static Result<FileAnswer> Sepa(Shop shop, Payout payout, List<PayoutItem> items, ShopSeals seals, Currency currency)
    {
        var account = Iban.Parse(shop.Finance.Iban, "finance.iban");
        if (account.IsRefused)
        {
            return account.Refusal;
        }

        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(payout.CreatedAt.ToDateTimeOffset(), shop.TimeZone).DateTime);
        var text = SepaFile.Write(new SepaTransfer(
            BankId(payout.PayoutId.ToString()), payout.CreatedAt,
            new SepaDebtor(shop.Finance.LegalName ?? shop.Name, account.Value, BicOf(shop.Finance.Bic)), day,
            [.. items.Select(item => new SepaPayment(
                BankId(item.ItemId.ToString()), new Money(item.Amount, currency), item.Name ?? "", IbanOf(item, seals)!, BicOf(item.Bic),
                $"{shop.Name} {BankId(payout.PayoutId.ToString())}"))]));
        return text.IsRefused ? text.Refusal : new FileAnswer(text.Value, "application/xml; charset=utf-8", $"{payout.PayoutId}.xml");
    }

    // Banks take no underscore.
    private static string BankId(string id) => id.Replace('_', '-');

    private static Iban? IbanOf(PayoutItem item, ShopSeals? seals) =>
        item.Iban is { } account && Iban.TryParse(seals!.Open(PayoutDetails.OfItem(item.ItemId), account), out var iban) ? iban : null;

    private static Bic? BicOf(string? text) => text is null ? null : Bic.Parse(text).Value;
}
