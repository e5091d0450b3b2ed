using Vouch.Domain;

namespace Vouch.Server.Advocates;

/// <summary>Every "no" of this stage.</summary>
internal static class AdvocateRefusals
{
    internal static readonly Refusal NoSuchAdvocate = Refusal.NotFound("advocate");

    internal static readonly Refusal NoSuchProgram = Refusal.NotFound("program");

    internal static readonly Refusal NotAnAddress =
        Refusal.Invalid("email", "must be a mail address like anna@example.com", "invalid_email");

    internal static readonly Refusal NotATelephoneNumber =
        Refusal.Invalid("phone", "must be a telephone number, best with its country code");

    internal static readonly Refusal NotACode =
        Refusal.Invalid("code", "must be 4 to 32 of the characters A–Z, 0–9 and hyphen", "invalid_code");

    internal static readonly Refusal CodeIsTaken =
        Refusal.State("code_taken", "This code belongs to an advocate already; codes are never reused.");

    internal static readonly Refusal CodeNeedsAProgram =
        Refusal.State("no_active_program", "No program is active; name the program the code is to belong to.");

    internal static readonly Refusal AnotherAdvocateIsThisPerson = Refusal.State(
        "advocate_exists", "Another advocate has this address or customer id; merge the two records instead.");

    internal static readonly Refusal AdvocateWasErased =
        Refusal.State("advocate_erased", "This advocate was erased; nothing can be changed any more.");

    internal static readonly Refusal MergeWithItself = Refusal.Invalid("into", "must be another advocate");

    internal static readonly Refusal LinkIsUsedOrExpired = Refusal.State(
        "portal_link_expired", "This link was used already or is too old; ask for a new one.");

    internal static Refusal OnlyForTheShop(string field) => new(
        RefusalKind.Forbidden, "secret_key_required", $"{field} may be sent with a secret key only, from a server.", field);

    internal static Refusal TooLong(string field, int longest) => Refusal.Invalid(field, $"must have at most {longest} characters");

    internal static Refusal HasControlCharacters(string field) => Refusal.Invalid(field, "may not have control characters");
}
