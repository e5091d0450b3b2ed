using Shouldly;
using Xunit;

namespace Vouch.Domain.Tests;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\u200b")]
    [InlineData("\ufeff\u2060\u200d\u00ad")]
    [InlineData("\u00a0\u2003\u3000")]
    [InlineData("\u202e\u2066\u2069")]
    [InlineData("\u0007")]
    [InlineData("\u115f\u3164\uffa0\u2800\ufe0f")]
    [InlineData("\U000e0041\U000e0100")]
    public void Nothing_of_invisible_characters_alone_can_be_seen(string text) => VisibleText.Of(text).ShouldBeEmpty();

    [Theory]
    [InlineData("a")]
    [InlineData(" a\u200b ")]
    [InlineData("👩\u200d🍳")]
    [InlineData("نمی\u200cخواهم")]
    [InlineData("-")]
    public void A_text_with_anything_to_see_stays_as_it_is(string text) => VisibleText.Of(text).ShouldBe(text);
}
