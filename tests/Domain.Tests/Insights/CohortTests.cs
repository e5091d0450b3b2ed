using Shouldly;
using Vouch.Domain.Insights;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class CohortTests
{
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");

    [Fact]
    public void A_cohort_is_cut_where_the_merchant_is()
    {
        CalendarMonth.Of(At("2026-03-31T21:59:59Z"), Warsaw).ToString().ShouldBe("2026-03");
        CalendarMonth.Of(At("2026-03-31T22:00:00Z"), Warsaw).ToString().ShouldBe("2026-04");
        CalendarMonth.Of(2026, 4).Start(Warsaw).ShouldBe(At("2026-03-31T22:00:00Z"));
        CalendarMonth.Of(2025, 12).Plus(1).ShouldBe(CalendarMonth.Of(2026, 1));
    }

    [Fact]
    public void Retention_and_margin_follow_the_customers_of_a_month()
    {
        var table = Table("2026-05-20T00:00:00Z");

        table.Select(cohort => (cohort.Month.ToString(), cohort.Size)).ShouldBe([("2026-01", 2L), ("2026-03", 1L)]);
        table[0].Months.Select(month => (month.Age, month.Retention.Numerator, month.CumulativeMargin.Value))
            .ShouldBe([(0, 2m, 175m), (1, 0m, 175m), (2, 1m, 325m), (3, 0m, 325m), (4, 1m, 350m)]);
        table[1].Months.Select(month => month.Retention.Value).ShouldBe([1, 1, 0]);
    }

    [Fact]
    public void A_month_is_mature_when_its_orders_stay() => Table("2026-05-14T22:00:00Z")[0].Months
        .Select(month => month.Retention.IsMature).ShouldBe([true, true, true, true, false], "April's orders may come back for 14 days");

    [Fact]
    public void The_month_before_that_day_is_not() =>
        Table("2026-05-14T21:59:59Z")[0].Months.Select(month => month.Retention.IsMature).ShouldBe([true, true, true, false, false]);

    [Fact]
    public void K_counts_what_comes_within_the_horizon()
    {
        var sums = KFactor.Sums(
            [new("a", At("2026-01-05T00:00:00Z")), new("b", At("2026-01-20T00:00:00Z")), new("c", At("2026-02-02T00:00:00Z"))],
            [
                ("a", At("2026-01-10T00:00:00Z")), ("a", At("2026-02-04T00:00:00Z")), ("a", At("2026-02-04T00:00:01Z")),
                ("x", At("2026-01-10T00:00:00Z")),
            ],
            [
                ("a", At("2026-01-06T00:00:00Z")), ("a", At("2026-01-07T00:00:00Z")), ("b", At("2026-01-21T00:00:00Z")),
                ("b", At("2026-01-19T00:00:00Z")),
            ],
            30, Warsaw);
        sums.ShouldBe([new(CalendarMonth.Of(2026, 1), 2, 3, 2, 4), new(CalendarMonth.Of(2026, 2), 1, 0, 0, 0)]);

        var cohorts = KFactor.ByCohort(sums, 30, 14, At("2026-03-17T00:00:00Z"), Warsaw);
        cohorts[0].K.Value.ShouldBe(1);
        (cohorts[0].Reached.Value * cohorts[0].Conversion.Value).ShouldBe(cohorts[0].K.Value, "K = i x c");
        cohorts.Select(cohort => cohort.K.IsMature).ShouldBe([true, false], "31 January + 30 + 14 days are over, 28 February + 44 are not");
        cohorts[1].Conversion.Value.ShouldBeNull();
        cohorts[0].K.Data.Missing.ShouldBe("2 of 30 needed");
    }

    [Fact]
    public void The_best_percents_are_rounded_up_to_whole_advocates()
    {
        var top = Concentration.Of(Enumerable.Range(1, 110).Select(i => i == 7 ? 1000L : 10L), true);
        top.Select(one => (one.Percent, one.Advocates)).ShouldBe([(1, 2), (5, 6), (20, 22)]);
        top[0].Share.Numerator.ShouldBe(1010);
        top[0].Share.Denominator.ShouldBe(2090);
        Concentration.Of([], true).ShouldAllBe(one => one.Advocates == 0 && one.Share.Value == null);
        Concentration.Of([5], true).ShouldAllBe(one => one.Advocates == 1 && one.Share.Value == 1);
    }

    [Theory]
    [InlineData(new[] { 5 }, 5, 5)]
    [InlineData(new[] { 9, 1, 4 }, 4, 14.0 / 3)]
    [InlineData(new[] { 9, 1, 4, 4, 6, 6 }, 5, 5)]
    public void The_median_is_of_the_middle(int[] days, double median, double mean)
    {
        var cycle = CycleTime.Of(days.CountBy(day => day).Select(pair => new CycleCount(pair.Key, pair.Value)));
        ((double)cycle.Median!).ShouldBe(median);
        ((double)cycle.Mean!).ShouldBe(mean, 1e-12);
    }

    [Fact]
    public void No_referral_has_no_median() => CycleTime.Of([]).ShouldBe(new CycleTime(0, 0, null, null));

    private static IReadOnlyList<Cohort> Table(string now) => Cohorts.Table(
        Cohorts.Sums(
        [
            new("a", At("2026-01-05T10:00:00Z"), 100), new("a", At("2026-01-25T10:00:00Z"), 50), new("b", At("2026-01-31T22:30:00Z"), 200),
            new("a", At("2026-03-09T10:00:00Z"), 300), new("b", At("2026-05-01T10:00:00Z"), 50),
            new("c", At("2026-03-01T10:00:00Z"), 70), new("c", At("2026-04-30T10:00:00Z"), 10),
        ], Warsaw), At(now), Warsaw, 14);

    private static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);
}
