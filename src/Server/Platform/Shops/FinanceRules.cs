using Vouch.Domain;
using Vouch.Domain.Payouts;
using Vouch.Domain.Rewards;

namespace Vouch.Server.Platform;

/// <summary>What a shop may say of its money.</summary>
internal static class FinanceRules
{
    private const int LongestLegalName = 70;

    internal static Refusal? Check(Finance finance)
    {
        if (finance.LegalName is { } name && (name.Trim().Length is 0 or > LongestLegalName || name.Any(char.IsControl)))
        {
            return Refusal.Invalid("finance.legalName", $"must have 1 to {LongestLegalName} characters, and no control characters");
        }

        if (finance.Country is { } country && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
        {
            return Refusal.Invalid("finance.country", "must be two capital letters, such as PL");
        }

        if (finance.TaxYearStart is { } start && !TaxYearStart.TryParse(start, out _))
        {
            return Refusal.Invalid("finance.taxYearStart", "must be a month and a day that every year has, such as 04-06");
        }

        var account = finance.Iban is { } iban ? Iban.Parse(iban, "finance.iban").Refusal : null;
        var bank = finance.Bic is { } bic ? Bic.Parse(bic, "finance.bic").Refusal : null;
        return account ?? bank ?? Amount("payoutMinimum", finance.PayoutMinimum) ?? Amount("fourEyesAbove", finance.FourEyesAbove)
            ?? Amount("pointValue", finance.PointValue) ?? Amount("monthlyCost", finance.MonthlyCost)
            ?? (finance.MarginPercent is < 0 or > 100
                ? Refusal.Invalid("finance.marginPercent", "must be a whole number from 0 to 100") : null);
    }

    private static Refusal? Amount(string field, long? amount) => amount is < 0 or > Currency.MaxMinor
        ? Refusal.Invalid("finance." + field, "must be an amount in minor units, not negative")
        : null;
}
