using Shouldly;
using Vouch.Domain.Programs;
using Xunit;

namespace Vouch.Domain.Tests.Programs;

public sealed class SizeRewardTests
{
    private const long AverageOrder = 8000;

    [Theory]
    [InlineData(ProgramTemplate.StoreCredit, 1200, 1200)]
    [InlineData(ProgramTemplate.PercentOff, 1200, 1200)]
    [InlineData(ProgramTemplate.PercentOff, 1299, 1280)]
    [InlineData(ProgramTemplate.PercentOff, 9000, 8000)]
    [InlineData(ProgramTemplate.Points, 1200, 1200)]
    [InlineData(ProgramTemplate.Charity, 1, 1)]
    [InlineData(ProgramTemplate.Ladder, 1000, 1000)]
    public void A_reward_comes_to_the_amount_it_is_sized_to(ProgramTemplate template, long amount, long cost)
    {
        var terms = ProgramTemplatesTests.Made(template, "EUR");
        var patch = SizeReward.To(terms.AdvocateReward!, amount, AverageOrder, pointValue: 50).ShouldNotBeNull();
        var sized = ProgramParsing.Merge(new ProgramRequest { AdvocateReward = patch }, terms).Value.AdvocateReward!;
        SizeReward.CostOf(sized, AverageOrder, 50).ShouldBe(cost);
        (sized.Kind, sized.ExpiresAfterDays).ShouldBe((terms.AdvocateReward!.Kind, terms.AdvocateReward.ExpiresAfterDays));
    }

    [Fact]
    public void Steps_keep_their_proportion()
    {
        var terms = ProgramTemplatesTests.Made(ProgramTemplate.Ladder, "EUR");
        var patch = SizeReward.To(terms.AdvocateReward!, 3000, 10_000, null).ShouldNotBeNull();
        var sized = ProgramParsing.Merge(new ProgramRequest { AdvocateReward = patch }, terms).Value.AdvocateReward!;
        sized.ByOrderSubtotal.Select(step => step.Value.Amount).Prepend(sized.Value.Amount).ShouldBe([1500, 3000, 6000]);
    }

    [Fact]
    public void What_is_no_amount_stays_and_costs_nothing_that_is_known()
    {
        var month = ProgramTemplatesTests.Made(ProgramTemplate.SubscriptionMonth, "EUR").AdvocateReward!;
        SizeReward.To(month, 1000, AverageOrder, 50).ShouldBeNull();
        SizeReward.CostOf(month, AverageOrder, 50).ShouldBe(0);
        var points = ProgramTemplatesTests.Made(ProgramTemplate.Points, "EUR").AdvocateReward!;
        SizeReward.To(points, 1000, AverageOrder, null).ShouldBeNull();
        SizeReward.CostOf(points, AverageOrder, null).ShouldBe(0);
        SizeReward.CostOf(null, AverageOrder, null).ShouldBe(0);
    }

    [Fact]
    public void The_largest_amounts_overflow_nothing()
    {
        var points = ProgramTemplatesTests.Made(ProgramTemplate.Points, "EUR").AdvocateReward!;
        SizeReward.CostOf(points with { Value = points.Value with { Points = 1_000_000_000 } }, 1, Currency.MaxMinor).ShouldBe(Currency.MaxMinor);
        foreach (var template in ProgramTemplates.All)
        {
            var terms = ProgramTemplatesTests.Made(template, "EUR");
            if (SizeReward.To(terms.AdvocateReward!, Currency.MaxMinor, 1, 1) is { } patch)
            {
                ProgramParsing.Merge(new ProgramRequest { AdvocateReward = patch }, terms).IsRefused.ShouldBeFalse($"{template}");
            }
        }
    }
}
