using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Money;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class ClickCohortTests
{
    private static readonly Instant Start = Instant.Of(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_fixture_s_friends_are_followed_one_by_one()
    {
        using var fixture = TestData.Json("kpi_fixture.json");
        var facts = KpiWorld.Read(fixture.RootElement.GetProperty("world"));
        var counts = CountKpis.From(facts);
        var cohort = CountKpis.Follow(facts);
        (cohort.Clicked, cohort.Bought, cohort.Kept).ShouldBe((counts.ClickedFriends, counts.ConvertedFriendsGross, counts.ConvertedFriends));
        cohort.Approved.ShouldBe(0);
    }

    [Fact]
    public void Each_step_is_a_part_of_the_one_before()
    {
        var facts = World(
            [Click("a", 0), Click("b", 1), Click("c", 2), Click("d", 3), Click("e", 4), Click("outside", 31)],
            [Order("b", 2), Order("c", 3, isApproved: true), Order("d", 34, isApproved: true), Order("stranger", 5), Order("e", 6, OrderStanding.FraudRejected)],
            [new LeadFact("a", "anna", Start.PlusDays(1)), new LeadFact("d", "anna", Start.PlusDays(2)), new LeadFact("e", "anna", Start.PlusDays(4), IsInvitation: true)]);
        // a took the offer; d did so before the click and bought 31 days after it; e's invitation is nothing that e did.
        CountKpis.Follow(facts).ShouldBe(new ClickCohort(5, 4, 3, 2, 1, false));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Whatever_happens_the_steps_are_nested_and_the_days_add_up(int seed)
    {
#pragma warning disable CA5394 // A seeded world, not a secret.
        var random = new Random(seed);
        for (var world = 0; world < 60; world++)
        {
            var facts = World(
                [.. Enumerable.Range(0, random.Next(40)).Select(_ => Click("p" + random.Next(12), random.Next(-5, 35)))],
                [.. Enumerable.Range(0, 12).Where(_ => random.Next(2) == 0).Select(i => Order(
                    "p" + i, random.Next(-5, 60), (OrderStanding)random.Next(3), random.Next(2) == 0))],
                [.. Enumerable.Range(0, random.Next(12)).Select(_ => new LeadFact(
                    "p" + random.Next(12), "anna", Start.PlusDays(random.Next(40)), random.Next(3) == 0))]);
            var (cohort, counts) = (CountKpis.Follow(facts), CountKpis.From(facts));
            long[] steps = [cohort.Clicked, cohort.Known, cohort.Bought, cohort.Kept, cohort.Approved];
            steps.ShouldBe(steps.OrderDescending());
            (cohort.Clicked, cohort.Bought, cohort.Kept).ShouldBe((counts.ClickedFriends, counts.ConvertedFriendsGross, counts.ConvertedFriends));

            var days = CountKpis.Course(facts, [.. Enumerable.Range(0, 31).Select(Start.PlusDays)]);
            var report = KpiReport.From(counts);
            days.Sum(day => day.Revenue).ShouldBe(counts.RevenueAll);
            days.Sum(day => day.NewCustomers).ShouldBe(counts.NewReferred);
            days.Sum(day => day.Cost).ShouldBe(report[Kpi.RewardCostMinor].Value!.Value, 0.0001m);
        }
#pragma warning restore CA5394
    }

    [Fact]
    public void A_day_may_change_until_its_orders_can_no_longer_come_back()
    {
        var facts = World([], [], []) with { Period = new KpiPeriod(Start, Start.PlusDays(30), Start.PlusDays(24)) };
        var days = CountKpis.Course(facts, [.. Enumerable.Range(0, 31).Select(Start.PlusDays)]);
        // Fourteen days after its end: the tenth day's end is fourteen days ago.
        days.Count(day => day.IsMature).ShouldBe(10);
    }

    private static ClickFact Click(string visitor, int day) => new("s", visitor, Start.PlusDays(day));

    private static OrderFact Order(string person, int day, OrderStanding standing = OrderStanding.Good, bool isApproved = false) =>
        new("o-" + person, person, Start.PlusDays(day), 1000 + day, "anna", true, standing, isApproved);

    private static KpiFacts World(IReadOnlyList<ClickFact> clicks, IReadOnlyList<OrderFact> orders, IReadOnlyList<LeadFact> leads) => new()
    {
        Period = new KpiPeriod(Start, Start.PlusDays(30), Start.PlusDays(45)),
        Terms = new KpiTerms(30, 14, new Percentage(4000), 0, true),
        Shares = [new ShareFact("s", "anna", Start)],
        Clicks = clicks, Orders = orders, Leads = leads,
        Rewards = [.. orders.Select((order, i) => new RewardFact(order.Id, 100, i % 3 * 10, 0, 0, i % 2 == 0))],
    };
}
