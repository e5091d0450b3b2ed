using Shouldly;
using Vouch.Domain.Screening;
using Vouch.Server.Screening;

namespace Vouch.Server.Tests.Screening;

public sealed class ScreeningWordsTests
{
    [Theory]
    [InlineData("pl-PL", "Zamówienie"), InlineData("ru", "Заказ"), InlineData("ro_RO", "Comanda"), InlineData("it-CH", "L’ordine")]
    [InlineData("de-DE", "The order")]
    public void The_shops_locale_chooses_the_language_and_English_stands_in(string locale, string begins) =>
        ScreeningWords.Of(locale, Signal.SameDevice).ShouldStartWith(begins);

    [Fact]
    public void Every_signal_and_every_rule_has_words()
    {
        Enum.GetValues<Signal>().ShouldAllBe(signal => ScreeningWords.Of("en", signal).Length > 10);
        Enum.GetValues<ScreeningRule>().ShouldAllBe(rule => ScreeningWords.Of("en", rule).Length > 10);
    }
}
