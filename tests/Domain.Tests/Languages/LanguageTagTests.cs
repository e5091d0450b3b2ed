using Shouldly;
using Vouch.Domain.Languages;
using Xunit;

namespace Vouch.Domain.Tests.Languages;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("pl")]
    [InlineData("en-GB")]
    [InlineData("sr-Latn-RS")]
    [InlineData("zh-Hant-HK")]
    [InlineData("es-419")]
    [InlineData("ca-ES-valencia")]
    [InlineData("fil")]
    public void A_language_that_people_speak_is_known(string tag) => LanguageTag.IsKnown(tag).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e5")]
    [InlineData("e")]
    [InlineData("en_GB")]
    [InlineData("en-")]
    [InlineData("en\n")]
    [InlineData("qqq")]
    [InlineData("zz-ZZ")]
    [InlineData("en-GB-aaaaaaaaa")]
    public void What_is_no_tag_or_no_language_is_not(string tag) => LanguageTag.IsKnown(tag).ShouldBeFalse();
}
