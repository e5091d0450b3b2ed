using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class CanvasTests
{
    private static readonly Rgb Black = new(0, 0, 0);

    [Theory]
    [InlineData(10, 10, 20, 30), InlineData(10.25, 10.5, 20.5, 30.25), InlineData(0.1, 0.1, 0.3, 0.3), InlineData(3.9, 4.2, 60.05, 0.7)]
    public void A_rectangle_covers_its_area(double left, double top, double width, double height) =>
        Area(Shape.Rectangle(left, top, width, height)).ShouldBe(width * height, Math.Max(0.01 * width * height, 0.01));

    [Fact]
    public void A_rectangle_between_pixels_covers_each_by_its_share()
    {
        var canvas = Filled(Shape.Rectangle(1.25, 1, 1.5, 1));
        Darkness(canvas, 0, 1).ShouldBe(0);
        Darkness(canvas, 1, 1).ShouldBe(0.75, 0.004);
        Darkness(canvas, 2, 1).ShouldBe(0.75, 0.004);
        Darkness(canvas, 3, 1).ShouldBe(0);
        Darkness(canvas, 1, 0).ShouldBe(0);
        Darkness(canvas, 1, 2).ShouldBe(0);
    }

    [Theory]
    [InlineData(40, 40, 30), InlineData(33.3, 41.7, 12.5), InlineData(50, 50, 3.2)]
    public void A_disc_covers_its_area(double x, double y, double radius) =>
        Area(Shape.Disc(x, y, radius)).ShouldBe(Math.PI * radius * radius, 0.01 * Math.PI * radius * radius);

    [Fact]
    public void Round_corners_take_away_what_they_should() =>
        Area(Shape.Rectangle(5, 5, 60, 40, 16)).ShouldBe((60 * 40) - ((4 - Math.PI) * 16 * 16), 0.01 * 2400);

    [Theory]
    [InlineData(10, 10, 80, 20, 30, 85), InlineData(0.5, 99.5, 99.5, 99.5, 50, 0.5), InlineData(20, 20, 21, 90, 22, 20)]
    public void A_triangle_covers_its_area(double x0, double y0, double x1, double y1, double x2, double y2)
    {
        var area = Math.Abs(((x1 - x0) * (y2 - y0)) - ((x2 - x0) * (y1 - y0))) / 2;
        Area(Contours([(x0, y0), (x1, y1), (x2, y2)])).ShouldBe(area, 0.01 * area);
    }

    [Fact]
    public void A_parabola_covers_two_thirds_of_its_box()
    {
        var shape = new Shape();
        shape.MoveTo(10, 80);
        shape.CurveTo(50, -40, 90, 80);
        shape.Close();
        Area(shape).ShouldBe(2.0 / 3 * 80 * 60, 0.01 * 3200);
    }

    [Fact]
    public void A_contour_the_other_way_round_is_a_hole_and_one_the_same_way_is_filled_once()
    {
        Area(Contours(Square(10, 60), [.. Square(20, 40).Reverse()])).ShouldBe(3600 - 1600, 1);
        Area(Contours(Square(10, 60), Square(20, 40))).ShouldBe(3600, 1);
        Area(Contours(Square(10, 60), Square(40, 50))).ShouldBe(3600 + 2500 - 900, 1);
    }

    [Fact]
    public void What_lies_outside_of_the_canvas_is_cut_off()
    {
        Area(Shape.Rectangle(-50, -50, 100, 100)).ShouldBe(2500, 1);
        Area(Shape.Rectangle(50, 50, 100, 100)).ShouldBe(2500, 1);
        Area(Shape.Rectangle(-500, 40, 2000, 10)).ShouldBe(1000, 1);
        Area(Shape.Disc(0, 50, 40)).ShouldBe(Math.PI * 800, 25);
        Area(Contours([(-100, 0), (200, 0), (50, 150)])).ShouldBe(Area(Contours([(0, 0), (100, 0), (100, 100), (0, 100)])), 0.01);
        Area(Shape.Rectangle(200, 200, 10, 10)).ShouldBe(0);
        Area(Shape.Rectangle(-200, -200, 10, 10)).ShouldBe(0);
        Area(new Shape()).ShouldBe(0);
    }

    [Theory]
    [InlineData("#0b5f58", 11, 95, 88), InlineData("#FFFFFF", 255, 255, 255)]
    public void A_colour_is_read(string text, byte red, byte green, byte blue) => Rgb.Parse(text).ShouldBe(new Rgb(red, green, blue));

    [Theory]
    [InlineData(""), InlineData("#fff"), InlineData("0b5f58"), InlineData("#0b5f5g"), InlineData("#0b5f588"), InlineData("# b5f58")]
    public void What_is_no_colour_is_refused(string text) => Should.Throw<FormatException>(() => Rgb.Parse(text));

    private static (double, double)[] Square(double at, double side) => [(at, at), (at + side, at), (at + side, at + side), (at, at + side)];

    private static Shape Contours(params (double X, double Y)[][] contours)
    {
        var shape = new Shape();
        foreach (var contour in contours)
        {
            shape.MoveTo(contour[0].X, contour[0].Y);
            foreach (var (x, y) in contour[1..])
            {
                shape.LineTo(x, y);
            }
        }

        shape.Close();
        return shape;
    }

    private static Canvas Filled(Shape shape)
    {
        var canvas = new Canvas(100, 100, Rgb.White);
        canvas.Fill(shape, Black);
        return canvas;
    }

    private static double Area(Shape shape)
    {
        var canvas = Filled(shape);
        return Enumerable.Range(0, 100 * 100).Sum(i => Darkness(canvas, i % 100, i / 100));
    }

    private static double Darkness(Canvas canvas, int x, int y) => (255 - canvas[x, y].Red) / 255.0;
}
