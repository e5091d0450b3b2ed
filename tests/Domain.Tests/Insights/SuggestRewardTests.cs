using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Money;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class SuggestRewardTests
{
    // An average order of 80.00, of which 40 % are left; 1.5 more orders to come; 500.00 of fixed cost; other channels not known.
    private static readonly RewardQuestion Shop = new(new Percentage(4000), 8000, 1.5m, null, 50_000);

    [Fact]
    public void Levels_go_from_half_the_first_order_to_half_the_later_ones()
    {
        var levels = SuggestReward.From(Shop);
        levels.Select(one => (one.Level, one.Advocate, one.Friend)).ShouldBe(
            [(RewardLevel.Careful, 800L, 800L), (RewardLevel.Usual, 1500L, 1500L), (RewardLevel.Generous, 2500L, 2500L)]);
        var usual = levels[1];
        (usual.CostPerCustomer, usual.LeftOfFirstOrder, usual.LeftInTime, usual.SavedAgainstOthers).ShouldBe((3000, 200, 5000, null));
        (usual.OrdersToEarnBack, usual.CustomersToBreakEven, usual.FirstOrderAtNoLoss).ShouldBe((1, 10, 7500));
        (levels[2].LeftOfFirstOrder, levels[2].OrdersToEarnBack).ShouldBe((-1800, 2));
    }

    [Fact]
    public void No_customer_costs_more_than_elsewhere()
    {
        var levels = SuggestReward.From(Shop with { OtherCac = 2400 });
        levels.ShouldAllBe(one => one.CostPerCustomer <= 2400 && one.SavedAgainstOthers >= 0);
        levels.Select(one => one.Advocate).ShouldBe([800, 1000], "what would be the same twice is said once");
    }

    [Fact]
    public void Of_nothing_nothing_is_given()
    {
        SuggestReward.From(Shop with { Margin = new Percentage(0) }).ShouldBeEmpty();
        SuggestReward.With(Shop, RewardLevel.Generous, 5000, 3000).CustomersToBreakEven.ShouldBeNull("each customer costs what they leave");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(1, 1)]
    [InlineData(9, 9)]
    [InlineData(14, 10)]
    [InlineData(780, 750)]
    [InlineData(1234, 1000)]
    [InlineData(1999, 1500)]
    [InlineData(100_000, 100_000)]
    public void Amounts_read_well(long amount, long plain)
    {
        var all = new RewardQuestion(new Percentage(10_000), Math.Max(1, amount * 2), 0, null, 0);
        (SuggestReward.From(all).FirstOrDefault(one => one.Level == RewardLevel.Usual)?.Friend ?? 0).ShouldBe(plain);
    }
}
