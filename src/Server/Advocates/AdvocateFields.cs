using Vouch.Domain;
using Vouch.Domain.People;

namespace Vouch.Server.Advocates;

/// <summary>The bounds of an advocate's own particulars, checked in one place.</summary>
internal static class AdvocateFields
{
    internal const int LongestName = 200;
    internal const int LongestExternalId = 255;
    internal const int LongestLocale = 35;
    internal const int LongestPhone = 40;

    /// <summary>What is wrong with these; null when nothing is.</summary>
    internal static Refusal? Check(string? name, string? locale, string? externalId, string? phone) =>
        Text("name", name, LongestName)
        ?? Text("locale", locale, LongestLocale)
        ?? Text("externalId", externalId, LongestExternalId)
        ?? Text("phone", phone, LongestPhone)
        ?? (Tidy(phone) is { } number && Phone.Canonical(number) is null ? AdvocateRefusals.NotATelephoneNumber : null);

    /// <summary>What is wrong with the marks that only the shop may tell; null when nothing is.</summary>
    internal static Refusal? CheckMarks(JoinRequest request) =>
        Text("deviceId", request.DeviceId, LongestExternalId)
        ?? Text("paymentFingerprint", request.PaymentFingerprint, LongestExternalId)
        ?? Text("ipAddress", request.IpAddress, LongestExternalId);

    /// <summary>Without surrounding space; an empty text is none.</summary>
    internal static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static Refusal? Text(string field, string? text, int longest) =>
        text is null ? null
        : text.Length > longest ? AdvocateRefusals.TooLong(field, longest)
        : text.Any(char.IsControl) ? AdvocateRefusals.HasControlCharacters(field)
        : null;
}
