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

    /// <summary>There is nobody to pay.</summary>
    public static readonly Refusal NothingToPayOut = Refusal.State(
        "nothing_to_pay_out", "Nobody has cash available that could be paid out now.");

    /// <summary>A SEPA transfer is of euro alone.</summary>
    public static readonly Refusal SepaNeedsEuro = Refusal.State(
        "sepa_needs_euro", "SEPA moves euro alone; use the method csv in a shop of another currency.");

    /// <summary>The shop has not said from which account to pay.</summary>
    public static readonly Refusal PayoutAccountMissing = Refusal.State(
        "payout_account_missing", "Say from which account to pay: the shop's setting finance.iban is empty.");

    /// <summary>An advocate whom the shop has blocked is not paid.</summary>
    public static readonly Refusal AdvocateIsBlocked = Refusal.State(
        "advocate_blocked", "The advocate is blocked and is paid nothing; unblock them first.");

    /// <summary>An erased person cannot be reached, nor paid.</summary>
    public static readonly Refusal AdvocateIsErased = Refusal.State(
        "advocate_erased", "The advocate was erased, so there is nobody to give anything to.");

    /// <summary>There is less than the least that is paid out.</summary>
    public static readonly Refusal BelowMinimum = Refusal.State(
        "below_minimum", "The advocate has less available than the least that is paid out.");

    /// <summary>Tax rules are a country's.</summary>
    public static readonly Refusal CountryMissing = Refusal.State(
        "country_missing", "Say whose tax rules count: the shop's setting finance.country is empty.");

    /// <summary>Somebody without details cannot be paid by a bank.</summary>
    public static readonly Refusal DetailsMissing = Refusal.State(
        "payout_details_missing", "The advocate has not said to which account; they have been asked.");

    /// <summary>The payout is large, and only one person has seen it.</summary>
    public static readonly Refusal NeedsApproval = Refusal.State(
        "payout_needs_approval", "A payout of this size needs a second person's approval before it leaves.");

    /// <summary>Who made a payout cannot be the second person.</summary>
    public static readonly Refusal ApproverIsCreator = Refusal.State(
        "approver_is_creator", "Whoever made the payout cannot approve it too; a second person has to.");

    /// <summary>The payout was called off or came back: there is nothing to send.</summary>
    public static readonly Refusal NoFile = Refusal.State("payout_closed", "This payout was called off, so it has no file.");

    /// <summary>One of the payments named is none of this payout's open ones.</summary>
    public static readonly Refusal NoSuchItem = Refusal.Invalid(
        "items", "Name payments of this payout that are still open.", "no_such_item");

    /// <summary>The payout's state does not allow the step.</summary>
    public static Refusal StepNotOpen(PayoutStatus status, PayoutStep step) => Refusal.State(
        "payout_" + WireName.Of(status), $"The payout is {WireName.Of(status)}; to {WireName.Of(step)} it is not possible.");
}
