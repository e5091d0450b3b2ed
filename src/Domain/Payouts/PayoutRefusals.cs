namespace Vouch.Domain.Payouts;

/// <summary>Why payout details or a payout file are refused. No sentence repeats what was typed: they reach logs.</summary>
public static class PayoutRefusals
{
    /// <summary>It does not look like an IBAN at all.</summary>
    public static Refusal IbanMalformed(string field) => Refusal.Invalid(
        field, "An IBAN is two letters for the country, two check digits, and then only letters and digits.", "iban_malformed");

    /// <summary>No country of that code gives out IBANs.</summary>
    public static Refusal IbanCountryUnknown(string field) =>
        Refusal.Invalid(field, "No country gives out IBANs that begin with these two letters.", "iban_country");

    /// <summary>Characters are missing, or there are too many.</summary>
    public static Refusal IbanLengthWrong(string field, string country, int length, int given) => Refusal.Invalid(
        field, $"An IBAN of {country} has {length} characters; this one has {given}.", "iban_length");

    /// <summary>The check digits do not fit: most likely something was mistyped or swapped.</summary>
    public static Refusal IbanChecksumWrong(string field) => Refusal.Invalid(
        field, "The IBAN's check digits do not fit; most likely a character is mistyped or two are swapped.", "iban_checksum");

    /// <summary>It is no business identifier code.</summary>
    public static Refusal BicMalformed(string field) => Refusal.Invalid(
        field, "A BIC has 8 or 11 letters and digits, the fifth and sixth of them letters for the country.", "bic_malformed");
}
