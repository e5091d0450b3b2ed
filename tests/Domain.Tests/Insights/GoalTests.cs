using Shouldly;
using Vouch.Domain.Insights;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class GoalTests
{
    private static readonly Instant Start = new(0);
    private static readonly Instant End = Start.PlusDays(90);

    [Theory]
    [InlineData(-1, 0, GoalStatus.Waiting)]
    [InlineData(5, 10, GoalStatus.TooEarly)] // before a tenth of the time
    [InlineData(45, 49, GoalStatus.Behind)]
    [InlineData(45, 50, GoalStatus.OnTrack)]
    [InlineData(45, 100, GoalStatus.Reached)] // does not go away again
    [InlineData(90, 100, GoalStatus.Reached)]
    [InlineData(90, 99, GoalStatus.Missed)]
    public void New_customers_are_measured_against_the_pace(int day, int customers, GoalStatus status) =>
        Of(Kpi.NewReferredCustomers, GoalDirection.AtLeast, 100, Measure.Count(customers, true), day).Status.ShouldBe(status);

    [Fact]
    public void What_comes_together_goes_on_at_its_rate()
    {
        var progress = Of(Kpi.NewReferredCustomers, GoalDirection.AtLeast, 100, Measure.Count(20, true), 30);
        (progress.Value, decimal.Round(progress.Pace, 6), decimal.Round(progress.Forecast!.Value, 6), progress.Method)
            .ShouldBe((20, 33.333333m, 60, ForecastMethod.RunRate));

        // 20 cases: exact Poisson limits 12.217 and 30.888 of the tables, for the two thirds that are left.
        progress.ForecastRange!.Value.Low.ShouldBe(20 + (2 * 12.217), 0.01);
        progress.ForecastRange.Value.High.ShouldBe(20 + (2 * 30.888), 0.01);
    }

    [Theory]
    [InlineData(45, 900, 100, GoalStatus.OnTrack)]
    [InlineData(45, 1100, 100, GoalStatus.Behind)]
    [InlineData(45, 900, 9, GoalStatus.TooEarly)] // too few new customers to show their cost
    [InlineData(90, 1000, 100, GoalStatus.Reached)]
    [InlineData(90, 1001, 100, GoalStatus.Missed)]
    public void A_cost_stays_what_it_is(int day, int cost, int customers, GoalStatus status)
    {
        var measure = Measure.Ratio(cost * customers, customers, null, true, DataState.NewCustomers(customers));
        var progress = Of(Kpi.CacReferralFullMinor, GoalDirection.AtMost, 1000, measure, day);
        (progress.Status, progress.Method, progress.Pace, progress.Forecast).ShouldBe((status, ForecastMethod.StaysAsItIs, 1000, cost));
    }

    [Theory]
    [InlineData(45, 40, GoalStatus.OnTrack)]
    [InlineData(45, 60, GoalStatus.Behind)]
    [InlineData(45, 101, GoalStatus.Missed)] // only grows
    [InlineData(90, 100, GoalStatus.Reached)]
    public void A_budget_is_missed_once_it_is_exceeded(int day, int cost, GoalStatus status) =>
        Of(Kpi.RewardCostMinor, GoalDirection.AtMost, 100, Measure.Sum(cost, 5, true), day).Status.ShouldBe(status);

    [Fact]
    public void Not_met_is_final_only_when_nothing_can_follow() =>
        Of(Kpi.NewReferredCustomers, GoalDirection.AtLeast, 100, Measure.Count(99, false), 91).Status.ShouldBe(GoalStatus.Behind);

    [Fact]
    public void Without_a_value_there_is_nothing_to_say()
    {
        var none = Measure.Share(0, 0, true);
        Of(Kpi.ShareRate, GoalDirection.AtLeast, 0.2m, none, 45).Status.ShouldBe(GoalStatus.TooEarly);
        Of(Kpi.ShareRate, GoalDirection.AtLeast, 0.2m, none, 90).Status.ShouldBe(GoalStatus.Missed);
    }

    [Theory]
    [InlineData(200, 1500, GoalDirection.AtLeast, 230)]
    [InlineData(2000, -1000, GoalDirection.AtMost, 1800)]
    public void A_goal_may_be_a_change(int before, int basisPoints, GoalDirection direction, int target)
    {
        var goal = Goal.ByChange(Kpi.NewReferredCustomers, before, basisPoints, Start, End).Value;
        (goal.Direction, goal.Target).ShouldBe((direction, target));
    }

    [Fact]
    public void A_goal_needs_a_time_and_a_target_that_can_be()
    {
        Goal.Make(Kpi.ShareRate, GoalDirection.AtLeast, 1, Start, Start).Refusal!.Field.ShouldBe("to");
        Goal.Make(Kpi.ShareRate, GoalDirection.AtLeast, -1, Start, End).Refusal!.Field.ShouldBe("target");
        Goal.Make(Kpi.RoiMargin, GoalDirection.AtLeast, -0.1m, Start, End).IsRefused.ShouldBeFalse();
    }

    private static GoalProgress Of(Kpi kpi, GoalDirection direction, decimal target, Measure measure, int day) =>
        GoalProgress.Of(Goal.Make(kpi, direction, target, Start, End).Value, measure, Start.PlusDays(day));
}
