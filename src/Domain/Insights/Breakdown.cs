namespace Vouch.Domain.Insights;

/// <summary>By what referred orders are told apart.</summary>
public enum BreakdownBy
{
    /// <summary>The program they count for.</summary>
    Program,

    /// <summary>By which the link was shared.</summary>
    Channel,

    /// <summary>Whose bonus was on their rewards.</summary>
    Campaign,

    /// <summary>Where the goods, or the bill, went.</summary>
    Country,

    /// <summary>On what the link was followed.</summary>
    Device,

    /// <summary>A first order, or a later one of a friend.</summary>
    Customers,
}

/// <summary>What one group of orders of the period brought.</summary>
/// <param name="Group">Which.</param>
/// <param name="Orders">Valid attributed orders.</param>
/// <param name="NewCustomers">Of them, first ones.</param>
/// <param name="Revenue">Their net, minor units.</param>
/// <param name="AverageOrder">Net of an order, minor units.</param>
/// <param name="RewardCost">Rewards of both sides for orders of the group, minor units, less what was taken back.</param>
/// <param name="Cac">Reward cost of a new customer, minor units.</param>
/// <param name="Roi">Revenue less cost over cost, as <see cref="Kpi.RoiSeed"/>.</param>
public sealed record BreakdownRow(
    string Group, long Orders, long NewCustomers, decimal Revenue, Measure AverageOrder, decimal RewardCost, Measure Cac, Measure Roi);

/// <summary>
/// Referred orders by groups. Each order is in one group, so that the groups' orders, customers, revenue and cost add up to the measures
/// of the whole period.
/// </summary>
public static class Breakdown
{
    /// <summary>The groups, most revenue first.</summary>
    /// <param name="facts">Of the period.</param>
    /// <param name="groupOf">The group of an order, by its id.</param>
    public static IReadOnlyList<BreakdownRow> From(KpiFacts facts, Func<string, string> groupOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(groupOf);
        var sums = new Dictionary<string, Sum>(StringComparer.Ordinal);
        Sum Of(string order)
        {
            var group = groupOf(order);
            return sums.TryGetValue(group, out var sum) ? sum : sums[group] = new Sum();
        }

        foreach (var (order, net) in CountKpis.ReferredOrders(facts))
        {
            var sum = Of(order.Id);
            (sum.Orders, sum.Revenue) = (sum.Orders + 1, sum.Revenue + net);
            sum.NewCustomers += order.IsFirst ? 1 : 0;
            sum.Squares += (double)net * net;
        }

        foreach (var (reward, order) in CountKpis.RewardsOfPeriod(facts))
        {
            var (sum, issued) = (Of(order.Id), reward.Issued - reward.Clawed);
            (sum.Issued, sum.Credit) = (sum.Issued + issued, sum.Credit + (reward.IsCredit ? issued : 0));
        }

        var isMature = facts.Period.IsOver(facts.Terms.ReturnDays);
        return
        [
            .. sums.Where(pair => pair.Value is { Orders: > 0 } or { Issued: not 0 })
                .Select(pair => Row(facts.Terms, pair.Key, pair.Value, isMature))
                .OrderByDescending(row => row.Revenue).ThenBy(row => row.Group, StringComparer.Ordinal),
        ];
    }

    private static BreakdownRow Row(KpiTerms terms, string group, Sum sum, bool isMature)
    {
        var cost = KpiReport.AtCost(terms, sum.Issued, sum.Credit);
        return new BreakdownRow(
            group, sum.Orders, sum.NewCustomers, sum.Revenue,
            Measure.Ratio(
                sum.Revenue, sum.Orders, Numerics.Intervals.Mean(sum.Orders, sum.Revenue, sum.Squares), isMature,
                DataState.Orders(sum.Orders)),
            cost, Measure.Ratio(cost, sum.NewCustomers, null, isMature, DataState.NewCustomers(sum.NewCustomers)),
            Measure.Ratio(sum.Revenue - cost, cost, null, isMature, DataState.Orders(sum.Orders)));
    }

    private sealed class Sum
    {
        internal long Orders { get; set; }

        internal long NewCustomers { get; set; }

        internal long Revenue { get; set; }

        internal double Squares { get; set; }

        internal long Issued { get; set; }

        internal long Credit { get; set; }
    }
}
