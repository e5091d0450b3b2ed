using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Money;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class StatedGoalTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    private static readonly GoalRequest Usual = new()
    {
        Name = "More of them", Kpi = "newReferredCustomers", Target = 120, From = new DateOnly(2026, 4, 1), To = new DateOnly(2026, 7, 1),
    };

    [Fact]
    public void A_goal_has_the_good_side_of_its_measure()
    {
        GoalParsing.Parse(Usual, Today).Value.Direction.ShouldBe(GoalDirection.AtLeast);
        GoalParsing.Parse(Usual with { Direction = "at_least" }, Today).IsRefused.ShouldBeFalse();
        Wrong(Usual with { Direction = "at_most" }).ShouldBe(["direction"]);
        var cost = Usual with { Kpi = "cacReferralVariableMinor" };
        GoalParsing.Parse(cost, Today).Value.Direction.ShouldBe(GoalDirection.AtMost);
        Wrong(cost with { Direction = "at_least" }).ShouldBe(["direction"]);
        Wrong(cost with { Direction = "sideways" }).ShouldBe(["direction"]);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() => Wrong(new GoalRequest()).ShouldBe(["from", "kpi", "name", "target", "to"]);

    [Theory]
    [InlineData("newReferredCustomers", "1", "1000000000", "0", "-5", "2.5", "1000000001")]
    [InlineData("referralRevenueAllMinor", "1", "99", "0", "0.5", "-1", "10000000000000000000")]
    [InlineData("shareRate", "0.001", "1", "0", "-0.1", "1.01", "25")]
    [InlineData("roiMargin", "0", "-0.99", "-1", "-2", "1000.5", "100000")]
    [InlineData("cycleTimeDays", "0.5", "3650", "0", "-1", "3651", "4000")]
    public void A_target_is_one_that_the_measure_can_have(string kpi, string least, string most, params string[] absurd)
    {
        bool IsWrong(string target) => GoalParsing.Parse(
            Usual with { Kpi = kpi, Target = decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture) }, Today).Refusal?.Field == "target";
        IsWrong(least).ShouldBeFalse();
        IsWrong(most).ShouldBeFalse();
        absurd.Where(target => !IsWrong(target)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2026-04-01", "2026-04-01", "to")]
    [InlineData("2026-04-02", "2026-04-01", "to")]
    [InlineData("2026-01-01", "2026-03-10", "to")] // over since this midnight
    [InlineData("2026-01-01", "2026-03-11", null)]
    [InlineData("2025-03-09", "2026-03-11", null)]
    [InlineData("2025-03-08", "2026-03-11", "from")]
    [InlineData("2036-03-17", "2036-03-18", null)]
    [InlineData("2036-03-18", "2036-03-19", "from")]
    [InlineData("2026-03-10", "2029-03-10", null)]
    [InlineData("2026-03-10", "2029-03-11", "to")]
    [InlineData("2026-03-10", "9999-12-31", "to")]
    public void A_time_lies_ahead_and_not_too_far(string from, string to, string? wrong)
    {
        var request = Usual with { From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), To = DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture) };
        GoalParsing.Parse(request, Today).Refusal?.Field.ShouldBe(wrong);
        GoalParsing.Parse(request, Today).IsRefused.ShouldBe(wrong is not null);
    }

    [Theory]
    [InlineData("luck")]
    [InlineData("breakageRate")]
    [InlineData("aovNonreferredFirstMinor")]
    [InlineData(null)]
    public void A_measure_that_nobody_works_towards_is_refused_with_those_that_one_may(string? kpi)
    {
        var refusal = GoalParsing.Parse(Usual with { Kpi = kpi }, Today).Refusal!;
        (refusal.Field, refusal.Sentence.Contains("newReferredCustomers", StringComparison.Ordinal)).ShouldBe(("kpi", true));
    }

    [Fact]
    public void What_is_left_out_of_a_patch_stays_and_an_old_goal_can_still_be_renamed()
    {
        var terms = GoalParsing.Parse(Usual, Today).Value;
        var later = new DateOnly(2027, 12, 1);
        GoalParsing.Merge(new GoalRequest { Name = "Still more" }, terms, later).Value.ShouldBe(terms with { Name = "Still more" });
        GoalParsing.Merge(new GoalRequest { To = new DateOnly(2026, 8, 1) }, terms, later).Refusal!.Field.ShouldBe("to");
        // Another measure wants another target.
        GoalParsing.Merge(new GoalRequest { Kpi = "shareRate" }, terms, Today).Refusal!.Field.ShouldBe("target");
        var rate = GoalParsing.Merge(new GoalRequest { Kpi = "rewardCostMinor" }, terms, Today).Value;
        rate.Direction.ShouldBe(GoalDirection.AtMost);
    }

    [Fact]
    public void Every_measure_with_a_good_side_takes_some_target_and_the_others_none()
    {
        foreach (var kpi in Kpis.All)
        {
            var isAim = GoalAims.All.Contains(kpi);
            GoalParsing.Parse(Usual with { Kpi = Kpis.JsonName(kpi), Target = 1 }, Today).IsRefused.ShouldBe(!isAim, kpi.ToString());
        }
    }

    [Fact]
    public void Proposals_go_by_what_was_and_are_round()
    {
        var period = new KpiPeriod(Instant.Epoch, Instant.Epoch.PlusDays(90), Instant.Epoch.PlusDays(200));
        var terms = new KpiTerms(30, 14, new Percentage(4000), 0, false);
        var counts = new KpiCounts
        {
            Period = period, Terms = terms, NewReferred = 101, Issued = 100_000, Participants = 200, Sharers = 47, ReferredOrders = 120,
        };
        SuggestGoals.Of(KpiReport.From(counts)).Select(one => (one.Kpi, one.Direction, one.Target)).ShouldBe(
        [
            // 101 + 15 % is 116.15; 990.099 less 10 % is 891.09; 23.5 % and a fifth of it is 28.2 %.
            (Kpi.NewReferredCustomers, GoalDirection.AtLeast, 117m), (Kpi.CacReferralVariableMinor, GoalDirection.AtMost, 891m),
            (Kpi.ShareRate, GoalDirection.AtLeast, 0.29m),
        ]);
        var empty = SuggestGoals.Of(KpiReport.From(new KpiCounts { Period = period, Terms = terms }));
        empty.Select(one => (one.Kpi, one.Before)).ShouldBe(
            [(Kpi.NewReferredCustomers, null), (Kpi.UniqueFriendClicks, null), (Kpi.ShareRate, (decimal?)null)]);
        foreach (var one in empty)
        {
            GoalParsing.Parse(Usual with { Kpi = Kpis.JsonName(one.Kpi), Target = one.Target }, Today).IsRefused.ShouldBeFalse();
        }
    }

    private static IEnumerable<string> Wrong(GoalRequest request) => GoalParsing.Parse(request, Today).Refusal!.Errors!.Keys;
}
