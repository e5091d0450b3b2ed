using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class ContrastTests
{
    // The ratios that the guidelines' own tools give, to two digits.
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#ff0000", "#ffffff", 4.00)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    [InlineData("#00ff00", "#ffffff", 1.37)]
    [InlineData("#ffff00", "#ffffff", 1.07)]
    [InlineData("#ffff00", "#000000", 19.56)]
    public void Ratios_are_those_of_the_guidelines(string one, string other, double ratio)
    {
        Contrast.Between(Rgb.Parse(one), Rgb.Parse(other)).ShouldBe(ratio, 0.01);
        Contrast.Between(Rgb.Parse(other), Rgb.Parse(one)).ShouldBe(ratio, 0.01);
    }

    [Theory]
    [InlineData("#0b5f58", "#0b5f58")]
    [InlineData("#767676", "#767676")]
    [InlineData("#777777", "#6b6b6b")]
    [InlineData("#000000", "#000000")]
    public void A_readable_colour_stays_and_another_is_darkened(string color, string shown) =>
        Contrast.OnWhite(Rgb.Parse(color)).ToString().ShouldBe(shown);

    [Fact]
    public void Every_colour_becomes_readable()
    {
        for (var i = 0; i < 1 << 24; i += 9_973)
        {
            var color = new Rgb((byte)((i >> 16) & 255), (byte)((i >> 8) & 255), (byte)(i & 255));
            Contrast.Between(Contrast.OnWhite(color), Rgb.White).ShouldBeGreaterThanOrEqualTo(Contrast.Readable);
        }
    }
}
