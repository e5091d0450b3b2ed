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

    [Theory]
    [InlineData("EUR", 123450, "€1,234.50"), InlineData("EUR", -50, "−€0.50"), InlineData("JPY", 1500, "¥1,500")]
    [InlineData("PLN", 1500, "15.00\u00a0PLN"), InlineData("KWD", 1500, "1.500\u00a0KWD"), InlineData("CLF", 15000, "1.5000\u00a0CLF")]
    public void An_amount_is_written_with_its_own_digits(string code, long minor, string text) => Currency.Of(code).Format(minor).ShouldBe(text);

    [Theory]
    [InlineData("EUR", 1500, "€15"), InlineData("EUR", 1550, "€15.50"), InlineData("PLN", -3000, "−30\u00a0PLN"), InlineData("KWD", 1500, "1.500\u00a0KWD")]
    public void A_sentence_says_an_amount_without_needless_zeros(string code, long minor, string text) => Currency.Of(code).Say(minor).ShouldBe(text);
}
