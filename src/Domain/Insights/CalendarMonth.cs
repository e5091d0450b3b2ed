using System.Globalization;

namespace Vouch.Domain.Insights;

/// <summary>A month of the merchant's calendar.</summary>
/// <param name="Index">Months since January of the year 0.</param>
public readonly record struct CalendarMonth(int Index) : IComparable<CalendarMonth>
{
    /// <summary>A month by year and number (1 to 12).</summary>
    public static CalendarMonth Of(int year, int number) => new((year * 12) + number - 1);

    /// <summary>The month that an instant falls in where the merchant is.</summary>
    public static CalendarMonth Of(Instant at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone);
        return Of(local.Year, local.Month);
    }

    /// <summary>The first instant of the month; where a clock is put forward at midnight, the hour of the jump.</summary>
    public Instant Start(TimeZoneInfo zone)
    {
        var midnight = new DateTime(Index / 12, (Index % 12) + 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        // Where the clock shows midnight twice, the month begins with the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return Instant.Of(new DateTimeOffset(midnight, offset));
    }

    /// <summary>So many months later.</summary>
    public CalendarMonth Plus(int months) => new(Index + months);

    /// <inheritdoc/>
    public int CompareTo(CalendarMonth other) => Index.CompareTo(other.Index);

    /// <summary>ISO 8601: <c>2026-03</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index / 12:0000}-{(Index % 12) + 1:00}");
}
