using Shouldly;
using Vouch.Domain.Search;
using Xunit;

namespace Vouch.Domain.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("  Anna \t  Nowak ", "Anna Nowak")]
    [InlineData("an\0na", "anna")]
    [InlineData("\u202Eanna\u200F", "anna")]
    [InlineData("a\uD800b", "ab")]
    [InlineData("100%_!'\"\\", "100%_!'\"\\")]
    [InlineData("محمد علي", "محمد علي")]
    [InlineData("🍵", "🍵")]
    public void What_does_not_show_is_not_looked_for(string typed, string text) => SearchText.Of(typed)!.Text.ShouldBe(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \0\u200F\uDC00 ")]
    public void Nothing_is_looked_for_where_nothing_was_typed(string? typed) => SearchText.Of(typed).ShouldBeNull();

    [Fact]
    public void Nothing_is_as_long_as_what_a_person_did_not_type()
    {
        SearchText.Of(new string('a', SearchText.Longest)).ShouldNotBeNull();
        SearchText.Of(new string('a', SearchText.Longest + 1)).ShouldBeNull();
        SearchText.Of(new string(' ', 10_000) + "a" + new string(' ', 10_000))!.Text.ShouldBe("a");
    }

    [Fact]
    public void Things_are_looked_for_in_the_spellings_in_which_they_are_kept()
    {
        var text = SearchText.Of("żAneta")!;
        (text.Lower, text.Upper).ShouldBe(("żaneta", "ŻANETA"));
        text.Names.ShouldBe(["żaneta", "Żaneta"]);
        SearchText.Of("Anna")!.Names.ShouldBe(["anna"]);
        SearchText.Of("t-1a")!.Numbers.ShouldBe(["t-1a", "T-1A"]);
        SearchText.Of("1001")!.Numbers.ShouldBe(["1001"]);
    }

    [Theory]
    [InlineData("ann", "anna", true)]
    [InlineData("ann", "ann", true)]
    [InlineData("ann", "ann\uFFFF", true)]
    [InlineData("ann", "ann🍵", true)]
    [InlineData("ann", "anm", false)]
    [InlineData("ann", "ano", false)]
    [InlineData("ann", "an", false)]
    [InlineData("%", "anna", false)]
    public void A_range_holds_what_begins_with_its_text_and_nothing_else(string text, string other, bool isHeld)
    {
        var (from, until) = Beginning.Of(text);
        (Compare(from, other) <= 0 && Compare(other, until) < 0).ShouldBe(isHeld);
    }

    // As both engines compare: by the bytes of UTF-8, which is by code points.
    private static int Compare(string a, string b) =>
        System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));
}
