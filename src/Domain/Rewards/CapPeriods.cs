using System.Globalization;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>Calendar periods of a cap, cut in the shop's time zone.</summary>
public static class CapPeriods
{
    /// <summary>
    /// The name of the period an instant lies in: <c>2026-03-01</c>, <c>2026-W09</c> (ISO week), <c>2026-03</c>,
    /// <c>2026</c>, <c>tax-2026</c> (the tax year that began in 2026) or <c>lifetime</c>.
    /// </summary>
    /// <param name="period">Which calendar.</param>
    /// <param name="at">The instant.</param>
    /// <param name="zone">The shop's zone.</param>
    /// <param name="taxYear">The day on which a tax year begins.</param>
    public static string Key(CapPeriod period, Instant at, TimeZoneInfo zone, TaxYearStart taxYear = default)
    {
        var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).DateTime;
        return period switch
        {
            CapPeriod.Day => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CapPeriod.Week => Week(local),
            CapPeriod.Month => local.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            CapPeriod.Year => local.ToString("yyyy", CultureInfo.InvariantCulture),
            CapPeriod.TaxYear => string.Create(CultureInfo.InvariantCulture, $"tax-{taxYear.YearOf(DateOnly.FromDateTime(local)):0000}"),
            _ => "lifetime",
        };
    }

    private static string Week(DateTime day) =>
        string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}");
}
