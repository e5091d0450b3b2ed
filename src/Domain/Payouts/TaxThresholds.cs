using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Vouch.Domain.Payouts;

/// <summary>Who tells the tax office.</summary>
public enum TaxReporter
{
    /// <summary>Whoever pays: the shop.</summary>
    Payer,

    /// <summary>Whoever is paid: the advocate; the shop has nothing to file.</summary>
    Recipient,
}

/// <summary>A yearly sum from which what one person was paid is to be reported.</summary>
/// <param name="Minor">The sum, minor units.</param>
/// <param name="Currency">What the sum is in.</param>
/// <param name="IsReachedAtOnce">True where the sum itself is reported; false where only more is.</param>
/// <param name="ReportedBy">Whose duty it is.</param>
/// <param name="Form">What it is reported on, as the tax office calls it.</param>
/// <param name="Source">The law, and what to know about it.</param>
public sealed record TaxThreshold(
    long Minor, Currency Currency, bool IsReachedAtOnce, TaxReporter ReportedBy, string Form, string Source)
{
    /// <summary>True when so much in one tax year is to be reported.</summary>
    /// <param name="paidMinor">What was paid, in minor units of <see cref="Currency"/>.</param>
    public bool IsReachedBy(long paidMinor) => IsReachedAtOnce ? paidMinor >= Minor : paidMinor > Minor;
}

/// <summary>The tax year of a country that a day is in.</summary>
/// <param name="Country">Two capitals, ISO 3166.</param>
/// <param name="FirstDay">Its first day.</param>
/// <param name="LastDay">Its last day.</param>
/// <param name="Threshold">The threshold on that day; null where none is known, which does not mean that there is none.</param>
public sealed record TaxYear(string Country, DateOnly FirstDay, DateOnly LastDay, TaxThreshold? Threshold);

/// <summary>
/// Tax years and thresholds by country and day. They are data (<see cref="ResourceName"/>): a new year is a new entry, never a new
/// rule here.
/// </summary>
public sealed class TaxThresholds
{
    /// <summary>The resource of this assembly that has the data.</summary>
    public const string ResourceName = "tax-thresholds.json";

    private const int CountryLength = 2;

    private static readonly CountryData CalendarYear = new(1, 1, []);

    private readonly FrozenDictionary<string, CountryData> _countries;

    private TaxThresholds(FrozenDictionary<string, CountryData> countries) => _countries = countries;

    /// <summary>Countries with data, by code.</summary>
    public IEnumerable<string> Countries => _countries.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads the data.</summary>
    /// <param name="json">As <see cref="ResourceName"/>; names of properties matter, what is not known is refused.</param>
    /// <exception cref="FormatException">The data are wrong; the message says where.</exception>
    public static TaxThresholds Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var countries = new Dictionary<string, CountryData>(StringComparer.Ordinal);
            foreach (var entry in document.RootElement.GetProperty("countries").EnumerateArray())
            {
                var country = Text(entry, "country");
                if (country.Length != CountryLength || !country.All(char.IsAsciiLetterUpper)
                    || !countries.TryAdd(country, CountryOf(entry)))
                {
                    throw new FormatException($"'{country}' is no country, or listed twice.");
                }
            }

            return new TaxThresholds(countries.ToFrozenDictionary(StringComparer.Ordinal));
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("The tax thresholds cannot be read: " + wrong.Message, wrong);
        }
    }

    /// <summary>The tax year that a day is in, with the threshold of that day. An unknown country has the calendar year and none.</summary>
    /// <param name="country">Two capitals, ISO 3166: where the person paid is resident.</param>
    /// <param name="day">The day of payment there.</param>
    public TaxYear For(string country, DateOnly day)
    {
        var data = _countries.GetValueOrDefault(country, CalendarYear);
        var first = new DateOnly(day.Year, data.Month, data.Day);
        if (first > day)
        {
            first = first.AddYears(-1);
        }

        var threshold = data.Thresholds.FirstOrDefault(period => period.From <= day && day <= period.Until)?.Threshold;
        return new TaxYear(country, first, first.AddYears(1).AddDays(-1), threshold);
    }

    private static CountryData CountryOf(JsonElement entry)
    {
        var begins = DateOnly.ParseExact("2001-" + Text(entry, "taxYearBegins"), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var thresholds = entry.GetProperty("thresholds").EnumerateArray().Select(PeriodOf).OrderBy(period => period.From).ToList();
        return thresholds.Zip(thresholds.Skip(1)).All(pair => pair.First.Until < pair.Second.From)
            ? new CountryData(begins.Month, begins.Day, thresholds)
            : throw new FormatException($"The thresholds of {Text(entry, "country")} overlap.");
    }

    private static Period PeriodOf(JsonElement entry) => new(
        Day(entry, "from") ?? DateOnly.MinValue,
        Day(entry, "until") ?? DateOnly.MaxValue,
        new TaxThreshold(
            entry.GetProperty("minor").GetInt64(),
            Currency.Of(Text(entry, "currency")),
            OneOf(Text(entry, "reached"), "at_least", "more_than"),
            OneOf(Text(entry, "reportedBy"), "payer", "recipient") ? TaxReporter.Payer : TaxReporter.Recipient,
            Text(entry, "form"),
            Text(entry, "source")));

    private static bool OneOf(string word, string yes, string no) =>
        word == yes || (word == no ? false : throw new FormatException($"'{word}' is neither {yes} nor {no}."));

    private static DateOnly? Day(JsonElement entry, string name) => entry.TryGetProperty(name, out var day)
        ? DateOnly.ParseExact(day.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : null;

    private static string Text(JsonElement entry, string name) =>
        entry.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new FormatException($"{name} is empty.");

    private sealed record CountryData(int Month, int Day, IReadOnlyList<Period> Thresholds);

    private sealed record Period(DateOnly From, DateOnly Until, TaxThreshold Threshold);
}
