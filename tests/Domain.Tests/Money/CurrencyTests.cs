using Shouldly;
using Xunit;

namespace Vouch.Domain.Tests.Money;

public sealed class CurrencyTests
{
    private static readonly string[] WithoutMinorUnit =
        ["XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX"];

    [Fact]
    public void Every_currency_has_the_minor_digits_of_the_standard()
    {
        using var list = TestData.Json("iso4217.json");
        var known = 0;
        foreach (var currency in list.RootElement.GetProperty("currencies").EnumerateArray())
        {
            var code = currency.GetProperty("code").GetString()!;
            if (!WithoutMinorUnit.Contains(code))
            {
                Currency.Of(code).Exponent.ShouldBe(currency.GetProperty("minorUnits").GetInt32(), code);
                known++;
            }
        }

        Currency.All.Count().ShouldBe(known);
    }

    [Fact]
    public void Codes_without_a_minor_unit_price_nothing() =>
        WithoutMinorUnit.ShouldAllBe(code => Currency.Find(code) == null);

    [Theory]
    [InlineData("eur"), InlineData("EU"), InlineData(""), InlineData("ZZZ"), InlineData(null)]
    public void What_is_no_code_is_no_currency(string? code) => Currency.Find(code).ShouldBeNull();
}
