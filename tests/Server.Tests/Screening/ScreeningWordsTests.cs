using Shouldly;
using Vouch.Domain.Screening;
using Vouch.Server.Screening;

namespace Vouch.Server.Tests.Screening;

public sealed class ScreeningWordsTests
{
    [Fact]
    public void Five_languages_can_say_why() => ScreeningWords.All.Order().ShouldBe(["en", "it", "pl", "ro", "ru"]);

    [Theory]
    [InlineData("it"), InlineData("pl"), InlineData("ro"), InlineData("ru")]
    public void A_language_says_everything_that_English_says_in_words_of_its_own(string language)
    {
        var (english, words) = (ScreeningWords.Of("en"), ScreeningWords.Of(language));
        words.Keys.Order().ShouldBe(english.Keys.Order());
        words.Where(pair => pair.Value.Length < 10 || !pair.Value.EndsWith('.') || pair.Value == english[pair.Key]).ShouldBeEmpty();
        words.Values.Distinct().Count().ShouldBe(words.Count, "each thing is said in its own words");
    }

    [Theory]
    [InlineData("pl-PL", "Zamówienie"), InlineData("ru", "Заказ"), InlineData("ro_RO", "Comanda"), InlineData("it-CH", "L’ordine")]
    [InlineData("de-DE", "The order")]
    public void The_shops_locale_chooses_the_language_and_English_stands_in(string locale, string begins) =>
        ScreeningWords.Of(locale, Signal.SameDevice).ShouldStartWith(begins);

    [Fact]
    public void Every_signal_and_every_rule_has_words()
    {
        var words = ScreeningWords.Of("en");
        Enum.GetValues<Signal>().Select(Signals.Code).ShouldAllBe(code => words.ContainsKey(code));
        Enum.GetValues<ScreeningRule>().ShouldAllBe(rule => ScreeningWords.Of("en", rule).Length > 10);
    }
}
