using Shouldly;
using Vouch.Domain.Insights;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class BreakdownTests
{
    private static readonly Func<string, string>[] Groupings =
    [
        _ => "all", order => order, order => order[^1..], order => (order.Length % 2 == 0 ? "even" : "odd"),
    ];

    [Fact]
    public void However_the_fixture_s_orders_are_told_apart_the_groups_add_up_to_the_measures()
    {
        using var fixture = TestData.Json("kpi_fixture.json");
        var facts = KpiWorld.Read(fixture.RootElement.GetProperty("world"));
        var report = KpiReport.From(CountKpis.From(facts));
        foreach (var grouping in Groupings)
        {
            var rows = Breakdown.From(facts, grouping);
            rows.Sum(row => row.Orders).ShouldBe(report[Kpi.AovReferredAllMinor].Data.Have);
            rows.Sum(row => row.NewCustomers).ShouldBe((long)report[Kpi.NewReferredCustomers].Value!.Value);
            rows.Sum(row => row.Revenue).ShouldBe(report[Kpi.ReferralRevenueAllMinor].Value!.Value);
            rows.Sum(row => row.RewardCost).ShouldBe(report[Kpi.RewardCostMinor].Value!.Value);
            rows.Select(row => row.Revenue).ShouldBe(rows.Select(row => row.Revenue).OrderDescending());
        }

        var all = Breakdown.From(facts, _ => "all").ShouldHaveSingleItem();
        all.AverageOrder.Value.ShouldBe(report[Kpi.AovReferredAllMinor].Value);
        all.Cac.Value.ShouldBe(report[Kpi.CacReferralVariableMinor].Value);
        all.Roi.Value.ShouldBe(report[Kpi.RoiSeed].Value);
    }

    [Fact]
    public void Without_orders_there_are_no_groups()
    {
        using var fixture = TestData.Json("kpi_fixture.json");
        var facts = KpiWorld.Read(fixture.RootElement.GetProperty("world"));
        Breakdown.From(facts with { Orders = [] }, _ => "all").ShouldBeEmpty();
    }
}
