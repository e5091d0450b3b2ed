using System.Text;
using Shouldly;
using Vouch.Domain.People;
using Xunit;

namespace Vouch.Domain.Tests.People;

/// <summary>Codes of an authenticator app, by the vectors of RFC 6238 (appendix B) and RFC 4648 (section 10).</summary>
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_vectors_of_the_standard_hold(long seconds, string code)
    {
        var step = Totp.StepOf(new Instant(seconds * 1000));
        Totp.Code(Secret, step, 8).ShouldBe(code);
        Totp.Code(Secret, step).ShouldBe(code[2..]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Bytes_are_written_in_base_32(string bytes, string text) => Totp.Base32(Encoding.ASCII.GetBytes(bytes)).ShouldBe(text);

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_one_step_off(int steps, bool counts)
    {
        var now = new Instant(1_800_000_000_000);
        var step = Totp.StepOf(now) + steps;
        Totp.Match(Secret, Totp.Code(Secret, step), now, 0).ShouldBe(counts ? step : null);
    }

    [Fact]
    public void A_code_counts_once_and_none_before_it_counts_after_it()
    {
        var now = new Instant(1_800_000_000_000);
        var step = Totp.StepOf(now);
        Totp.Match(Secret, Totp.Code(Secret, step), now, step - 1).ShouldBe(step);
        Totp.Match(Secret, Totp.Code(Secret, step), now, step).ShouldBeNull();
        Totp.Match(Secret, Totp.Code(Secret, step - 1), now, step).ShouldBeNull();
        Totp.Match(Secret, Totp.Code(Secret, step + 1), now, step).ShouldBe(step + 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("ａ２３４５６")]
    [InlineData("abcdef")]
    public void What_is_no_code_never_counts(string typed) => Totp.Match(Secret, typed, new Instant(1_800_000_000_000), 0).ShouldBeNull();

    [Fact]
    public void Spaces_within_a_code_do_not_count()
    {
        var now = new Instant(1_800_000_000_000);
        var code = Totp.Code(Secret, Totp.StepOf(now));
        Totp.Match(Secret, $" {code[..3]} {code[3..]} ", now, 0).ShouldNotBeNull();
    }

    [Fact]
    public void An_app_is_told_who_and_where() => Totp.Address("Kettle & Leaf", "anna@shop.example", Secret).ShouldBe(
        "otpauth://totp/Kettle%20%26%20Leaf:anna%40shop.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kettle%20%26%20Leaf"
        + "&algorithm=SHA1&digits=6&period=30");

    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Safari/605.1", "Safari on Mac")]
    [InlineData("curl/8.5", "curl")]
    [InlineData("Something of Android", "A browser on Android")]
    [InlineData(null, "Unknown browser")]
    public void A_browser_is_told_in_words(string? agent, string words) => BrowserWords.Of(agent).ShouldBe(words);
}
