namespace Vouch.Domain.Insights.Comparison;

/// <summary>A customer as the comparison sees them.</summary>
/// <param name="IsReferred">Came by a referral.</param>
/// <param name="Cluster">Who is alike: the advocate of the referred, the customer of the others.</param>
/// <param name="Outcome">Net margin of the first H days, after discounts, minor units.</param>
/// <param name="Covariates">What was known when they came, in the order of the names.</param>
public sealed record ComparedCustomer(bool IsReferred, string Cluster, double Outcome, double[] Covariates);

/// <summary>Customers and what their covariates are called.</summary>
/// <param name="Names">Of the covariates.</param>
/// <param name="Customers">All of them.</param>
public sealed record ComparedCustomers(IReadOnlyList<string> Names, IReadOnlyList<ComparedCustomer> Customers);

/// <summary>What was known of a customer with their first order, and what they left since.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Advocate">By whom they came; null for nobody.</param>
/// <param name="Month">Of the first order.</param>
/// <param name="Country">Or market.</param>
/// <param name="Device">Of the first order; empty where it is not known.</param>
/// <param name="FirstOrder">Before discount, minor units; positive.</param>
/// <param name="Category">Of the first line; empty where it is not known.</param>
/// <param name="Weekday">Of the first order.</param>
/// <param name="Margin">Net margin of the first H days, after discounts, minor units.</param>
public sealed record Acquisition(
    string Customer, string? Advocate, CalendarMonth Month, string Country, string Device, long FirstOrder, string Category,
    DayOfWeek Weekday, double Margin);

/// <summary>Turns what was known into numbers; source: science.md 2.6, 2.</summary>
public static class Encode
{
    // A level with fewer customers joins the others: too few to learn from.
    private const int LeastOfALevel = 30;

    /// <summary>
    /// Month as a number, the first order's logarithm, and for each level of country, device, category and weekday but the commonest a 1
    /// or a 0. Customers of a month in which only referred or only others came are left out: nobody compares to them.
    /// </summary>
    /// <param name="all">Customers whose first H days are over.</param>
    public static ComparedCustomers From(IReadOnlyList<Acquisition> all)
    {
        var months = all.Where(one => one.Advocate is not null).Select(one => one.Month)
            .Intersect(all.Where(one => one.Advocate is null).Select(one => one.Month)).ToHashSet();
        var customers = all.Where(one => months.Contains(one.Month)).ToList();
        var first = customers.Count == 0 ? 0 : customers.Min(one => one.Month.Index);
        var columns = new List<(string Name, Func<Acquisition, double> Value)>
        {
            ("month", one => one.Month.Index - first),
            ("firstOrder", one => Math.Log(Math.Max(1, one.FirstOrder))),
        };
        AddLevels("country", one => one.Country);
        AddLevels("device", one => one.Device);
        AddLevels("category", one => one.Category);
        AddLevels("weekday", one => one.Weekday.ToString());
        return new(
            [.. columns.Select(column => column.Name)],
            [
                .. customers.Select(one => new ComparedCustomer(
                    one.Advocate is not null, one.Advocate ?? one.Customer, one.Margin, [.. columns.Select(column => column.Value(one))])),
            ]);

        void AddLevels(string name, Func<Acquisition, string> level)
        {
            var levels = customers.CountBy(level).Where(pair => pair.Value >= LeastOfALevel)
                .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key);
            foreach (var one in levels.Skip(1))
            {
                columns.Add(($"{name}:{one}", customer => level(customer) == one ? 1 : 0));
            }
        }
    }
}
