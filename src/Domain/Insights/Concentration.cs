namespace Vouch.Domain.Insights;

/// <summary>What the best advocates bring.</summary>
/// <param name="Percent">The best so many percent.</param>
/// <param name="Advocates">How many those are, rounded up: never nobody.</param>
/// <param name="Share">Of the revenue of all.</param>
public sealed record TopShare(int Percent, int Advocates, Measure Share);

/// <summary>How few advocates bring how much; source: science.md 1, super-advocates.</summary>
public static class Concentration
{
    private static readonly int[] Percents = [1, 5, 20];

    /// <summary>The shares of the best 1, 5 and 20 percent.</summary>
    /// <param name="revenues">Valid attributed net revenue of each advocate that has any, minor units, after fraud-rejections.</param>
    /// <param name="isMature">Orders can no longer come back.</param>
    public static IReadOnlyList<TopShare> Of(IEnumerable<long> revenues, bool isMature)
    {
        var ordered = revenues.OrderDescending().ToList();
        var total = ordered.Sum();
        return
        [
            .. Percents.Select(percent =>
            {
                var count = ((ordered.Count * percent) + 99) / 100;
                return new TopShare(
                    percent, count, Measure.Ratio(ordered.Take(count).Sum(), total, null, isMature, DataState.Rate(ordered.Count)));
            }),
        ];
    }
}
