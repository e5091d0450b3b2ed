using Shouldly;
using Vouch.Domain.Insights.Numerics;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)] // Newcombe 1998, Stat. Med. 17, Table I, Wilson's method
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilson_gives_the_published_intervals(long successes, long trials, double low, double high)
    {
        var interval = Intervals.Wilson(successes, trials)!.Value;
        (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)).ShouldBe((low, high));
    }

    [Fact]
    public void Wilson_is_the_same_seen_from_the_other_side()
    {
        var (a, b) = (Intervals.Wilson(7, 50)!.Value, Intervals.Wilson(43, 50)!.Value);
        (1 - b.High).ShouldBe(a.Low, 1e-15);
        Intervals.Wilson(50, 50)!.Value.High.ShouldBe(1);
        Intervals.Wilson(0, 0).ShouldBeNull();
        Intervals.Wilson(3, 2).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 0, 3.689)] // Garwood 1936, as in every table of exact Poisson limits
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(10, 4.795, 18.390)]
    [InlineData(100, 81.364, 121.627)]
    public void Poisson_limits_are_those_of_the_tables(long count, double low, double high)
    {
        var interval = Intervals.Poisson(count);
        interval.Low.ShouldBe(low, 5e-4);
        interval.High.ShouldBe(high, 5e-4);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(50_000_000)]
    public void Large_counts_are_as_sure_as_the_normal_distribution_says(long count)
    {
        var (interval, half) = (Intervals.Poisson(count), 1.959964 * Math.Sqrt(count));
        interval.Low.ShouldBe(count - half, 0.01 * half);
        interval.High.ShouldBe(count + half, 0.01 * half);
    }

    [Theory]
    [InlineData(2, 12.7062)] // quantiles of the tables
    [InlineData(31, 2.0423)]
    [InlineData(1001, 1.9623)]
    [InlineData(5_000_000, 1.9600)]
    public void Means_of_few_and_of_many_have_the_quantiles_of_the_tables(long count, double quantile)
    {
        // Sums of values with mean 0 and variance 1.
        var interval = Intervals.Mean(count, 0, count - 1)!.Value;
        (interval.High * Math.Sqrt(count)).ShouldBe(quantile, 1e-4);
    }

    [Fact]
    public void A_mean_has_Student_s_interval()
    {
        double[] values = [1, 2, 3, 4, 5];
        var interval = Intervals.Mean(5, values.Sum(), values.Sum(value => value * value))!.Value;
        var half = 2.776445 * Math.Sqrt(2.5 / 5); // t(.975; 4) of the tables
        interval.Low.ShouldBe(3 - half, 1e-6);
        interval.High.ShouldBe(3 + half, 1e-6);
        Intervals.Mean(1, 5, 25).ShouldBeNull();
    }

    [Fact]
    public void The_delta_method_is_the_formula_term_by_term()
    {
        (double Top, double Bottom)[] units = [(3, 10), (0, 4), (7, 12), (2, 9), (5, 5)];
        var n = units.Length;
        var (m, d) = (units.Average(u => u.Top), units.Average(u => u.Bottom));
        var mm = units.Sum(u => (u.Top - m) * (u.Top - m)) / (n - 1);
        var dd = units.Sum(u => (u.Bottom - d) * (u.Bottom - d)) / (n - 1);
        var md = units.Sum(u => (u.Top - m) * (u.Bottom - d)) / (n - 1);
        var variance = ((mm / (d * d)) + (dd * m * m / Math.Pow(d, 4)) - (2 * md * m / Math.Pow(d, 3))) / n;

        var interval = Intervals.Ratio(units)!.Value;
        ((interval.Low + interval.High) / 2).ShouldBe(m / d, 1e-12);
        ((interval.High - interval.Low) / 2).ShouldBe(1.959963984540054 * Math.Sqrt(variance), 1e-12);
        Intervals.Ratio([(1, 2)]).ShouldBeNull();
        Intervals.Ratio([(1, 0), (2, 0)]).ShouldBeNull();
    }
}
