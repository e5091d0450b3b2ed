using MathNet.Numerics.Distributions;

namespace Vouch.Domain.Insights.Numerics;

/// <summary>Where a figure lies with 95 % confidence.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>True where both ends are on one side of a value.</summary>
    public bool Excludes(double value) => Low > value || High < value;
}

/// <summary>Two-sided 95 % intervals; source: science.md 1 and 3.3.</summary>
public static class Intervals
{
    /// <summary>The chance that a figure lies outside.</summary>
    public const double Alpha = 0.05;

    /// <summary>The 97.5 % quantile of the standard normal distribution.</summary>
    public const double Z = 1.9599639845400545;

    /// <summary>Wilson's interval of a proportion; null where nothing was tried, or less than succeeded.</summary>
    public static Interval? Wilson(long successes, long trials)
    {
        if (trials == 0 || successes > trials)
        {
            return null;
        }

        double n = trials;
        var share = successes / n;
        var scale = 1 + (Z * Z / n);
        var middle = (share + (Z * Z / (2 * n))) / scale;
        var half = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n))) / scale;

        // At 0 and at 1 the bound is exact; only rounding would move it.
        return new(successes == 0 ? 0 : middle - half, successes == trials ? 1 : middle + half);
    }

    /// <summary>The exact interval of a Poisson count, by quantiles of the gamma distribution.</summary>
    public static Interval Poisson(long count) => new(
        count == 0 ? 0 : Gamma.InvCDF(count, 1, Alpha / 2),
        Gamma.InvCDF(count + 1, 1, 1 - (Alpha / 2)));

    /// <summary>Student's interval of a mean; null for fewer than two values.</summary>
    /// <param name="count">How many values.</param>
    /// <param name="sum">Their sum.</param>
    /// <param name="squares">The sum of their squares.</param>
    public static Interval? Mean(long count, double sum, double squares)
    {
        if (count < 2)
        {
            return null;
        }

        var mean = sum / count;
        var variance = Math.Max(0, squares - (sum * mean)) / (count - 1);
        var half = StudentT.InvCDF(0, 1, count - 1, 1 - (Alpha / 2)) * Math.Sqrt(variance / count);
        return new(mean - half, mean + half);
    }

    /// <summary>
    /// The delta method for a ratio of sums over units that belong together (all clicks of one advocate, say); null for fewer than two
    /// units or where the divisors sum to nothing. Source: science.md 3.3.
    /// </summary>
    public static Interval? Ratio(IReadOnlyCollection<(double Top, double Bottom)> units)
    {
        var n = units.Count;
        var (top, bottom) = (units.Sum(unit => unit.Top) / n, units.Sum(unit => unit.Bottom) / n);
        if (n < 2 || bottom == 0)
        {
            return null;
        }

        // The three terms of the formula at once: the variance of top - ratio * bottom, over the squared mean of the bottoms.
        var ratio = top / bottom;
        var residuals = units.Sum(unit => Math.Pow(unit.Top - top - (ratio * (unit.Bottom - bottom)), 2));
        var half = Z * Math.Sqrt(residuals / (n - 1) / n) / Math.Abs(bottom);
        return new(ratio - half, ratio + half);
    }
}
