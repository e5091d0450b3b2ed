using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights;

/// <summary>
/// What customers left in their first so many days: the headline, since no model stands behind it. Only customers whose days are over
/// count; source: science.md 2.1.
/// </summary>
public static class RealisedMargin
{
    /// <summary>The horizons that are shown, days.</summary>
    public static IReadOnlyList<int> Horizons { get; } = [90, 180, 365];

    /// <summary>Mean margin of a customer, minor units, from sums that a query can give.</summary>
    /// <param name="customers">Whose days are over.</param>
    /// <param name="sum">Of their margins within their days.</param>
    /// <param name="squares">Of the squares of their margins.</param>
    public static Measure Of(long customers, decimal sum, decimal squares) => Measure.Ratio(
        sum, customers, Intervals.Mean(customers, (double)sum, (double)squares), true, DataState.Orders(customers));

    /// <summary>The same from plain facts.</summary>
    /// <param name="orders">All valid orders with their margins.</param>
    /// <param name="days">How many days, the last one not included.</param>
    /// <param name="now">Up to when orders are known.</param>
    public static Measure Of(IEnumerable<CohortOrder> orders, int days, Instant now)
    {
        var margins = orders.GroupBy(order => order.Customer)
            .Select(own => (End: own.Min(order => order.At).PlusDays(days), Orders: own))
            .Where(one => one.End <= now)
            .Select(one => (decimal)one.Orders.Where(order => order.At < one.End).Sum(order => order.Margin)).ToList();
        return Of(margins.Count, margins.Sum(), margins.Sum(margin => margin * margin));
    }
}
