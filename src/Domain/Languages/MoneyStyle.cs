using System.Collections.Frozen;
using System.Globalization;

namespace Vouch.Domain.Languages;

/// <summary>How a language writes an amount of money.</summary>
/// <param name="Pattern">With a sign: <c>{sign}{number}</c> or <c>{number} {sign}</c>, a hard space between.</param>
/// <param name="Signs">Signs that its readers know, by currency; those of the euro, dollar, pound and yen are known to everybody.</param>
public sealed record MoneyStyle(string Pattern, FrozenDictionary<string, string> Signs)
{
    private const string HardSpace = "\u00a0";

    private static readonly FrozenDictionary<string, string> Common = new Dictionary<string, string>
    {
        ["EUR"] = "€", ["USD"] = "$", ["GBP"] = "£", ["JPY"] = "¥",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An amount with so many digits after the point; currencies without a known sign get their code behind.</summary>
    /// <param name="currency">Which.</param>
    /// <param name="minor">Minor units.</param>
    /// <param name="digits">After the decimal point.</param>
    /// <param name="culture">How numbers are written.</param>
    public string Write(Currency currency, long minor, int digits, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(currency);
        var style = "N" + digits.ToString(CultureInfo.InvariantCulture);
        var number = Math.Abs(minor / currency.MinorPerUnit).ToString(style, culture);
        var sign = Signs.GetValueOrDefault(currency.Code) ?? Common.GetValueOrDefault(currency.Code);
        var amount = sign is null
            ? number + HardSpace + currency.Code
            : Pattern.Replace("{number}", number, StringComparison.Ordinal).Replace("{sign}", sign, StringComparison.Ordinal);
        return minor < 0 ? "−" + amount : amount;
    }
}
