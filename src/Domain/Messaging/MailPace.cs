namespace Vouch.Domain.Messaging;

/// <summary>How much advertising one person gets, and when.</summary>
/// <param name="QuietFrom">Nothing from this time of day on.</param>
/// <param name="QuietUntil">Up to this one; the same as the other for no quiet hours.</param>
/// <param name="PerDay">The most in one calendar day.</param>
/// <param name="PerMonth">The most in 30 days.</param>
public sealed record MailLimits(TimeOnly QuietFrom, TimeOnly QuietUntil, int PerDay, int PerMonth);

/// <summary>When a mail that is advertising may go. Other mail is never held.</summary>
public static class MailPace
{
    /// <summary>What the most per month is counted over.</summary>
    public const int MonthDays = 30;

    /// <summary>A mail that would have to wait longer than this is not sent: what it says is old by then.</summary>
    public const int LongestWaitDays = 14;

    /// <summary>The first moment from now on at which it may go; null where that is too far off, or never.</summary>
    /// <param name="now">From when on.</param>
    /// <param name="zone">In whose day and night: the reader's where it is known, else the shop's.</param>
    /// <param name="limits">The shop's.</param>
    /// <param name="before">When this person got advertising.</param>
    public static Instant? Next(Instant now, TimeZoneInfo zone, MailLimits limits, IReadOnlyList<Instant> before)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(before);
        if (limits.PerDay < 1 || limits.PerMonth < 1)
        {
            return null;
        }

        var at = now;
        while (at <= now.PlusDays(LongestWaitDays))
        {
            var local = Local(at, zone);
            var inMonth = before.Where(sent => sent > at.PlusDays(-MonthDays) && sent <= at).Order().ToList();
            if (IsQuiet(TimeOnly.FromDateTime(local), limits))
            {
                at = Morning(local, zone, limits);
            }
            else if (inMonth.Count >= limits.PerMonth)
            {
                // When enough of them are over a month old.
                at = inMonth[^limits.PerMonth].PlusDays(MonthDays);
            }
            else if (inMonth.Count(sent => Local(sent, zone).Date == local.Date) >= limits.PerDay)
            {
                at = InZone(local.Date.AddDays(1), zone);
            }
            else
            {
                return at;
            }
        }

        return null;
    }

    private static bool IsQuiet(TimeOnly time, MailLimits limits) => limits.QuietFrom <= limits.QuietUntil
        ? time >= limits.QuietFrom && time < limits.QuietUntil
        : time >= limits.QuietFrom || time < limits.QuietUntil;

    private static Instant Morning(DateTime local, TimeZoneInfo zone, MailLimits limits)
    {
        var today = local.Date + limits.QuietUntil.ToTimeSpan();
        return InZone(today > local ? today : today.AddDays(1), zone);
    }

    private static DateTime Local(Instant at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).DateTime;

    // An hour that the change to summer time leaves out is the one after it; of two the first is meant.
    private static Instant InZone(DateTime local, TimeZoneInfo zone)
    {
        var real = DateTime.SpecifyKind(zone.IsInvalidTime(local) ? local.AddHours(1) : local, DateTimeKind.Unspecified);
        var offset = zone.IsAmbiguousTime(real) ? zone.GetAmbiguousTimeOffsets(real).Max() : zone.GetUtcOffset(real);
        return Instant.Of(new DateTimeOffset(real, offset));
    }
}
