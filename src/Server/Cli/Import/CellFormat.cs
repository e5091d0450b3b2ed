using System.Globalization;
using Vouch.Domain;

namespace Vouch.Server.Cli;

/// <summary>What a cell's text means: <c>decimal</c> is an amount in whole units, everything else a pattern of a local date.</summary>
internal sealed record CellFormat(string Pattern)
{
    private const string DecimalWord = "decimal";

    internal bool IsDecimal => Pattern == DecimalWord;

    /// <summary>False for a text that no date could be written by.</summary>
    internal bool IsKnown
    {
        get
        {
            try
            {
                var sample = new DateTime(2001, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);
                var text = sample.ToString(Pattern, CultureInfo.InvariantCulture);
                return IsDecimal
                    || (DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var back)
                        && back.Date == sample);
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }

    /// <summary>The amount in minor units, exactly: <c>11.77</c> is 1177 in EUR; digits beyond the currency's may only be zeros.</summary>
    internal static Result<long> Minor(string text, Currency currency)
    {
        var number = text.AsSpan();
        var negative = number.StartsWith('-');
        number = negative ? number[1..] : number;
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? default : number[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return Wrong($"'{text}' is no amount such as 11.77.");
        }

        var kept = fraction.Length > currency.Exponent ? fraction[..currency.Exponent] : fraction;
        if (fraction[kept.Length..].ContainsAnyExcept('0'))
        {
            return Wrong($"'{text}' has more digits than {currency.Code} has ({currency.Exponent}).");
        }

        var digits = string.Concat(whole, kept, new string('0', currency.Exponent - kept.Length));
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? negative ? -minor : minor
            : Wrong($"'{text}' is beyond the largest amount.");
    }

    /// <summary>The instant of a local date: midnight in the zone unless the pattern has a time of day or an offset.</summary>
    internal Result<Instant> Instant(string text, TimeZoneInfo zone)
    {
        if (Pattern.Contains('z', StringComparison.Ordinal) || Pattern.Contains('K', StringComparison.Ordinal))
        {
            return DateTimeOffset.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact)
                ? Domain.Instant.Of(exact)
                : Wrong($"'{text}' is no date of the form {Pattern}.");
        }

        if (!DateTime.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return Wrong($"'{text}' is no date of the form {Pattern}.");
        }

        // A local time that a clock change leaves out is the first one after it; one that comes twice is the earlier.
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Domain.Instant.Of(new DateTimeOffset(local, offset));
    }

    private static Refusal Wrong(string sentence) => Refusal.Invalid("", sentence);
}
