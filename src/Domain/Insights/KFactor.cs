using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights;

/// <summary>What the customers of one month brought within the horizon; a query can give it.</summary>
/// <param name="Month">Month of the first valid order.</param>
/// <param name="Size">Customers.</param>
/// <param name="Reached">Distinct friends that clicked or were invited within the horizon of their advocate's first order.</param>
/// <param name="Referred">Valid new customers referred within the horizon.</param>
/// <param name="Squares">The sum over the customers of the square of how many each referred.</param>
public sealed record ReferralSums(CalendarMonth Month, long Size, long Reached, long Referred, long Squares);

/// <summary>How many customers a customer brings.</summary>
/// <param name="Month">Month of the first valid order.</param>
/// <param name="K">New customers per customer.</param>
/// <param name="Reached">Friends reached per customer: the first factor of K.</param>
/// <param name="Conversion">Valid orders per friend reached: the second.</param>
public sealed record KCohort(CalendarMonth Month, Measure K, Measure Reached, Measure Conversion);

/// <summary>The realised K-factor by cohorts of the month of first order; source: science.md 1.</summary>
public static class KFactor
{
    /// <summary>The sums of plain facts.</summary>
    /// <param name="customers">With their first valid orders.</param>
    /// <param name="friends">Valid first orders of friends: whose advocate, when.</param>
    /// <param name="reached">When each distinct friend of an advocate first clicked or was invited.</param>
    /// <param name="days">The horizon H after the advocate's first order, both ends included.</param>
    /// <param name="zone">The merchant's.</param>
    public static IReadOnlyList<ReferralSums> Sums(
        IReadOnlyCollection<CustomerFact> customers, IEnumerable<(string Advocate, Instant At)> friends,
        IEnumerable<(string Advocate, Instant At)> reached, int days, TimeZoneInfo zone)
    {
        var (won, touched) = (friends.ToLookup(one => one.Advocate, one => one.At), reached.ToLookup(one => one.Advocate, one => one.At));
        return
        [
            .. customers.GroupBy(customer => CalendarMonth.Of(customer.FirstOrder, zone)).OrderBy(cohort => cohort.Key).Select(cohort =>
            {
                var each = cohort.Select(customer => Within(won[customer.Id], customer)).ToList();
                return new ReferralSums(
                    cohort.Key, each.Count, cohort.Sum(customer => Within(touched[customer.Id], customer)), each.Sum(),
                    each.Sum(count => count * count));
            }),
        ];

        long Within(IEnumerable<Instant> instants, CustomerFact customer) =>
            instants.Count(at => at >= customer.FirstOrder && at <= customer.FirstOrder.PlusDays(days));
    }

    /// <summary>
    /// K of each cohort; immature until the horizon of its youngest member is over and what they brought can no longer come back.
    /// </summary>
    public static IReadOnlyList<KCohort> ByCohort(
        IEnumerable<ReferralSums> sums, int days, int returnDays, Instant now, TimeZoneInfo zone) =>
    [
        .. sums.OrderBy(one => one.Month).Select(one =>
        {
            var isMature = one.Month.Plus(1).Start(zone).PlusDays(days + returnDays) <= now;
            return new KCohort(
                one.Month,
                Measure.Ratio(
                    one.Referred, one.Size, Intervals.Mean(one.Size, one.Referred, one.Squares), isMature, DataState.Rate(one.Size)),
                Measure.Ratio(one.Reached, one.Size, null, isMature, DataState.Rate(one.Size)),
                Measure.Ratio(one.Referred, one.Reached, null, isMature, DataState.Rate(one.Reached)));
        }),
    ];
}
