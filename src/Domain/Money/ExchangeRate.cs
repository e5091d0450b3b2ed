using System.Numerics;

namespace Vouch.Domain.Money;

/// <summary>
/// Shop units per order unit (major units both), as the decimal text it came in: exact, so that what derives from
/// one order always comes out the same.
/// </summary>
public readonly record struct ExchangeRate
{
    private const int MostDigits = 18;

    private readonly long _mantissa;
    private readonly int _scale;

    private ExchangeRate(long mantissa, int scale) => (_mantissa, _scale) = (mantissa, scale);

    /// <summary>
    /// Reads a plain decimal such as <c>4.3215</c>; false for signs, exponents, separators, zero, a bare point, or more
    /// than 18 digits.
    /// </summary>
    public static bool TryParse(string? text, out ExchangeRate rate)
    {
        rate = default;
        if (text is null || text.Length is 0 or > MostDigits + 1 || text[0] == '.' || text[^1] == '.')
        {
            return false;
        }

        long mantissa = 0;
        var (digits, scale, point) = (0, 0, false);
        foreach (var c in text)
        {
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }

            if (!char.IsAsciiDigit(c) || ++digits > MostDigits)
            {
                return false;
            }

            mantissa = (mantissa * 10) + (c - '0');
            scale += point ? 1 : 0;
        }

        rate = new ExchangeRate(mantissa, scale);
        return mantissa > 0;
    }

    /// <summary>True when an amount comes out within the largest amount there is.</summary>
    public bool Fits(long minor, Currency from, Currency to) =>
        (BigInteger)minor * _mantissa * BigInteger.Pow(10, to.Exponent)
            <= (BigInteger)Currency.MaxMinor * BigInteger.Pow(10, _scale + from.Exponent);

    /// <summary>
    /// An amount in minor units of <paramref name="from"/> as minor units of <paramref name="to"/>, rounded once.
    /// Throws <see cref="OverflowException"/> where the result does not fit 64 bits.
    /// </summary>
    public long Convert(long minor, Currency from, Currency to) =>
        Quotient.Of(
            (BigInteger)minor * _mantissa * BigInteger.Pow(10, to.Exponent),
            BigInteger.Pow(10, _scale + from.Exponent));
}
