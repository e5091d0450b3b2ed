namespace Vouch.Domain.Insights;

/// <summary>An order as cohorts see it.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="At">When.</param>
/// <param name="Margin">Net margin after refunds and discounts, minor units.</param>
public sealed record CohortOrder(string Customer, Instant At, long Margin);

/// <summary>The customers of one month of first order in one later month; a query can give it.</summary>
/// <param name="Month">Month of the first valid order.</param>
/// <param name="Age">Calendar months since; 0 is the month itself.</param>
/// <param name="Active">Customers with a valid order in that month; at age 0 the whole cohort.</param>
/// <param name="Margin">Of their orders of that month, minor units.</param>
public sealed record CohortSums(CalendarMonth Month, int Age, long Active, long Margin);

/// <summary>One month of a cohort's life.</summary>
/// <param name="Age">Calendar months since the first order.</param>
/// <param name="Retention">Customers who ordered in this month, of all.</param>
/// <param name="CumulativeMargin">Margin of all months so far per customer of the cohort, minor units.</param>
public sealed record CohortMonth(int Age, Measure Retention, Measure CumulativeMargin);

/// <summary>Everybody whose first order was in one month.</summary>
/// <param name="Month">Which.</param>
/// <param name="Size">Customers.</param>
/// <param name="Months">From age 0 to the month that now is, none left out.</param>
public sealed record Cohort(CalendarMonth Month, long Size, IReadOnlyList<CohortMonth> Months);

/// <summary>Customers by month of their first order: who comes back, and what they leave; source: science.md 1 and 2.1.</summary>
public static class Cohorts
{
    /// <summary>The sums of a list of valid orders.</summary>
    public static IReadOnlyList<CohortSums> Sums(IEnumerable<CohortOrder> orders, TimeZoneInfo zone)
    {
        var byCustomer = orders.GroupBy(order => order.Customer).SelectMany(own =>
        {
            var first = CalendarMonth.Of(own.Min(order => order.At), zone);
            return own.Select(order => (First: first, Age: CalendarMonth.Of(order.At, zone).Index - first.Index, Order: order));
        });
        return
        [
            .. byCustomer.GroupBy(one => (one.First, one.Age)).OrderBy(cell => cell.Key)
                .Select(cell => new CohortSums(
                    cell.Key.First, cell.Key.Age, cell.Select(one => one.Order.Customer).Distinct().Count(),
                    cell.Sum(one => one.Order.Margin))),
        ];
    }

    /// <summary>The table of cohorts, oldest first. A month is mature when it is over and its orders can no longer come back.</summary>
    /// <param name="sums">One for each cohort and age; what is not there is nothing.</param>
    /// <param name="now">When it is looked at.</param>
    /// <param name="zone">The merchant's.</param>
    /// <param name="returnDays">How long orders may come back.</param>
    public static IReadOnlyList<Cohort> Table(IEnumerable<CohortSums> sums, Instant now, TimeZoneInfo zone, int returnDays)
    {
        var thisMonth = CalendarMonth.Of(now, zone);
        return
        [
            .. sums.GroupBy(one => one.Month).OrderBy(cohort => cohort.Key)
                .Select(cohort => Row(cohort.Key, cohort.ToDictionary(one => one.Age), thisMonth.Index - cohort.Key.Index, IsMature)),
        ];

        bool IsMature(CalendarMonth month) => month.Plus(1).Start(zone).PlusDays(returnDays) <= now;
    }

    private static Cohort Row(CalendarMonth month, Dictionary<int, CohortSums> byAge, int lastAge, Func<CalendarMonth, bool> isMature)
    {
        var size = byAge.TryGetValue(0, out var whole) ? whole.Active : 0;
        var (months, margin) = (new List<CohortMonth>(), 0L);
        for (var age = 0; age <= lastAge; age++)
        {
            var sums = byAge.GetValueOrDefault(age, new CohortSums(month, age, 0, 0));
            margin += sums.Margin;
            var mature = isMature(month.Plus(age));
            months.Add(new(
                age, Measure.Share(sums.Active, size, mature), Measure.Ratio(margin, size, null, mature, DataState.Orders(size))));
        }

        return new(month, size, months);
    }
}
