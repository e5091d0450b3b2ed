using System.Numerics;

namespace Vouch.Domain.Money;

/// <summary>How a quotient becomes whole.</summary>
public enum Rounding
{
    /// <summary>To the nearest, a half away from zero: what rewards use.</summary>
    HalfAwayFromZero,

    /// <summary>To the nearest, a half to the even neighbour.</summary>
    HalfEven,

    /// <summary>Towards zero.</summary>
    Down,
}

/// <summary>Exact division of integers, rounded once.</summary>
public static class Quotient
{
    /// <summary>
    /// <paramref name="numerator"/> / <paramref name="denominator"/> as a whole number.
    /// Throws <see cref="OverflowException"/> where it does not fit 64 bits; the denominator must be positive.
    /// </summary>
    public static long Of(Int128 numerator, Int128 denominator, Rounding rounding = Rounding.HalfAwayFromZero)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(denominator, Int128.Zero);
        var (whole, rest) = Int128.DivRem(Int128.Abs(numerator), denominator);
        var isUp = RoundsUp(whole % 2 != 0, (rest * 2).CompareTo(denominator), rounding);
        return checked((long)((isUp ? whole + 1 : whole) * Int128.Sign(numerator)));
    }

    /// <summary>The same for numbers of any size.</summary>
    public static long Of(BigInteger numerator, BigInteger denominator, Rounding rounding = Rounding.HalfAwayFromZero)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(denominator, BigInteger.Zero);
        var whole = BigInteger.DivRem(BigInteger.Abs(numerator), denominator, out var rest);
        return (long)((RoundsUp(!whole.IsEven, (rest * 2).CompareTo(denominator), rounding) ? whole + 1 : whole) * numerator.Sign);
    }

    private static bool RoundsUp(bool odd, int againstHalf, Rounding rounding) => rounding switch
    {
        Rounding.Down => false,
        Rounding.HalfEven => againstHalf > 0 || (againstHalf == 0 && odd),
        _ => againstHalf >= 0,
    };
}
