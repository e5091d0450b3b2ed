using System.Globalization;

namespace Vouch.Domain.Orders;

/// <summary>The text form of an exchange rate: shop units per order unit.</summary>
public static class ExchangeRate
{
    private const decimal Largest = 1_000_000_000m;
    private const int MostDecimals = 12;

    /// <summary>Reads a plain decimal (no sign, exponent or group marks); null unless above 0, sane and of at most 12 decimals.</summary>
    public static decimal? Parse(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate)
        && rate > 0 && rate <= Largest && decimal.Round(rate, MostDecimals) == rate
            ? rate
            : null;
}
