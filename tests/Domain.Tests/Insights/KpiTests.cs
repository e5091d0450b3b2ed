using System.Text.Json;
using Shouldly;
using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Numerics;
using Vouch.Domain.Money;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class KpiTests
{
    private static readonly KpiTerms Terms = new(30, 14, new Percentage(4000), 10_000, false);
    private static readonly KpiPeriod March = new(At("2026-03-01"), At("2026-04-01"), At("2026-05-15"));

    [Fact]
    public void Every_measure_of_the_fixture_comes_out_exactly()
    {
        using var fixture = TestData.Json("kpi_fixture.json");
        var report = KpiReport.From(CountKpis.From(KpiWorld.Read(fixture.RootElement.GetProperty("world"))));
        foreach (var expected in fixture.RootElement.GetProperty("expected").EnumerateObject())
        {
            if (expected.Name == "cac_channels")
            {
                report.CacChannels.ToDictionary(pair => pair.Key, pair => (double)pair.Value.Value!)
                    .ShouldBe(expected.Value.Deserialize<Dictionary<string, double>>()!);
                continue;
            }

            Kpis.TryParse(expected.Name, out var kpi).ShouldBeTrue(expected.Name);
            Check(report, kpi, expected.Value);
        }

        report[Kpi.CycleTimeMeanDays].Value.ShouldBe(123);
        report[Kpi.CycleTimeMeanDays].Data.Have.ShouldBe(3);
        report.Measures.Keys.Order().ShouldBe(Kpis.All);
    }

    [Fact]
    public void Exact_means_exact()
    {
        var report = KpiReport.From(new KpiCounts
        {
            Period = March, Terms = Terms with { Margin = new Percentage(3333) },
            RevenueAll = 30_000_000_000_001, Issued = 7, ReferredOrders = 3,
        });
        report[Kpi.RoiMargin].Numerator.ShouldBe((30_000_000_000_001m * 0.3333m) - 10_007m);
        report[Kpi.RoiMargin].Denominator.ShouldBe(10_007m);
        report[Kpi.RoiSeed].Numerator.ShouldBe(29_999_999_999_994m);
    }

    [Fact]
    public void Nothing_over_nothing_is_not_known()
    {
        var report = KpiReport.From(CountKpis.From(new KpiFacts { Period = March, Terms = Terms with { Margin = null } }));
        foreach (var kpi in Kpis.All)
        {
            var measure = report[kpi];
            (measure.Value is null).ShouldBe(measure.Denominator == 0, kpi.ToString());
        }

        report[Kpi.ShareRate].Value.ShouldBeNull();
        report[Kpi.ShareRate].Interval.ShouldBeNull();
        report[Kpi.RoiMargin].Value.ShouldBeNull("no margin is told");
        report[Kpi.ReferralRevenueAllMinor].Value.ShouldBe(0);
        report[Kpi.NewReferredCustomers].Value.ShouldBe(0);
    }

    [Fact]
    public void What_has_not_had_its_time_is_immature()
    {
        KpiReport On(string now) => KpiReport.From(new KpiCounts { Period = March with { Now = At(now) }, Terms = Terms });

        On("2026-03-31")[Kpi.ShareRate].IsMature.ShouldBeFalse();
        On("2026-04-01")[Kpi.ShareRate].IsMature.ShouldBeTrue();
        On("2026-04-14")[Kpi.RoiSeed].IsMature.ShouldBeFalse("orders may come back for 14 days");
        On("2026-04-15")[Kpi.RoiSeed].IsMature.ShouldBeTrue();
        On("2026-05-14")[Kpi.ConversionClickToOrder].IsMature.ShouldBeFalse("30 days to order and 14 to return");
        On("2026-05-15")[Kpi.ConversionClickToOrder].IsMature.ShouldBeTrue();
        On("2026-05-01")[Kpi.ConversionClickToOrderGross].IsMature.ShouldBeTrue("refunds do not change it");
    }

    [Theory]
    [InlineData(0, false, false, "0 of 30 needed")]
    [InlineData(12, false, false, "12 of 30 needed")]
    [InlineData(29, false, false, "29 of 30 needed")]
    [InlineData(30, true, false, null)]
    [InlineData(99, true, false, null)]
    [InlineData(100, true, true, null)]
    public void A_rate_is_shown_from_thirty_and_compared_from_a_hundred(long denominator, bool shown, bool compared, string? missing)
    {
        var data = Measure.Share(0, denominator, true).Data;
        (data.IsShown, data.IsComparable, data.Missing).ShouldBe((shown, compared, missing));
    }

    [Fact]
    public void The_cost_of_a_customer_is_shown_from_ten()
    {
        DataState Of(long customers) => KpiReport.From(new KpiCounts
        {
            Period = March, Terms = Terms, NewReferred = customers, Channels = [new("ads", 100, customers)],
        })[Kpi.CacReferralVariableMinor].Data;
        Of(9).Missing.ShouldBe("9 of 10 needed");
        Of(10).IsShown.ShouldBeTrue();
    }

    [Fact]
    public void Store_credit_may_count_at_the_cost_of_goods()
    {
        var atCost = Terms with { IsCreditAtCost = true };
        var counts = new KpiCounts { Period = March, Terms = atCost, Issued = 1000, IssuedCredit = 600, NewReferred = 2 };
        KpiReport.From(counts)[Kpi.RewardCostMinor].Value.ShouldBe(760, "600 of credit cost 600 x (1 - 0.4)");
        KpiReport.From(counts with { Terms = Terms })[Kpi.RewardCostMinor].Value.ShouldBe(1000);
    }

    [Fact]
    public void A_refund_restates_its_order_and_a_whole_one_undoes_the_referral()
    {
        KpiReport With(long refund) => KpiReport.From(CountKpis.From(new KpiFacts
        {
            Period = March, Terms = Terms,
            Customers = [new("a", At("2026-01-01"))],
            Orders = [new("o", "f", At("2026-03-10"), 5000, "a", true)],
            Refunds = [new("o", refund)],
        }));
        With(4999)[Kpi.ReferralRevenueAllMinor].Value.ShouldBe(1);
        With(4999)[Kpi.NewReferredCustomers].Value.ShouldBe(1);
        With(5000)[Kpi.NewReferredCustomers].Value.ShouldBe(0);
        With(5000)[Kpi.ReferralRateSuccessful].Numerator.ShouldBe(0);
        With(5000)[Kpi.ReferralRateMade].Numerator.ShouldBe(1, "the friend was referred all the same");
    }

    [Theory]
    [InlineData(-1, 0)] // before the click
    [InlineData(0, 1)]
    [InlineData(30, 1)] // the window ends with its last instant
    [InlineData(31, 0)]
    public void An_order_converts_a_click_within_the_window_after_it(int days, int converted)
    {
        var click = At("2026-03-05");
        var report = KpiReport.From(CountKpis.From(new KpiFacts
        {
            Period = March, Terms = Terms,
            Shares = [new("s", "a", At("2026-02-01"))],
            Clicks = [new("s", "v", click), new("s", "w", click), new("s", "bot", click, true)],
            Persons = new Dictionary<string, string> { ["v"] = "f", ["w"] = "f" },
            Orders = [new("o", "f", click.PlusDays(days), 100, "a", true)],
        }));
        var measure = report[Kpi.ConversionClickToOrder];
        (measure.Numerator, measure.Denominator).ShouldBe((converted, 1), "two browsers of one friend are one friend, and bots are none");
        report[Kpi.UniqueFriendClicks].Value.ShouldBe(0, "the share is not of this month");
    }

    [Fact]
    public void Who_takes_part_without_an_order_is_told_apart()
    {
        var report = KpiReport.From(CountKpis.From(new KpiFacts
        {
            Period = March, Terms = Terms, Prompted = ["a", "b", "a"],
            Customers = [new("a", At("2026-01-01")), new("b", At("2026-03-31")), new("late", At("2026-04-01"))],
            Participants =
            [
                new("a", At("2026-03-02")), new("guest", At("2026-03-03")), new("left", At("2026-03-03"), At("2026-03-31")),
                new("stays", At("2026-01-03"), At("2026-04-01")), new("late", At("2026-04-01")),
            ],
        }));
        report[Kpi.ParticipationRate].ShouldSatisfyAllConditions(m => m.Numerator.ShouldBe(1), m => m.Denominator.ShouldBe(2));
        report[Kpi.ParticipantsWithoutOrder].Value.ShouldBe(2);
        report[Kpi.JoinConversion].Value.ShouldBe(1.5m, "three joined of two who were asked");
        report[Kpi.JoinConversion].Interval.ShouldBeNull();
    }

    [Fact]
    public void One_busy_advocate_widens_the_interval()
    {
        AdvocateSums Advocate(long clicked, long converted) =>
            AdvocateSums.None with { ClickedFriends = clicked, ConvertedFriends = converted };
        KpiReport Of(params AdvocateSums[] by) => KpiReport.From(new KpiCounts
        {
            Period = March, Terms = Terms, ByAdvocate = by,
            ClickedFriends = by.Sum(one => one.ClickedFriends), ConvertedFriends = by.Sum(one => one.ConvertedFriends),
        });
        var even = Of([.. Enumerable.Range(0, 20).Select(_ => Advocate(10, 2))])[Kpi.ConversionClickToOrder];
        var uneven = Of([Advocate(100, 40), .. Enumerable.Range(0, 19).Select(_ => Advocate(5, 0))])[Kpi.ConversionClickToOrder];
        even.Interval.ShouldBe(Intervals.Wilson(40, 200), "what does not vary between advocates varies at least as chance does");
        Width(uneven).ShouldBeGreaterThan(2 * Width(even));
    }

    [Fact]
    public void Names_on_the_wire_are_those_of_the_fixture_in_camel_case()
    {
        Kpis.JsonName(Kpi.ReferralRateMade).ShouldBe("referralRateMade");
        Kpis.JsonName(Kpi.AovNonreferredFirstMinor).ShouldBe("aovNonreferredFirstMinor");
        Kpis.TryParse("roiSeed", out var kpi).ShouldBeTrue();
        kpi.ShouldBe(Kpi.RoiSeed);
        Kpis.TryParse("RoiSeed", out _).ShouldBeFalse();
        Kpis.TryParse(null, out _).ShouldBeFalse();
    }

    private static double Width(Measure measure) => measure.Interval!.Value.High - measure.Interval.Value.Low;

    private static void Check(KpiReport report, Kpi kpi, JsonElement expected)
    {
        var measure = report[kpi];
        if (expected.ValueKind == JsonValueKind.Number)
        {
            // Up to the last bit of a double.
            ((double)measure.Value!).ShouldBe(expected.GetDouble(), 3e-16 * (1 + Math.Abs(expected.GetDouble())), kpi.ToString());
            return;
        }

        if (expected.TryGetProperty("median", out var median))
        {
            measure.Value.ShouldBe(median.GetDecimal());
            return;
        }

        (measure.Numerator, measure.Denominator, (double)measure.Value!).ShouldBe(
            (expected.GetProperty("num").GetDecimal(), expected.GetProperty("den").GetDecimal(), expected.GetProperty("value").GetDouble()),
            kpi.ToString());
        if (expected.TryGetProperty("gross_num", out var gross))
        {
            report[Kpi.ConversionClickToOrderGross].Numerator.ShouldBe(gross.GetDecimal());
        }
    }

    private static Instant At(string day) => Instant.TryParse(day + "T00:00:00Z", out var at) ? at : throw new FormatException(day);
}
