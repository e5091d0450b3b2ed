using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class TypefaceTests
{
    private static readonly Rgb Black = new(0, 0, 0);

    private static Typeface Text => Letters.All.Text;

    private static Typeface Display => Letters.All.Display;

    [Theory]
    [InlineData("en"), InlineData("pl"), InlineData("ru"), InlineData("ro"), InlineData("it")]
    public void Every_letter_of_our_own_pages_can_be_drawn(string language)
    {
        var letters = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "languages", language + ".json")).Distinct()
            .Where(letter => !char.IsWhiteSpace(letter) && !char.IsControl(letter) && !char.IsSurrogate(letter) && letter != '\u200B').ToList();
        letters.Count.ShouldBeGreaterThan(60);
        letters.ShouldAllBe(letter => Text.CanWrite(letter.ToString()) && Display.CanWrite(letter.ToString()));
    }

    [Theory]
    [InlineData("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"), InlineData("ăâîșțĂÂÎȘȚşţ"), InlineData("àèéìòùÀÈÉÌÒÙ"), InlineData("їієґўЇІЄҐЎјљњћџ")]
    [InlineData("äöüßẞõåæøñçœřčšžýůďťň"), InlineData("őűğışİāēīūķļņģ"), InlineData("€£$₽₴zł₺₸%№§°·…–—„”«»“‚‘’")]
    public void Letters_of_the_five_languages_and_their_neighbours_are_there(string letters) =>
        letters.EnumerateRunes().ShouldAllBe(letter => Display.CanWrite(letter.ToString()));

    // A capital I without serifs is one upright bar as high as a capital.
    [Fact]
    public void A_known_letter_covers_what_it_should()
    {
        const double Size = 200;
        var canvas = new Canvas(200, 200, Rgb.White);
        canvas.Fill(Display.Line("I", 20 - Display.Bearing("I", Size), 180, Size), Black);
        var rows = Enumerable.Range(0, 200).Where(y => Enumerable.Range(0, 200).Any(x => canvas[x, y].Red < 128)).ToList();
        ((double)rows.Count).ShouldBe(Display.Capital(Size), 1);
        rows[^1].ShouldBe(179);
        var columns = Enumerable.Range(0, 200).Where(x => canvas[x, 100].Red < 128).ToList();
        columns[0].ShouldBe(20);
        columns.Count.ShouldBeInRange(25, 40);
        Enumerable.Range(0, 200 * 200).Sum(i => (255 - canvas[i % 200, i / 200].Red) / 255.0)
            .ShouldBe(Display.Capital(Size) * Enumerable.Range(0, 200).Sum(x => (255 - canvas[x, 100].Red) / 255.0), 1);
    }

    [Fact]
    public void An_o_has_a_hole()
    {
        var canvas = new Canvas(200, 200, Rgb.White);
        canvas.Fill(Display.Line("o", 20, 180, 200), Black);
        var middle = (int)(20 + (Display.Width("o", 200) / 2));
        canvas[middle, (int)(180 - (Display.SmallLetter(200) / 2))].ShouldBe(Rgb.White);
        canvas[middle, 180 - 8].ShouldBe(Black);
    }

    // What fontkit's own layout adds up for the same letters, in 2048ths of an em.
    [Theory]
    [InlineData("AV", 1259.55 + 1466.70), InlineData("To", 1058.10 + 1202.00), InlineData("Te", 1058.10 + 1160.40)]
    [InlineData("LT", 964.25 + 1311.10), InlineData("11", 809.60 * 2), InlineData("r.", 656.80 + 511.10), InlineData("P,", 1220.10 + 511.10)]
    public void Letters_are_kerned_as_the_font_says(string pair, double width) => Display.Width(pair, 2048).ShouldBe(width, 2);

    [Theory]
    [InlineData("Tę", "Te"), InlineData("Ły", "Ly"), InlineData("ŁT", "LT"), InlineData("Yș", "Ys"), InlineData("Год.", "Год.")]
    public void Letters_of_two_files_are_kerned_by_their_shapes(string pair, string alike)
    {
        double Kerning(string text) => Display.Width(text, 1) - text.Sum(letter => Display.Width(letter.ToString(), 1));
        Kerning(pair).ShouldBe(Kerning(alike), 0.001);
        Kerning(pair).ShouldBeLessThan(0);
    }

    [Theory]
    [InlineData("ﬁ", "fi"), InlineData("Ａ", "A"), InlineData("ế", "e"), InlineData("e\u0301", "é"), InlineData("①", "1")]
    [InlineData("A\u2003B", "A B"), InlineData("tea🍵", "tea"), InlineData("👩‍👩‍👧‍👦", ""), InlineData("e\u200Bé\uFE0F", "eé"), InlineData("㎏", "kg")]
    public void What_the_font_lacks_is_folded_or_left_out(string text, string drawn) =>
        Text.Width(text, 100).ShouldBe(Text.Width(drawn, 100), 0.001);

    [Theory]
    [InlineData("متجر الشاي", false), InlineData("חנות תה", false), InlineData("茶の店", false), InlineData("🍵🫖", false), InlineData("", false)]
    [InlineData("Shay متجر الشاي", false), InlineData("   ", false), InlineData("Tea 🍵", true), InlineData("Чай", true)]
    [InlineData("The house of tea Ω", true), InlineData("\uD83C", false)]
    public void It_is_known_what_can_be_written(string text, bool can) => Text.CanWrite(text).ShouldBe(can);

    [Fact]
    public void A_single_unknown_letter_is_a_hollow_box()
    {
        var canvas = new Canvas(100, 100, Rgb.White);
        canvas.Fill(Text.Line("茶", 10, 90, 100), Black);
        canvas[41, 50].ShouldBe(Rgb.White);
        canvas[18, 50].ShouldBe(Black);
        canvas[41, 87].ShouldBe(Black);
    }

    [Fact]
    public void Bytes_of_another_format_are_refused() =>
        Should.Throw<FormatException>(() => Outlines.Read("VNET1 and so on"u8)).Message.ShouldContain("format");
}
