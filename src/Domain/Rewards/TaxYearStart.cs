using System.Globalization;

namespace Vouch.Domain.Rewards;

/// <summary>The day on which a country's tax year begins: 1 January in most, 6 April in the United Kingdom.</summary>
/// <param name="Month">1–12; 0 counts as January.</param>
/// <param name="Day">1–28, so that every year has it; 0 counts as the first.</param>
public readonly record struct TaxYearStart(int Month, int Day)
{
    private const int LastSafeDay = 28;

    /// <summary>Reads <c>04-06</c>; false for anything but a month and a day that every year has.</summary>
    public static bool TryParse(string? text, out TaxYearStart start)
    {
        start = default;
        if (text is not { Length: 5 } || text[2] != '-'
            || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            || !int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || month is < 1 or > 12 || day is < 1 or > LastSafeDay)
        {
            return false;
        }

        start = new TaxYearStart(month, day);
        return true;
    }

    /// <summary>The calendar year in which the tax year of a day began.</summary>
    public int YearOf(DateOnly day) =>
        (day.Month, day.Day).CompareTo((Math.Max(Month, 1), Math.Max(Day, 1))) >= 0 ? day.Year : day.Year - 1;
}
