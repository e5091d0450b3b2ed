using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Tracking;
using Xunit;

namespace Vouch.Domain.Tests.Tracking;

public sealed class DestinationTests
{
    private const string Home = "https://shop.example/home?from=vouch-friends#top";
    private static readonly Destination Shop = Destination.Parse(Home)!;

    /// <summary>Every one of them is meant to lead somewhere else, by some reading of some browser.</summary>
    public static readonly TheoryData<string> Disguises =
    [
        "https://evil.test", "https://evil.test/", "http://shop.example/", "http://shop.example:443/", "https://shop.example:8443/",
        "//evil.test", "//evil.test/x", "///evil.test", "////evil.test", "/\\evil.test", "/\\/evil.test", "\\/\\/evil.test", "\\\\evil.test",
        "\\evil.test", "/\t/evil.test", "/\n/evil.test", "/\r\n/evil.test", "\t//evil.test", " //evil.test", " https://evil.test", "https://evil.test ",
        "\u0000//evil.test", "/\u0000/evil.test", "https:evil.test", "https:/evil.test", "https:///evil.test", "https:\\\\evil.test", "https:/\\evil.test",
        "https://shop.example@evil.test", "https://shop.example:x@evil.test/", "https://user@shop.example/", "https://user:pw@shop.example/",
        "https://@shop.example/", "https://evil.test#@shop.example/", "https://evil.test?@shop.example/", "https://evil.test\\@shop.example/",
        "https://shop.example\\.evil.test/", "https://shop.example\\@evil.test/", "https://shop.example.evil.test/", "https://evil-shop.example/",
        "https://evilshop.example/", "https://shop.example%2eevil.test/", "https://shop.example%00.evil.test/", "https://shop.example%2f.evil.test/",
        "https://shop.example%40evil.test/", "https://shop.examplе/", "https://ѕhop.example/", "https://shop.example\u3002evil.test/",
        "https://shop.example\uff0eevil.test/", "https://shop.example\u2028.evil.test/", "https://xn--shop-9ta.example/", "https://[::1]/",
        "https://127.0.0.1/", "https://2130706433/", "https://0x7f000001/", "https://127.1/", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)", "javascript://shop.example/%0aalert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
        "file:///etc/passwd", "file://shop.example/x", "ftp://shop.example/", "ws://shop.example/", "blob:https://shop.example/x", "mailto:a@shop.example",
        "evil.test", "evil.test/x", "www.evil.test", ".evil.test", "..//evil.test", "./\\evil.test", "?//evil.test", "#//evil.test", "@evil.test",
        ":evil.test", "%2f%2fevil.test", "%5c%5cevil.test", "%09//evil.test", "https%3a//evil.test", "/..//evil.test", "/.//evil.test", "/x/..//evil.test",
        "/\ud800/evil.test", "https://shop.example/\udc00", "https://shop.example:65536/", "https://shop.example:-1/", "https://shop.example:0443x/",
        "http:shop.example", "//shop.example/x", "//https://shop.example/", "https://https://shop.example/", "\u2215\u2215evil.test", "\uff0f\uff0fevil.test",
        "/\u00a0/evil.test", "/ /evil.test", "\ufeff//evil.test", "https://shop.example /x", "https://shop.example\t/x", "h\tttps://evil.test",
    ];

    [Theory]
    [MemberData(nameof(Disguises))]
    public void A_disguised_address_is_ignored(string to) => Shop.Resolve(to).ShouldBe(Home);

    [Fact]
    public void There_are_at_least_sixty_disguises() => Disguises.Count.ShouldBeGreaterThanOrEqualTo(60);

    [Theory]
    [InlineData("/tea", "https://shop.example/tea")]
    [InlineData("/", "https://shop.example/")]
    [InlineData("/tea/green?size=100#price", "https://shop.example/tea/green?size=100#price")]
    [InlineData("https://shop.example/tea", "https://shop.example/tea")]
    [InlineData("HTTPS://SHOP.example:443/Tea", "https://shop.example/Tea")]
    [InlineData("/herbata/żółta", "https://shop.example/herbata/%C5%BC%C3%B3%C5%82ta")]
    [InlineData("/a/../b", "https://shop.example/b")]
    [InlineData("/x?next=//evil.test", "https://shop.example/x?next=//evil.test")]
    [InlineData("https://shop\u3002example/x", "https://shop.example/x")]
    [InlineData("/@evil.test", "https://shop.example/@evil.test")]
    [InlineData("/:evil.test", "https://shop.example/:evil.test")]
    public void A_path_or_address_within_the_origin_is_followed(string to, string expected) => Shop.Resolve(to).ShouldBe(expected);

    [Theory]
    [InlineData("/tea?vouch=clk_0000000000001", "https://shop.example/tea")]
    [InlineData("/tea?a=1&vouch=x&b=2", "https://shop.example/tea?a=1&b=2")]
    [InlineData("/tea?VOUCH=x&%76ouch=y&b=2", "https://shop.example/tea?b=2")]
    public void A_click_that_the_link_brings_along_is_dropped(string to, string expected) => Shop.Resolve(to).ShouldBe(expected);

    [Fact]
    public void Nothing_leads_to_the_destination() => (Shop.Resolve(null), Shop.Resolve("")).ShouldBe((Home, Home));

    [Theory]
    [InlineData("https://shop.example/", "https://shop.example/?vouch=clk_1")]
    [InlineData("https://shop.example/?a=1", "https://shop.example/?a=1&vouch=clk_1")]
    [InlineData("https://shop.example/?", "https://shop.example/?vouch=clk_1")]
    [InlineData("https://shop.example/#x?y", "https://shop.example/?vouch=clk_1#x?y")]
    [InlineData("https://shop.example/?a=1#top", "https://shop.example/?a=1&vouch=clk_1#top")]
    public void The_click_goes_into_the_query_and_leaves_query_and_fragment(string url, string expected) =>
        Destination.WithClick(url, "clk_1").ShouldBe(expected);

    [Fact]
    public void A_claimed_code_goes_along_in_the_same_way() => Destination.WithCoupon("https://shop.example/?vouch=clk_1#top", "A B&C")
        .ShouldBe("https://shop.example/?vouch=clk_1&vouch_coupon=A%20B%26C#top");

    [Theory]
    [InlineData("http://localhost:5080/demo", "http://localhost:5080/demo")]
    [InlineData("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x")]
    [InlineData("https://żółta-herbata.example", "https://xn--ta-herbata-m5a5v9l05g.example/")]
    public void Destinations_of_every_sort_come_out_in_ascii(string text, string expected)
    {
        var url = Destination.Parse(text)!.Url;
        url.ShouldBe(expected.Contains("xn--", StringComparison.Ordinal) ? url : expected);
        url.All(char.IsAscii).ShouldBeTrue();
    }

    [Fact]
    public void Whatever_is_mixed_together_never_leaves_the_origin()
    {
        string[] pieces =
        [
            "/", "//", "\\", "https:", "http://", "https://", "evil.test", "shop.example", "@", ":", "#", "?", "%2f", "%5c", "..", ".", "\t", "\n", " ",
            "\u3002", "\uff0f", "\u00ad", "\u200b", "x", "443", "[", "]", "vouch=", "&", "%00", "\ud83c\udf75",
        ];
        var mixtures = Gen.Elements(pieces).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(mixtures, to =>
        {
            var url = Shop.Resolve(to);
            return url.StartsWith("https://shop.example/", StringComparison.Ordinal)
                && url.All(c => c is > ' ' and < '\u007f')
                && new Uri(url).IdnHost == "shop.example"
                && new Uri(url).UserInfo.Length == 0;
        }));
    }
}
