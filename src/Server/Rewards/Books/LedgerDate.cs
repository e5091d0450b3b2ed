using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;

namespace Vouch.Server.Rewards;

/// <summary>Days and months of the books: the shop's own calendar.</summary>
internal static class LedgerDate
{
    private const string DayForm = "yyyy-MM-dd";
    private const string MonthForm = "yyyy-MM";

    /// <summary>The day of <c>?date=</c>; null when absent.</summary>
    internal static DateOnly? Of(Call call, string name = "date") => call.Query(name) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 9000 => day,
        _ => throw new RefusedException(Refusal.Invalid(name, "must be a day such as 2026-03-31")),
    };

    /// <summary>A month such as <c>2026-03</c>; null for anything else.</summary>
    internal static DateOnly? Month(string text) =>
        DateOnly.TryParseExact(text, MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is > 1970 and < 9000 ? first : null;

    /// <summary>A day as the API writes it.</summary>
    internal static string Text(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    /// <summary>The name of a month.</summary>
    internal static string MonthOf(DateOnly day) => day.ToString(MonthForm, CultureInfo.InvariantCulture);

    /// <summary>The shop's present day.</summary>
    internal static DateOnly Today(Shop shop, Instant now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now.ToDateTimeOffset(), shop.TimeZone).DateTime);

    /// <summary>The first moment of a day in the shop's zone.</summary>
    internal static Instant StartOf(Shop shop, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (shop.TimeZone.IsInvalidTime(midnight))
        {
            // Clocks that go forward at midnight begin the day later.
            midnight = midnight.AddMinutes(15);
        }

        var offset = shop.TimeZone.IsAmbiguousTime(midnight)
            ? shop.TimeZone.GetAmbiguousTimeOffsets(midnight).Max()
            : shop.TimeZone.GetUtcOffset(midnight);
        return Instant.Of(new DateTimeOffset(midnight, offset));
    }

    /// <summary>The first moment after a day.</summary>
    internal static Instant EndOf(Shop shop, DateOnly day) => StartOf(shop, day.AddDays(1));
}
