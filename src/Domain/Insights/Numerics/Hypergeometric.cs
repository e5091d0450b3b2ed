namespace Vouch.Domain.Insights.Numerics;

/// <summary>Gauss' hypergeometric function 2F1(a, b; c; z) for 0 ≤ z &lt; 1 and c &gt; -1 but 0, as purchase models need it.</summary>
public static class Hypergeometric
{
    // 24,000 terms were enough for every set of arguments tried; source: science.md 2.4.
    private const int MostTerms = 200_000;
    private const double Smallest = 1e-17;

    /// <summary>
    /// The value; may overflow to infinity where <see cref="Log"/> does not. Not a number outside its domain, and where the series does not
    /// settle.
    /// </summary>
    public static double Of(double a, double b, double c, double z) =>
        Sum(a, b, c, z) is var (power, sum) ? Math.Exp(power) * sum : double.NaN;

    /// <summary>Its natural logarithm; not a number where the function is negative too.</summary>
    public static double Log(double a, double b, double c, double z) =>
        Sum(a, b, c, z) is var (power, sum) ? power + Math.Log(sum) : double.NaN;

    // Euler's transformation: where the series would grow towards z = 1, its counterpart does not.
    private static (double Power, double Sum)? Sum(double a, double b, double c, double z) =>
        !(z >= 0 && z < 1 && c > -1 && c != 0) ? null
            : c - a - b < 0 ? ((c - a - b) * Math.Log(1 - z), Series(c - a, c - b, c, z))
            : (0, Series(a, b, c, z));

    private static double Series(double a, double b, double c, double z)
    {
        var (sum, term) = (1.0, 1.0);
        for (var n = 0; n < MostTerms; n++)
        {
            var ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            term *= ratio;
            sum += term;

            // Once terms shrink by a steady ratio, what is left is at most the term times ratio / (1 - ratio).
            if (Math.Abs(term) < Smallest * Math.Abs(sum) && Math.Abs(ratio) < 1
                && Math.Abs(term * ratio) < Smallest * Math.Abs(sum) * (1 - Math.Abs(ratio)))
            {
                return sum;
            }
        }

        return double.NaN;
    }
}
