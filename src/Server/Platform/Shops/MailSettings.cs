using System.Collections.Immutable;
using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Messaging;

namespace Vouch.Server.Platform;

/// <summary>When which mails go to advocates, friends and customers.</summary>
/// <param name="QuietFrom">No advertising from this time of day on, in the shop's zone.</param>
/// <param name="QuietUntil">Up to this one.</param>
/// <param name="PerDay">The most advertising for one person in a day, 0–10.</param>
/// <param name="PerMonth">The most in 30 days, 0–100.</param>
/// <param name="AskCustomers">Customers are asked, three days after the delivery, to recommend the shop.</param>
/// <param name="Templates">Which sorts of mail are on; what is not named is on.</param>
public sealed record MailSettings(
    string QuietFrom = "21:00", string QuietUntil = "08:00", int PerDay = 1, int PerMonth = 4, bool AskCustomers = false,
    ImmutableSortedDictionary<string, bool>? Templates = null)
{
    private const string Time = "HH:mm";

    /// <summary>The same as the rules read it.</summary>
    internal MailLimits Limits => new(Read(QuietFrom)!.Value, Read(QuietUntil)!.Value, PerDay, PerMonth);

    /// <summary>True where the shop wants a sort of mail sent.</summary>
    internal bool Sends(MailSort sort) => !sort.CanBeOff || Templates is null || !Templates.TryGetValue(sort.Name, out var on) || on;

    /// <summary>A time of day; null for what is none.</summary>
    internal static TimeOnly? Read(string? text) =>
        TimeOnly.TryParseExact(text, Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <summary>What a shop may say of its mails.</summary>
internal static class MailRules
{
    private const int LongestAddress = 300;
    private const int MostPerDay = 10;
    private const int MostPerMonth = 100;

    internal static Refusal? Check(string? postalAddress, MailSettings mail) =>
        postalAddress is { } address && (address.Length > LongestAddress || address.Any(c => char.IsControl(c) && c is not ('\n' or '\r')))
            ? Refusal.Invalid("postalAddress", $"must have at most {LongestAddress} characters, and no control characters but line ends")
        : MailSettings.Read(mail.QuietFrom) is null ? Refusal.Invalid("mail.quietFrom", "must be a time of day, such as 21:00")
        : MailSettings.Read(mail.QuietUntil) is null ? Refusal.Invalid("mail.quietUntil", "must be a time of day, such as 08:00")
        : mail.PerDay is < 0 or > MostPerDay ? Refusal.Invalid("mail.perDay", $"must be from 0 to {MostPerDay}")
        : mail.PerMonth is < 0 or > MostPerMonth ? Refusal.Invalid("mail.perMonth", $"must be from 0 to {MostPerMonth}")
        : mail.Templates?.Select(Template).FirstOrDefault(refusal => refusal is not null);

    private static Refusal? Template(KeyValuePair<string, bool> wish) => MailSorts.Find(wish.Key) switch
    {
        null => Refusal.Invalid("mail.templates", $"knows no mail {wish.Key}"),
        { CanBeOff: false } when !wish.Value => Refusal.Invalid("mail.templates", $"cannot do without {wish.Key}"),
        _ => null,
    };
}
