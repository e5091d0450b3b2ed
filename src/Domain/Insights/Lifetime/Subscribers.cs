namespace Vouch.Domain.Insights.Lifetime;

/// <summary>So many subscribers with one history.</summary>
/// <param name="Renewals">How often they renewed.</param>
/// <param name="HasLeft">Did not renew again; otherwise the next renewal is not due yet.</param>
/// <param name="Customers">How many.</param>
public readonly record struct SubscriberCount(int Renewals, bool HasLeft, long Customers);

/// <summary>Histories of subscribers, from what a shop has of them.</summary>
public static class Subscribers
{
    /// <summary>Of one cohort that is counted at each renewal.</summary>
    /// <param name="survivors">How many there were at the start and after each renewal: at least one number, never rising.</param>
    public static IReadOnlyList<SubscriberCount> Survivors(IReadOnlyList<long> survivors) =>
    [
        .. survivors.Zip(survivors.Skip(1)).Select((pair, renewals) => new SubscriberCount(renewals, true, pair.First - pair.Second)),
        new(survivors.Count - 1, false, survivors[^1]),
    ];

    /// <summary>
    /// Of purchases that come once a period, from customers whose first lies in [from, until). Who is later than the period and the grace
    /// has left; coming back after that is another subscription and not counted.
    /// </summary>
    /// <param name="purchases">All there are, those before <paramref name="from"/> too, in any order.</param>
    /// <param name="from">First day on which a first purchase may lie.</param>
    /// <param name="until">First day not observed.</param>
    /// <param name="periodDays">Days from one renewal to the next.</param>
    /// <param name="graceDays">Days by which a renewal may be late; less than a period.</param>
    public static IReadOnlyList<SubscriberCount> Of(
        IEnumerable<Purchase> purchases, DateOnly from, DateOnly until, int periodDays, int graceDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(periodDays, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(graceDays, periodDays);
        return
        [
            .. purchases.Where(purchase => !purchase.IsWhollyRefunded && purchase.Day < until).GroupBy(purchase => purchase.Customer)
                .Select(own => own.Select(purchase => purchase.Day).Distinct().Order().ToList())
                .Where(days => days[0] >= from)
                .Select(History).CountBy(one => one).OrderBy(pair => pair.Key)
                .Select(pair => new SubscriberCount(pair.Key.Renewals, pair.Key.HasLeft, pair.Value)),
        ];

        (int Renewals, bool HasLeft) History(List<DateOnly> days)
        {
            var renewals = 0;
            while (renewals + 1 < days.Count && days[renewals + 1].DayNumber - days[renewals].DayNumber <= periodDays + graceDays)
            {
                renewals++;
            }

            return (renewals, days[renewals].AddDays(periodDays + graceDays) < until);
        }
    }
}
