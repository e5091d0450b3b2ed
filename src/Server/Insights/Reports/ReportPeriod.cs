using System.Globalization;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;

namespace Vouch.Server.Insights;

/// <summary>A period as it is asked for: days of the shop's zone or instants, half-open.</summary>
/// <param name="From">First instant inside.</param>
/// <param name="To">First instant after.</param>
internal readonly record struct ReportPeriod(Instant From, Instant To)
{
    private const int UsualDays = 30;

    /// <summary>What <c>?from=</c> and <c>?to=</c> say; the last thirty days up to now without them.</summary>
    internal static ReportPeriod Of(Call call)
    {
        var to = At(call, "to") ?? new Instant(call.Now.Milliseconds + 1);
        var from = At(call, "from") ?? to.PlusDays(-UsualDays);
        return from < to ? new(from, to) : throw new RefusedException(Refusal.Invalid("to", "must be later than from"));
    }

    /// <summary>A day such as <c>2026-03-01</c> (its first instant where the shop is) or an instant; null when absent.</summary>
    internal static Instant? At(Call call, string name) => call.Query(name) switch
    {
        null => null,
        var text when Day(text) is { } day => LedgerDate.StartOf(call.Shop, day),
        var text when Instant.TryParse(text, out var instant) && TypedYear.IsMeant(instant.ToDateTimeOffset().Year) => instant,
        _ => throw new RefusedException(Refusal.Invalid(name, "must be a day like 2026-03-01, or a time like 2026-03-01T09:30:00Z")),
    };

    /// <summary>A day of the shop's zone; null when absent, 400 when it is none.</summary>
    internal static DateOnly? DayOf(Call call, string name) => call.Query(name) switch
    {
        null => null,
        var text when Day(text) is { } day => day,
        _ => throw new RefusedException(Refusal.Invalid(name, "must be a day like 2026-03-01")),
    };

    /// <summary>A day such as <c>2026-03-01</c>; null where it is none.</summary>
    internal static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && TypedYear.IsMeant(day.Year) ? day : null;
}
