using Shouldly;
using Vouch.Domain.People;
using Xunit;

namespace Vouch.Domain.Tests.People;

public sealed class NamesAndCodesTests
{
    [Theory]
    [InlineData("BOGDAN  pópescu", "bogdan popescu")]
    [InlineData(" Łukasz Żółć ", "lukasz zolc")]
    [InlineData("Søren Øst", "soren ost")]
    [InlineData("Weiß", "weiss")]
    [InlineData("Işıl", "isil")]
    [InlineData("İpek", "ipek")]
    [InlineData("Anna-Maria O'Neil", "anna maria oneil")]
    [InlineData("Алексей Щукин", "aleksei shchukin")]
    [InlineData("Ștefan Țepeș", "stefan tepes")]
    [InlineData("王小明", "王小明")]
    [InlineData("  ", "")]
    [InlineData(null, "")]
    public void Names_are_compared_without_case_accents_and_spaces(string? name, string folded) => PersonName.Fold(name).ShouldBe(folded);

    [Theory]
    [InlineData("Anna Nowak", "ANNA")]
    [InlineData("Konstantynopolitańczykowianeczka", "KONSTA")]
    [InlineData("Łukasz", "LUKASZ")]
    [InlineData("Анна", "ANNA")]
    [InlineData("😀 Maria", "MARIA")]
    [InlineData("王小明", null)]
    [InlineData(null, null)]
    public void A_code_begins_with_the_letters_of_the_name(string? name, string? stem) => PersonName.CodeStem(name).ShouldBe(stem);

    [Fact]
    public void A_code_has_five_random_symbols_after_a_name_and_eight_alone()
    {
        Code.SymbolsFor("Anna").ShouldBe(5);
        Code.Generate("Anna Nowak", [0, 1, 2, 3, 25]).ShouldBe("ANNA-2346Z");
        Code.SymbolsFor(null).ShouldBe(8);
        Code.Generate(null, [6, 7, 8, 9, 10, 11, 12, 13]).ShouldBe("ACDEFGHJ");
        Code.Alphabet.Length.ShouldBe(26);
    }

    [Theory]
    [InlineData("anna-7f3kq", "ANNA-7F3KQ")]
    [InlineData(" ANNA10 ", "ANNA10")]
    [InlineData("ANN", null)]
    [InlineData("ANNA 10", null)]
    [InlineData("ANNА10", null)]
    [InlineData("ＡＮＮＡ10", null)]
    [InlineData("anıa10", null)]
    [InlineData("ſale10", null)]
    [InlineData("\u212Aing10", null)]
    [InlineData("ANNA_10", null)]
    [InlineData("ANNA10\0", null)]
    [InlineData(null, null)]
    public void A_code_is_compared_without_case_and_look_alikes_are_refused(string? text, string? code) => Code.Normalize(text).ShouldBe(code);

    [Fact]
    public void A_code_has_at_most_32_characters()
    {
        Code.Normalize(new string('A', 32)).ShouldNotBeNull();
        Code.Normalize(new string('A', 33)).ShouldBeNull();
    }

    [Theory]
    [InlineData("+48 600-700-800", "+48600700800")]
    [InlineData("0048 600 700 800", "+48600700800")]
    [InlineData("(600) 700 800", "600700800")]
    [InlineData("600700800 ext 5", null)]
    [InlineData("12345", null)]
    [InlineData("+1234567890123456", null)]
    [InlineData(null, null)]
    public void A_telephone_number_is_compared_by_its_digits(string? text, string? number) => Phone.Canonical(text).ShouldBe(number);
}
