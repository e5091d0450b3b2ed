namespace Vouch.Domain.Insights;

/// <summary>What a K-factor leads to; source: science.md 1. Exact in decimals.</summary>
public static class ViralGrowth
{
    /// <summary>K of its two parts.</summary>
    /// <param name="reached">Friends reached per customer.</param>
    /// <param name="conversion">Valid orders per friend reached.</param>
    public static decimal K(decimal reached, decimal conversion) => reached * conversion;

    /// <summary>Customers after so many cycles, those of the beginning included.</summary>
    /// <param name="start">Customers at the beginning.</param>
    /// <param name="k">New customers each customer brings, once; not negative.</param>
    /// <param name="cycles">Not negative.</param>
    public static decimal Total(long start, decimal k, int cycles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);

        // Adding cycle by cycle is exact at K = 1 too, where the closed form is 0 / 0.
        var (total, last) = ((decimal)start, (decimal)start);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            last *= k;
            total += last;
        }

        return total;
    }

    /// <summary>What it comes to in the end; null where it grows without end.</summary>
    public static decimal? Limit(long start, decimal k) => k < 1 ? start / (1 - k) : null;
}
