using Shouldly;
using Vouch.Domain.Money;
using Xunit;

namespace Vouch.Domain.Tests.Money;

public sealed class TypedAmountTests
{
    [Theory]
    [InlineData("15", 1500)]
    [InlineData(" 15.5 ", 1550)]
    [InlineData("15,50", 1550)]
    [InlineData(".5", 50)]
    [InlineData("0", 0)]
    [InlineData("10 000", 1_000_000)]
    [InlineData("10\u00a0000,99", 1_000_099)]
    [InlineData("1,000.00", 100_000)]
    [InlineData("1.000,5", 100_050)]
    [InlineData("1,234,567", 123_456_700)]
    [InlineData("1.234.567,89", 123_456_789)]
    public void Amounts_are_read_as_they_are_written_anywhere(string text, long minor) =>
        TypedAmount.Minor(text, Currency.Of("EUR")).ShouldBe(minor);

    [Theory]
    [InlineData("")]
    [InlineData("1,000")]
    [InlineData("1.000")]
    [InlineData("1.005")]
    [InlineData("15.")]
    [InlineData(".")]
    [InlineData("-5")]
    [InlineData("1e3")]
    [InlineData("12,34.5,6")]
    [InlineData("1,00,000.00")]
    [InlineData("1.000.50")]
    [InlineData("1000,000.00")]
    [InlineData("1000000000001")]
    [InlineData("99999999999999999999999999999999999")]
    public void What_is_no_amount_or_may_be_another_one_is_not_read(string text) =>
        TypedAmount.Minor(text, Currency.Of("EUR")).ShouldBeNull();

    [Theory]
    [InlineData("JPY", "1,000", 1000)]
    [InlineData("JPY", "1500", 1500)]
    [InlineData("JPY", "1.5", null)]
    [InlineData("KWD", "1.005", 1005)]
    [InlineData("KWD", "1.0005", null)]
    public void Decimals_are_those_of_the_currency(string currency, string text, int? minor) =>
        TypedAmount.Minor(text, Currency.Of(currency)).ShouldBe(minor);
}
