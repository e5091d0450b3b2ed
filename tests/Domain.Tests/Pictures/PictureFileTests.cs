using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class PictureFileTests
{
    [Theory]
    [InlineData("89504e470d0a1a0a0000000d49484452000001f4000000c80806000000", "image/png", 500, 200)]
    [InlineData("ffd8ffe000104a46494600010100000100010000ffc00011080064012c03012200021101031101", "image/jpeg", 300, 100)]
    [InlineData("ffd8ffffe000044a46ffc20011080064012c03012200021101031101", "image/jpeg", 300, 100)]
    public void A_picture_tells_its_kind_and_size(string hex, string type, int width, int height) =>
        PictureFile.Read(Convert.FromHexString(hex)).ShouldBe(new PictureFile(type, width, height));

    [Theory]
    [InlineData("")]
    [InlineData("89504e47")]
    [InlineData("89504e470d0a1a0a0000000d49484452000000000000000008060000")]
    [InlineData("89504e470d0a1a0a0000000d49484452ffffffff000000c808060000")]
    [InlineData("ffd8ff")]
    [InlineData("ffd8ffe00000")]
    [InlineData("ffd8ffe0ffff4a46494600010100000100010000ffc0")]
    [InlineData("ffd8ffc400041122ffd9000000000000000000")]
    [InlineData("474946383961f401c800")]
    [InlineData("3c73766720786d6c6e733d22687474703a2f2f7777772e77332e6f72672f323030302f737667222f3e")]
    public void Anything_else_is_none(string hex) => PictureFile.Read(Convert.FromHexString(hex)).ShouldBeNull();

    [Fact]
    public void Our_own_pictures_are_read() =>
        PictureFile.Read(Png.Write(new Canvas(30, 20, Rgb.White))).ShouldBe(new PictureFile("image/png", 30, 20));
}
