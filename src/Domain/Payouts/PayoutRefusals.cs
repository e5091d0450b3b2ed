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

    /// <summary>A file that would move nothing.</summary>
    public static readonly Refusal NoPayments = Refusal.Invalid("payments", "A file needs at least one payment.", "sepa_empty");

    /// <summary>The text is no credit transfer file of the version that Vouch writes.</summary>
    public static Refusal FileMalformed(string why) =>
        Refusal.Invalid("file", $"This is no pain.001.001.09 file of Vouch: {why}.", "sepa_malformed");

    /// <summary>Count or control sum of the file differ from what its payments add up to: it was cut short or edited.</summary>
    public static Refusal FileSumsDiffer(string where) => Refusal.Invalid(
        "file", $"The count or the sum in the {where} differs from the payments; the file was cut short or edited.", "sepa_sums");
}
