using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Money;
using Xunit;

namespace Vouch.Domain.Tests.Money;

public sealed class ExactMoneyTests
{
    [Theory]
    [InlineData("allocation_largest_remainder"), InlineData("moneyphp_published")]
    public void Allocations_come_out_as_worked(string table)
    {
        using var vectors = TestData.Json("money_vectors.json");
        foreach (var row in vectors.RootElement.GetProperty(table).EnumerateArray())
        {
            Allocation.Split(row.GetProperty("total").GetInt64(), Longs(row, "weights")).ShouldBe(Longs(row, "result"), row.ToString());
        }
    }

    [Fact]
    public void Percentages_come_out_as_worked()
    {
        using var vectors = TestData.Json("money_vectors.json");
        foreach (var row in vectors.RootElement.GetProperty("percentage").EnumerateArray())
        {
            var rounding = row.GetProperty("mode").GetString() switch
            {
                "half_up" => Rounding.HalfAwayFromZero,
                "half_even" => Rounding.HalfEven,
                "down" => Rounding.Down,
                var other => throw new InvalidOperationException(other),
            };
            new Percentage(row.GetProperty("bps").GetInt32()).Of(row.GetProperty("base").GetInt64(), rounding)
                .ShouldBe(row.GetProperty("result").GetInt64(), row.ToString());
        }
    }

    [Fact]
    public void Shares_sum_to_the_whole_and_stay_within_one_unit() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(
            from total in Gen.Choose(-1_000_000, 1_000_000)
            from weights in Gen.Choose(0, 5000).NonEmptyListOf()
            where weights.Any(weight => weight > 0)
            select (Total: (long)total, Weights: weights.Select(weight => (long)weight).ToArray())),
        given => HoldsForAllocation(given.Total, given.Weights, Allocation.Split)));

    [Fact]
    public void A_split_that_drops_the_remainder_is_caught() => Should.Throw<Exception>(() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(Gen.Choose(1, 1_000_000)),
        total => HoldsForAllocation(total, [1, 1, 1], (whole, weights) => [.. weights.Select(weight => whole * weight / weights.Sum())]))));

    [Theory]
    [InlineData("4.3215", "PLN", "EUR", 10000, 43215), InlineData("0.0062", "JPY", "EUR", 1500, 930), InlineData("161.29", "EUR", "JPY", 1050, 1694)]
    [InlineData("3.25", "KWD", "USD", 1234, 401), InlineData("0.5", "EUR", "EUR", -1, -1), InlineData("1.00000000000000001", "EUR", "USD", 1000000, 1000000)]
    public void An_exchange_is_exact_and_rounded_once(string text, string from, string to, long minor, long result)
    {
        ExchangeRate.TryParse(text, out var rate).ShouldBeTrue();
        rate.Convert(minor, Currency.Of(from), Currency.Of(to)).ShouldBe(result);
    }

    [Theory]
    [InlineData("0"), InlineData("0.000"), InlineData("-1"), InlineData("+1"), InlineData("1e3"), InlineData("1,5"), InlineData(".5"), InlineData("5.")]
    [InlineData("1.2.3"), InlineData(""), InlineData(" 1"), InlineData("1234567890123456789"), InlineData("٣"), InlineData(null)]
    public void What_is_no_plain_decimal_is_no_rate(string? text) => ExchangeRate.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Money_of_two_currencies_does_not_add_up() => Should.Throw<InvalidOperationException>(() =>
        new Vouch.Domain.Money.Money(1, Currency.Of("EUR")) + new Vouch.Domain.Money.Money(1, Currency.Of("PLN")));

    private static void HoldsForAllocation(long total, long[] weights, Func<long, IReadOnlyList<long>, long[]> split)
    {
        var shares = split(total, weights);
        shares.Sum().ShouldBe(total);
        for (var i = 0; i < shares.Length; i++)
        {
            var exact = (decimal)total * weights[i] / weights.Sum();
            Math.Abs(shares[i] - exact).ShouldBeLessThan(1m);
            (weights[i] == 0 && shares[i] != 0).ShouldBeFalse();
        }
    }

    private static long[] Longs(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(e => e.GetInt64())];
}
