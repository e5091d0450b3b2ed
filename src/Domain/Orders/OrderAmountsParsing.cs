using System.Globalization;
using Vouch.Domain.Money;

namespace Vouch.Domain.Orders;

/// <summary>Reads what an order costs, field by field: sums that agree, in the shop's currency or at a rate.</summary>
internal static class OrderAmountsParsing
{
    /// <summary>The amounts of an order over what is known of them; what does not add up is a fault.</summary>
    internal static OrderAmounts Read(FieldReader reader, OrderRequest request, OrderAmounts? known, OrderContext context)
    {
        var subtotal = Amount(reader, "subtotal", request.Subtotal, known?.Subtotal, isRequired: true);
        var discount = Amount(reader, "discount", request.Discount, known?.Discount, isRequired: false);
        var shipping = Amount(reader, "shipping", request.Shipping, known?.Shipping, isRequired: false);
        var tax = Amount(reader, "tax", request.Tax, known?.Tax, isRequired: false);
        var taxIncluded = reader.Flag("taxIncluded", request.TaxIncluded, known?.TaxIncluded ?? false);
        var due = subtotal - discount + shipping + (taxIncluded ? 0 : tax);
        var total = context.IsImport && !request.Total.IsPresent
            ? due
            : Amount(reader, "total", request.Total, known?.Total, isRequired: true);
        var isKnown = request.Subtotal.IsPresent || known is not null;
        if (isKnown && discount > subtotal)
        {
            reader.Fault("discount", "May not be above the subtotal.");
        }
        else if (isKnown && total != due && (request.Total.IsPresent || known is not null))
        {
            reader.Fault(
                "total", $"Must be subtotal - discount + shipping{(taxIncluded ? "" : " + tax")} = {due}.",
                OrderRefusals.AmountsDoNotAddUp);
        }

        var currency = Text(request.Currency, known?.Currency) ?? context.ShopCurrency.Code;
        var rate = Text(request.ExchangeRate, known?.ExchangeRate);
        CheckCurrency(reader, currency, rate, Math.Max(subtotal, total), context.ShopCurrency);
        return new OrderAmounts(subtotal, discount, shipping, tax, taxIncluded, total, currency, rate);
    }

    private static string? Text(Optional<string?> field, string? known) => field.IsPresent ? field.Value : known;

    private static void CheckCurrency(FieldReader reader, string currency, string? rate, long largest, Currency shopCurrency)
    {
        if (Currency.Find(currency) is not { } sent)
        {
            reader.Fault("currency", "Is no currency of ISO 4217.", OrderRefusals.CurrencyMismatch);
        }
        else if (currency != shopCurrency.Code && rate is null)
        {
            reader.Fault("currency", $"Is not the shop's {shopCurrency.Code}; send exchangeRate with it.", OrderRefusals.CurrencyMismatch);
        }
        else if (rate is not null && !ExchangeRate.TryParse(rate, out _))
        {
            reader.Fault("exchangeRate", "Must be a decimal text above 0 with at most 18 digits, such as \"0.2345\".");
        }
        else if (ExchangeRate.TryParse(rate, out var factor) && !factor.Fits(largest, sent, shopCurrency))
        {
            reader.Fault("exchangeRate", "Makes the order larger than the largest amount.");
        }
        else if (rate is not null && currency == shopCurrency.Code && !IsOne(rate))
        {
            reader.Fault("exchangeRate", "Must be 1 or left out in the shop's own currency.", OrderRefusals.CurrencyMismatch);
        }
    }

    private static bool IsOne(string rate) => decimal.Parse(rate, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) == 1m;

    private static long Amount(FieldReader reader, string name, Optional<long?> field, long? known, bool isRequired)
    {
        if (!field.IsPresent && known is null && isRequired)
        {
            reader.Fault(name, "Is required.");
        }

        return reader.Number(name, field, known ?? 0, 0, Currency.MaxMinor);
    }
}
