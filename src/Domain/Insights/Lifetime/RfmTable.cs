namespace Vouch.Domain.Insights.Lifetime;

/// <summary>A purchase.</summary>
/// <param name="Customer">Whose, by resolved identity.</param>
/// <param name="Day">The day where the merchant is.</param>
/// <param name="Net">After partial refunds, minor units; may be 0.</param>
/// <param name="IsWhollyRefunded">Then it never was.</param>
public readonly record struct Purchase(string Customer, DateOnly Day, long Net, bool IsWhollyRefunded = false);

/// <summary>How often, how recently and for how long somebody has been buying.</summary>
/// <param name="X">Days with a purchase after the first such day.</param>
/// <param name="Tx">Weeks from the first to the last; 0 where there is one.</param>
/// <param name="T">Weeks from the first to the end of what was observed.</param>
public readonly record struct PurchaseHistory(int X, double Tx, double T);

/// <summary>So many customers with one history.</summary>
/// <param name="History">Theirs.</param>
/// <param name="Customers">How many.</param>
public readonly record struct WeightedHistory(PurchaseHistory History, long Customers);

/// <summary>A customer as models of purchases see them.</summary>
/// <param name="Id">Who.</param>
/// <param name="Repeats">Days with a purchase after the first such day.</param>
/// <param name="LastDay">Days from the first to the last of them.</param>
/// <param name="Age">Days from the first to the last day observed.</param>
/// <param name="MeanSpend">Mean total of the repeat days, major units; 0 where there is none.</param>
/// <param name="Holdout">Days with a purchase after what was observed and before the holdout's end.</param>
public sealed record RfmCustomer(string Id, int Repeats, int LastDay, int Age, double MeanSpend, int Holdout)
{
    private const double DaysOfWeek = 7;

    /// <summary>In weeks.</summary>
    public PurchaseHistory History => new(Repeats, LastDay / DaysOfWeek, Age / DaysOfWeek);
}

/// <summary>Recency, frequency and spend of a shop's customers; source: science.md 2.1.</summary>
/// <param name="Customers">Everybody whose first purchase lies inside, by id.</param>
/// <param name="Days">Days observed.</param>
/// <param name="HoldoutDays">Days after them that models can be tried on; 0 for none.</param>
/// <param name="RepeatsByWeek">Repeat purchases of these customers in each week from the first day to the holdout's end.</param>
public sealed record RfmTable(IReadOnlyList<RfmCustomer> Customers, int Days, int HoldoutDays, IReadOnlyList<long> RepeatsByWeek)
{
    private const int DaysOfWeek = 7;

    /// <summary>
    /// Makes the table: one transaction a customer and day, an amount of 0 too; what was wholly refunded drops out. Fitted customers are
    /// those whose first purchase ever lies in [from, until), observed in whole days up to the last day before <paramref name="until"/>.
    /// </summary>
    /// <param name="purchases">All there are, those before <paramref name="from"/> too, in any order.</param>
    /// <param name="from">First day on which a first purchase may lie.</param>
    /// <param name="until">First day not observed.</param>
    /// <param name="holdoutUntil">First day after the holdout; null for none.</param>
    /// <param name="minorPerUnit">Minor units in one unit of the currency.</param>
    public static RfmTable Build(
        IEnumerable<Purchase> purchases, DateOnly from, DateOnly until, DateOnly? holdoutUntil, decimal minorPerUnit)
    {
        var end = holdoutUntil ?? until;
        var customers = purchases.Where(purchase => !purchase.IsWhollyRefunded && purchase.Day < end)
            .GroupBy(purchase => purchase.Customer)
            .Select(own => (own.Key, Days: own.GroupBy(purchase => purchase.Day)
                .Select(day => (Day: day.Key, Net: day.Sum(purchase => purchase.Net))).OrderBy(day => day.Day).ToList()))
            .Where(one => one.Days[0].Day >= from && one.Days[0].Day < until)
            .OrderBy(one => one.Key, StringComparer.Ordinal).ToList();
        var weeks = new long[(end.DayNumber - from.DayNumber + DaysOfWeek - 1) / DaysOfWeek];
        foreach (var (day, _) in customers.SelectMany(one => one.Days.Skip(1)))
        {
            weeks[(day.DayNumber - from.DayNumber) / DaysOfWeek]++;
        }

        return new(
            [.. customers.Select(one => Row(one.Key, one.Days, until, minorPerUnit))], until.DayNumber - from.DayNumber,
            end.DayNumber - until.DayNumber, weeks);
    }

    /// <summary>Equal histories counted once, by frequency: what fits run over.</summary>
    public static IReadOnlyList<WeightedHistory> Collapse(IEnumerable<PurchaseHistory> histories) =>
    [
        .. histories.CountBy(history => history).OrderBy(pair => pair.Key.X).ThenBy(pair => pair.Key.T).ThenBy(pair => pair.Key.Tx)
            .Select(pair => new WeightedHistory(pair.Key, pair.Value)),
    ];

    private static RfmCustomer Row(string id, List<(DateOnly Day, long Net)> days, DateOnly until, decimal minorPerUnit)
    {
        var first = days[0].Day.DayNumber;
        var repeats = days.Skip(1).TakeWhile(day => day.Day < until).ToList();
        return new(
            id, repeats.Count, repeats.Count == 0 ? 0 : repeats[^1].Day.DayNumber - first, until.DayNumber - 1 - first,
            repeats.Count == 0 ? 0 : (double)(repeats.Sum(day => (decimal)day.Net) / repeats.Count / minorPerUnit),
            days.Count - 1 - repeats.Count);
    }
}
