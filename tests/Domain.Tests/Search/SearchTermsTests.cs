using Shouldly;
using Vouch.Domain.People;
using Vouch.Domain.Search;
using Xunit;

namespace Vouch.Domain.Tests.Search;

/// <summary>What the desk finds people by, and how a pasted list of them is read.</summary>
public sealed class SearchTermsTests
{
    [Theory]
    [InlineData("małgor", true)]
    [InlineData("Malgorzata Brzeczy", true)]
    [InlineData("konstant", true)]
    [InlineData("m.b@exam", true)]
    [InlineData("cust-12", true)]
    [InlineData("lgorzata", false)]
    [InlineData("Malgorzata Nowak", false)]
    public void A_person_is_found_by_the_beginnings_of_words(string typed, bool found)
    {
        var keys = SearchTerms.WordsOf("Małgorzata Brzęczyszczykiewicz-Konstantynopolitańska", "M.B@example.com", "CUST-12").Select(SearchTerms.Key).ToList();
        var terms = SearchTerms.TermsOf(typed).Select(Beginning.OfWord).ToList();
        terms.ShouldNotBeEmpty();
        terms.All(term => keys.Exists(key => InRange(key, term))).ShouldBe(found);
    }

    [Fact]
    public void What_stands_within_a_word_is_found_as_given_or_without_accents_and_signs_of_patterns_are_letters()
    {
        SearchTerms.Line("M.B@example.com", "Małgorzata Żak", "CUST-12").ShouldBe("m.b@example.com malgorzata zak małgorzata żak cust-12");
        SearchTerms.Line(null, "Anna", null).ShouldBe("anna");
        SearchTerms.Line(null, null, null).ShouldBe("");
        SearchTerms.Within(" 100%_Ok! ").ShouldBe("%100!%!_ok!!%");
    }

    [Fact]
    public void Nothing_readable_has_no_words() => SearchTerms.TermsOf(" -- \u0301 ").ShouldBeEmpty();

    [Fact]
    public void A_list_is_read_line_by_line_with_names_on_either_side()
    {
        var lines = InviteList.Read("anna@example.com\r\n\r\nJan Nowak <jan@example.com>\nola@example.com; Ola Kot\nnobody\nANNA@example.com\n");
        lines.Select(line => (line.Email, line.Name, line.IsTwice)).ShouldBe(
        [
            ("anna@example.com", null, false), ("jan@example.com", "Jan Nowak", false), ("ola@example.com", "Ola Kot", false),
            (null, null, false), ("ANNA@example.com", null, true),
        ]);
        InviteList.Read(string.Join('\n', Enumerable.Range(0, 600).Select(i => $"p{i}@example.com"))).Count.ShouldBe(InviteList.Most + 1);
    }

    private static bool InRange(string key, Beginning term) =>
        string.CompareOrdinal(key, term.From) >= 0 && string.CompareOrdinal(key, term.Until) < 0;
}
