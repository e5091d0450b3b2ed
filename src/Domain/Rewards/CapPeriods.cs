using System.Globalization;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>Calendar periods of a cap, cut in the shop's time zone.</summary>
public static class CapPeriods
{
    /// <summary>
    /// The name of the period an instant lies in: <c>2026-03-01</c>, <c>2026-W09</c> (ISO week), <c>2026-03</c>,
    /// <c>2026</c> or <c>lifetime</c>.
    /// </summary>
    public static string Key(CapPeriod period, Instant at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).DateTime;
        return period switch
        {
            CapPeriod.Day => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CapPeriod.Week => Week(local),
            CapPeriod.Month => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            CapPeriod.Year => local.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => "lifetime",
        };
    }

    private static string Week(DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}");
}
