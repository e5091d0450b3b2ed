using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class OfferPictureTests
{
    private const int MostBytes = 150_000;
    private const int Margin = 84;
    private static readonly Rgb Accent = Rgb.Parse("#0b5f58");

    [Theory]
    [InlineData("Kettle & Leaf", "kettleandleaf.example", "15% off your first order", "From €40, at most €25, valid for 30 days.")]
    [InlineData("Łódzka Księgarnia Przyjaciół Żółwia i Gęsi", "k.example", "Rabat 15% na pierwsze zamówienie", "Od 160 zł, najwyżej 100 zł.")]
    [InlineData("Чайный дом «Самовар»", "samovar.example", "Скидка 15% на первый заказ", "От 4 000 ₽, не более 2 500 ₽, действует 30 дней.")]
    [InlineData("Țesături și Fețe", "tesaturi.example", "Reducere de 50 lei la prima ta comandă", "De la 200 lei, valabilă 30 de zile.")]
    [InlineData("Caffè della Città", "caffe.example", "20 € di credito nel negozio per il tuo primo acquisto", "Valido 30 giorni.")]
    [InlineData("متجر الشاي", "shay.example", "15% off your first order", "")]
    [InlineData("🍵", null, "€15 off", "")]
    [InlineData("", null, "€15 off", "")]
    [InlineData("Shop", "shop.example", "Three months of membership with a personal adviser, who calls you every Tuesday morning before breakfast",
        "From €1,000,000.00 at the very least and then some, at most €2,000,000.00 and not a cent more, valid for 10,000 days.")]
    public void Every_picture_is_small_and_keeps_its_margins(string name, string? host, string headline, string small)
    {
        var canvas = new OfferPicture(name, host, headline, small, Accent).Draw(Letters.All);
        (canvas.Width, canvas.Height).ShouldBe((1200, 630));
        Png.Write(canvas).Length.ShouldBeLessThan(MostBytes);
        for (var y = 0; y < canvas.Height; y++)
        {
            for (var x = 0; x < Margin - 1; x++)
            {
                canvas[x, y].ShouldBe(canvas[0, y]);
                canvas[canvas.Width - 1 - x, y].ShouldBe(canvas[0, y]);
            }
        }

        canvas[0, canvas.Height - 1].ShouldBe(Accent);
        Inked(canvas, 150, 530).ShouldBeGreaterThan(2000);
    }

    [Fact]
    public void All_lines_begin_at_one_edge()
    {
        var canvas = new OfferPicture("Kettle & Leaf", "kettle.example", "Find your way", "From €40.", Accent).Draw(Letters.All);
        int First(int top, int end) => Enumerable.Range(0, 400).First(x => Enumerable.Range(top, end - top).Any(y => Differs(canvas, x, y)));
        First(160, 380).ShouldBe(Margin);
        First(400, 530).ShouldBe(Margin);
        First(540, 625).ShouldBe(Margin);
    }

    [Fact]
    public void An_offer_that_cannot_be_written_leaves_the_initials()
    {
        var canvas = new OfferPicture("Shay", "shay.example", "خصم ١٥٪ على طلبك الأول", "", Accent).Draw(Letters.All);
        canvas[600, 200].ShouldBe(Accent);
        Enumerable.Range(560, 80).ShouldContain(x => canvas[x, 300] == Rgb.White);
        Inked(canvas, 0, 120).ShouldBe(0);
        Inked(canvas, 500, 600).ShouldBe(0);
    }

    [Fact]
    public void A_name_that_cannot_be_written_gives_way_to_the_shops_address() =>
        Png.Write(new OfferPicture("متجر", "shay.example", "15%", "", Accent).Draw(Letters.All))
            .ShouldBe(Png.Write(new OfferPicture("茶の店", "shay.example", "15%", "", Accent).Draw(Letters.All)));

    [Fact]
    public void Nothing_that_can_be_written_is_no_fault() =>
        Png.Write(new OfferPicture("茶", "茶.例", "茶の店", "茶", Accent).Draw(Letters.All)).ShouldNotBeEmpty();

    private static int Inked(Canvas canvas, int top, int end) =>
        Enumerable.Range(0, canvas.Width * (end - top)).Count(i => Differs(canvas, i % canvas.Width, top + (i / canvas.Width)));

    private static bool Differs(Canvas canvas, int x, int y) =>
        Math.Abs(canvas[x, y].Red - canvas[0, y].Red) + Math.Abs(canvas[x, y].Green - canvas[0, y].Green) > 24;
}
