using Shouldly;
using Vouch.Domain.Languages;
using Xunit;

namespace Vouch.Domain.Tests.Languages;

/// <summary>How the languages count, and how they write money, days and numbers.</summary>
public sealed class LanguageTests
{
    private static readonly long[] Counts = [0, 1, 2, 5, 21, 22, 25, 101];

    [Theory]
    [InlineData("en", "0 days|1 day|2 days|5 days|21 days|22 days|25 days|101 days")]
    [InlineData("pl", "0 dni|1 dzień|2 dni|5 dni|21 dni|22 dni|25 dni|101 dni")]
    [InlineData("ru", "0 дней|1 день|2 дня|5 дней|21 день|22 дня|25 дней|101 день")]
    [InlineData("ro", "0 zile|1 zi|2 zile|5 zile|21 de zile|22 de zile|25 de zile|101 zile")]
    [InlineData("it", "0 giorni|1 giorno|2 giorni|5 giorni|21 giorni|22 giorni|25 giorni|101 giorni")]
    public void Days_are_counted_as_a_speaker_counts_them(string language, string expected) =>
        Said(language, "terms.days").ShouldBe(expected);

    [Theory]
    [InlineData("en", "0 points|1 point|2 points|5 points|21 points|22 points|25 points|101 points")]
    [InlineData("pl", "0 punktów|1 punkt|2 punkty|5 punktów|21 punktów|22 punkty|25 punktów|101 punktów")]
    [InlineData("ru", "0 баллов|1 балл|2 балла|5 баллов|21 балл|22 балла|25 баллов|101 балл")]
    [InlineData("ro", "0 puncte|1 punct|2 puncte|5 puncte|21 de puncte|22 de puncte|25 de puncte|101 puncte")]
    [InlineData("it", "0 punti|1 punto|2 punti|5 punti|21 punti|22 punti|25 punti|101 punti")]
    public void Points_are_counted_as_a_speaker_counts_them(string language, string expected) =>
        Said(language, "reward.points").ShouldBe(expected);

    [Theory]
    [InlineData("n = 1", 1, true), InlineData("n = 1", 11, false)]
    [InlineData("n % 10 = 2..4 and n % 100 != 12..14", 22, true), InlineData("n % 10 = 2..4 and n % 100 != 12..14", 112, false)]
    [InlineData("n = 0 or n != 1 and n % 100 = 1..19", 0, true), InlineData("n = 0 or n != 1 and n % 100 = 1..19", 1, false)]
    [InlineData("n % 10 = 1,3,5..7", 6, true), InlineData("n % 10 = 1,3,5..7", 4, false)]
    public void A_rule_is_read_as_CLDR_writes_it(string rule, long n, bool holds) =>
        (PluralRules.Parse(new Dictionary<string, string> { ["one"] = rule }).Of(n) == PluralForm.One).ShouldBe(holds);

    [Theory]
    [InlineData("i = 1"), InlineData("n"), InlineData("n % 2 % 3 = 1"), InlineData("n = x")]
    public void A_rule_that_cannot_be_read_is_refused(string rule) =>
        Should.Throw<FormatException>(() => PluralRules.Parse(new Dictionary<string, string> { ["one"] = rule }));

    [Theory]
    [InlineData("en", "EUR", 123450, "€1,234.50"), InlineData("en", "EUR", -50, "−€0.50"), InlineData("en", "JPY", 1500, "¥1,500")]
    [InlineData("en", "PLN", 1500, "15.00 PLN"), InlineData("en", "KWD", 1500, "1.500 KWD"), InlineData("en", "CLF", 15000, "1.5000 CLF")]
    [InlineData("pl", "PLN", 123450, "1 234,50 zł"), InlineData("pl", "EUR", 1500, "15,00 €"), InlineData("pl", "RON", -50, "−0,50 RON")]
    [InlineData("ru", "RUB", 123450, "1 234,50 ₽"), InlineData("ro", "RON", 123450, "1.234,50 lei"), InlineData("it", "EUR", 123450, "1.234,50 €")]
    public void An_amount_is_written_as_its_reader_writes_it(string language, string currency, long minor, string text) =>
        Plain(TestData.Words(language).Money(Currency.Of(currency), minor)).ShouldBe(text);

    [Theory]
    [InlineData("en", "EUR", 1500, "€15"), InlineData("en", "EUR", 1550, "€15.50"), InlineData("en", "PLN", -3000, "−30 PLN")]
    [InlineData("en", "KWD", 1500, "1.500 KWD"), InlineData("pl", "PLN", 1500, "15 zł"), InlineData("it", "EUR", 1550, "15,50 €")]
    public void A_sentence_says_an_amount_without_needless_zeros(string language, string currency, long minor, string text) =>
        Plain(TestData.Words(language).ShortMoney(Currency.Of(currency), minor)).ShouldBe(text);

    [Theory]
    [InlineData("en", "14 May 2026"), InlineData("pl", "14 maja 2026"), InlineData("ru", "14 мая 2026 г."), InlineData("ro", "14 mai 2026")]
    [InlineData("it", "14 maggio 2026")]
    public void A_day_is_written_as_its_reader_writes_it(string language, string text) =>
        TestData.Words(language).Day(new DateTimeOffset(2026, 5, 14, 9, 0, 0, TimeSpan.Zero)).ShouldBe(text);

    [Fact]
    public void The_merchants_own_text_goes_first_and_English_stands_in_for_what_a_language_lacks()
    {
        var polish = TestData.Language("pl");
        var lacking = polish with { Texts = polish.Texts.Where(text => text.Key != "portal.leave").ToFrozen() };
        var words = new Words(lacking, TestData.Language("en"), new Dictionary<string, Wording> { ["portal.hello"] = Wording.Plain("Ahoj") });
        words["portal.hello"].ShouldBe("Ahoj");
        words["portal.leave"].ShouldBe("Sign out");
        words["friend.get"].ShouldBe(polish.Texts["friend.get"].Form(PluralForm.Other));
        Should.Throw<KeyNotFoundException>(() => words["no.such.text"]);
    }

    [Fact]
    public void A_value_is_taken_as_it_is_and_never_read_again()
    {
        var words = TestData.Words("en");
        words.Say("friend.invites", ("who", "{shop}"), ("shop", "<b>{who}</b>")).ShouldBe("{shop} invites you to <b>{who}</b>");
    }

    [Theory]
    [InlineData("it", "pl-PL,pl;q=0.9,en;q=0.8", "pl")]
    [InlineData("it", "de-DE,de;q=0.9,ro;q=0.1", "ro")]
    [InlineData("it", "pl;q=0,en", "en")]
    [InlineData("it", "de", "it")]
    [InlineData("it", "*", "it")]
    [InlineData("it", ";;q=,, pl", "pl")]
    [InlineData("it", null, "it")]
    public void A_browser_is_answered_in_the_first_of_its_languages_that_the_shop_speaks(string own, string? accept, string language) =>
        ChooseLanguage.Of(ChooseLanguage.Accepted(accept), [own, "en", "pl", "ro"], ["en", "it", "pl", "ro", "ru"], "en").ShouldBe(language);

    [Fact]
    public void Nobody_is_spoken_to_in_a_language_that_the_shop_left_out()
    {
        ChooseLanguage.Of(["ru"], ["pl-PL"], ["en", "pl", "ru"], "en").ShouldBe("pl");
        ChooseLanguage.Of(["ru"], ["de"], ["en", "pl", "ru"], "en").ShouldBe("en");
    }

    private static string Said(string language, string key) => string.Join('|', Counts.Select(n => TestData.Words(language).Count(key, n)));

    // Whichever of the hard spaces ICU groups with.
    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}

internal static class Texts
{
    internal static System.Collections.Frozen.FrozenDictionary<string, Wording> ToFrozen(
        this IEnumerable<KeyValuePair<string, Wording>> texts) => System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(texts);
}
