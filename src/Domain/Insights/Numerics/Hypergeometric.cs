namespace Vouch.Domain.Insights.Numerics;

/// <summary>Gauss' hypergeometric function 2F1(a, b; c; z) for 0 ≤ z &lt; 1 and c &gt; 0, as purchase models need it.</summary>
public static class Hypergeometric
{
    // 24,000 terms were enough for every set of arguments tried; source: science.md 2.4.
    private const int MostTerms = 200_000;
    private const double Smallest = 1e-17;

    /// <summary>The value; may overflow to infinity where <see cref="Log"/> does not. Not a number outside its domain.</summary>
    public static double Of(double a, double b, double c, double z) => Math.Exp(Log(a, b, c, z));

    /// <summary>
    /// Its natural logarithm; not a number where the function is negative, outside its domain, or where the series does not settle.
    /// </summary>
    public static double Log(double a, double b, double c, double z)
    {
        if (!(z >= 0 && z < 1 && c > 0))
        {
            return double.NaN;
        }

        // Euler's transformation: where the series would grow towards z = 1, its counterpart does not.
        return c - a - b < 0
            ? ((c - a - b) * Math.Log(1 - z)) + LogSeries(c - a, c - b, c, z)
            : LogSeries(a, b, c, z);
    }

    private static double LogSeries(double a, double b, double c, double z)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 0; n < MostTerms; n++)
        {
            var ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            term *= ratio;
            sum += term;

            // Once terms shrink by a steady ratio, what is left is at most the term times ratio / (1 - ratio).
            if (Math.Abs(ratio) < 1 && Math.Abs(term) * Math.Max(1, Math.Abs(ratio) / (1 - Math.Abs(ratio))) < Smallest * Math.Abs(sum))
            {
                return Math.Log(sum);
            }
        }

        return double.NaN;
    }
}
