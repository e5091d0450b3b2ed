using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class FittedTextTests
{
    private const string Nbsp = "\u00A0";
    private static readonly double[] Sizes = [150, 112, 86];

    private static Typeface Display => Letters.All.Display;

    [Fact]
    public void A_short_text_is_one_big_line()
    {
        var set = Fit("€15 off");
        set.Lines.ShouldBe(["€15 off"]);
        set.Size.ShouldBe(150);
    }

    [Fact]
    public void Lines_are_about_equally_long() => Fit("15% off your first order").Lines.ShouldBe(["15% off your", "first order"]);

    [Fact]
    public void No_line_ends_in_a_word_of_two_letters() =>
        Fit("Скидка 15% на первый заказ").Lines.ShouldBe(["Скидка 15%", $"на{Nbsp}первый заказ"]);

    [Theory]
    [InlineData("Rabat 15% na Twoje pierwsze zamówienie w naszej księgarni"), InlineData("Un solo"), InlineData("a b c d e f g")]
    [InlineData("Reducere de 50 lei la prima ta comandă"), InlineData("Три месяца бесплатной доставки по всей стране и подарок")]
    public void Whatever_is_set_whole_fits_and_says_the_same(string text)
    {
        var set = Fit(text);
        set.Lines.ShouldAllBe(line => Display.Width(line, set.Size, 0) <= 1032);
        string.Join(' ', set.Lines).Replace(Nbsp, " ", StringComparison.Ordinal).ShouldBe(text);
        set.Size.ShouldBeLessThanOrEqualTo(Sizes[set.Lines.Count - 1]);
    }

    [Fact]
    public void A_space_that_forbids_a_break_is_none()
    {
        var set = Fit($"one{Nbsp}two three\u202Ffour five{Nbsp}six seven eight nine ten");
        set.Lines.Count.ShouldBeGreaterThan(1);
        set.Lines.ShouldAllBe(line => !line.StartsWith("two") && !line.StartsWith("four") && !line.StartsWith("six"));
    }

    [Fact]
    public void What_does_not_fit_at_the_smallest_size_ends_in_an_ellipsis()
    {
        var set = Fit(string.Join(' ', Enumerable.Repeat("something", 60)));
        set.Size.ShouldBe(44);
        set.Lines.Count.ShouldBe(3);
        set.Lines[^1].ShouldEndWith("…");
        set.Lines.ShouldAllBe(line => Display.Width(line, 44, 0) <= 1032);
        Fit(new string('W', 200)).Lines.ShouldHaveSingleItem().ShouldEndWith("W…");
    }

    [Theory]
    [InlineData(""), InlineData("  \n "), InlineData("🍵 🫖")]
    public void Nothing_is_no_line(string text) => Fit(text).Lines.ShouldBeEmpty();

    private static FittedText Fit(string text) => FittedText.Fit(Display, text, 1032, Sizes, 44);
}
