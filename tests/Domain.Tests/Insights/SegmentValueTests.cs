using Shouldly;
using Vouch.Domain.Insights.Lifetime;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class SegmentValueTests
{
    private static readonly ValueTerms Year = new(12, 0.01, 0.3);
    private static readonly Lazy<SpendFit> Spend = new(() => FitSpend.From(Cdnow.Table.Customers)!);

    // The reference's fit and the covariance that it tells, rounded.
    private static readonly RepeatFit Repeat = new(
        RepeatModel.Of(RepeatModelKind.BgNbd, PurchaseModelTests.Fitted("bgnbd")), -9582.43, 2357, null,
        new[,]
        {
            { 0.0026794, 0.0034616, -0.0004567, 0.0001115 }, { 0.0034616, 0.0073436, -0.0008188, 0.0009828 },
            { -0.0004567, -0.0008188, 0.0548679, 0.0640568 }, { 0.0001115, 0.0009828, 0.0640568, 0.0845546 },
        },
        false, []);

    [Fact]
    public void A_segment_is_worth_the_mean_of_its_customers()
    {
        var customers = Cdnow.Table.Customers.Take(40).ToList();
        var value = SegmentValue.Of(Repeat, Spend.Value, customers, Year, 1, 40)!;
        value.Mean.ShouldBe(
            customers.Average(one => CustomerValue.Of(Repeat.Model, Spend.Value.Model, one.History, one.MeanSpend, Year)), 1e-9);
        (value.Interval!.Value.Low < value.Mean && value.Mean < value.Interval.Value.High).ShouldBeTrue();
        value.Customers.ShouldBe(40);
    }

    [Fact]
    public void More_customers_make_it_surer_and_equal_seeds_the_same()
    {
        SegmentValue Of(int customers, ulong seed) =>
            SegmentValue.Of(Repeat, Spend.Value, [.. Cdnow.Table.Customers.Take(customers)], Year, seed, 40)!;
        var (few, many) = (Of(20, 1), Of(300, 1));
        ((many.Interval!.Value.High - many.Interval.Value.Low) / many.Mean)
            .ShouldBeLessThan((few.Interval!.Value.High - few.Interval.Value.Low) / few.Mean);
        Of(20, 1).ShouldBe(few);
        Of(20, 2).ShouldNotBe(few);
    }

    [Fact]
    public void Without_a_covariance_there_is_no_interval()
    {
        SegmentValue.Of(Repeat with { LogCovariance = null }, Spend.Value, [Cdnow.Table.Customers[0]], Year, 1)!.Interval.ShouldBeNull();
        SegmentValue.Of(Repeat, Spend.Value, [], Year, 1).ShouldBeNull();
    }
}
