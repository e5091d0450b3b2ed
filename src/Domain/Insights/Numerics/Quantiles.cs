namespace Vouch.Domain.Insights.Numerics;

/// <summary>Quantiles of a sample, between neighbours by the straight line (type 7 of Hyndman and Fan 1996).</summary>
public static class Quantiles
{
    /// <summary>The quantile of sorted values, of which there is at least one.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var (low, rest) = ((int)Math.Floor(at), at - Math.Floor(at));
        return low + 1 < sorted.Count ? sorted[low] + (rest * (sorted[low + 1] - sorted[low])) : sorted[^1];
    }
}
