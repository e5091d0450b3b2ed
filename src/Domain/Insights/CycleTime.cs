using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights;

/// <summary>How long the loop takes: days from an advocate's first order to the first order of a friend; or from share to order.</summary>
/// <param name="Count">Referrals.</param>
/// <param name="Sum">Of their days.</param>
/// <param name="Median">The middle referral, or the mean of the two middle ones; null without any.</param>
/// <param name="MeanInterval">95 % of the mean; null for fewer than two.</param>
public sealed record CycleTime(long Count, long Sum, decimal? Median, Interval? MeanInterval)
{
    /// <summary>The mean; null without any.</summary>
    public decimal? Mean => Count == 0 ? null : (decimal)Sum / Count;

    /// <summary>Of referrals counted by days, in any order.</summary>
    public static CycleTime Of(IEnumerable<CycleCount> counts)
    {
        var ordered = counts.OrderBy(one => one.Days).ToList();
        var count = ordered.Sum(one => one.Count);
        var sum = ordered.Sum(one => one.Days * one.Count);
        var squares = ordered.Sum(one => (double)one.Days * one.Days * one.Count);
        return new(
            count, sum, count == 0 ? null : (DaysAt((count - 1) / 2) + DaysAt(count / 2)) / 2m, Intervals.Mean(count, sum, squares));

        long DaysAt(long rank)
        {
            foreach (var one in ordered)
            {
                if (rank < one.Count)
                {
                    return one.Days;
                }

                rank -= one.Count;
            }

            throw new InvalidOperationException("A rank lies below the count.");
        }
    }
}
