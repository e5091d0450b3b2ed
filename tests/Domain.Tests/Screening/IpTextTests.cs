using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class IpTextTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.0/24")]
    [InlineData(" 203.0.113.7 ", "203.0.113.7", "203.0.113.0/24")]
    [InlineData("0.0.0.0", "0.0.0.0", "0.0.0.0/24")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.0/24")]
    [InlineData("::FFFF:cb00:7107", "203.0.113.7", "203.0.113.0/24")]
    [InlineData("[::ffff:203.0.113.7]", "203.0.113.7", "203.0.113.0/24")]
    [InlineData("2001:db8:0:1ff::1", "2001:db8:0:1ff::1", "2001:db8:0:100::/56")]
    [InlineData("2001:0DB8:0000:01FF:0000:0000:0000:0001", "2001:db8:0:1ff::1", "2001:db8:0:100::/56")]
    [InlineData("[2001:db8:0:1ff::1]", "2001:db8:0:1ff::1", "2001:db8:0:100::/56")]
    [InlineData("2001:db8:0:1ff::0.0.0.1", "2001:db8:0:1ff::1", "2001:db8:0:100::/56")]
    [InlineData("fe80::1%eth0", "fe80::1", "fe80::/56")]
    [InlineData("[fe80::1%25en0]", "fe80::1", "fe80::/56")]
    [InlineData("::", "::", "::/56")]
    [InlineData("::1", "::1", "::/56")]
    public void Every_spelling_has_one_text_and_one_network(string text, string exact, string subnet) =>
        IpText.Canonical(text).ShouldBe((exact, subnet));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("203.0.113.7:443")]
    [InlineData("[203.0.113.7]")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("[2001:db8::1")]
    [InlineData("2001:db8::1]")]
    [InlineData("203.0.113.007")]
    [InlineData("0203.0.113.7")]
    [InlineData("0xcb.0.113.7")]
    [InlineData("3405803783")]
    [InlineData("203.0.113")]
    [InlineData("203.0.113.7.")]
    [InlineData("203.0.113.256")]
    [InlineData("203.0.113.7/24")]
    [InlineData("2001:db8::/56")]
    [InlineData("203.0.113.7%eth0")]
    [InlineData("fe80::1%")]
    [InlineData("::ffff:203.0.113.007")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("12345::")]
    [InlineData("203.0.113.7, 198.51.100.1")]
    [InlineData("٢٠٣.0.113.7")]
    [InlineData("2001:db8::1\0")]
    public void What_is_no_single_address_is_refused(string? text) => IpText.Canonical(text).ShouldBeNull();

    [Fact]
    public void Nothing_throws_and_the_canonical_text_is_its_own()
    {
        string[] pieces = ["1", "255", "0", "db8", "ffff", ":", "::", ".", "[", "]", "%", "/", " ", "\0", "\ud800", "\ufffe", "g", "x", "-1"];
        var texts = Gen.Elements(pieces).ListOf().Select(parts => string.Concat(parts)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(texts, text =>
            IpText.Canonical(text) is not { } found || IpText.Canonical(found.Exact) == found));
    }
}
