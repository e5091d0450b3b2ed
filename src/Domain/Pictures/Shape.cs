namespace Vouch.Domain.Pictures;

/// <summary>
/// Closed contours in pixels, y growing downwards, as straight edges. Where contours of one direction overlap the shape is filled
/// once; one of the other direction is a hole.
/// </summary>
public sealed class Shape
{
    private const double Flatness = 0.02;
    private const int MostPieces = 64;
    // Of a quarter of a circle, drawn by two quadratic curves: how far their control points lie out, tan(π/8).
    private const double Bow = 0.41421356237309503;
    private const double Diagonal = 0.70710678118654757;

    private readonly List<Edge> _edges = [];
    private (double X, double Y) _start;
    private (double X, double Y) _at;

    /// <summary>Its edges; the two ends of one that goes along a pixel's row count for nothing.</summary>
    internal IReadOnlyList<Edge> Edges => _edges;

    /// <summary>A rectangle with round corners.</summary>
    /// <param name="left">Its left side.</param>
    /// <param name="top">Its upper side.</param>
    /// <param name="width">How wide.</param>
    /// <param name="height">How high.</param>
    /// <param name="radius">Of the corners, at most half of the shorter side; 0 for sharp ones.</param>
    public static Shape Rectangle(double left, double top, double width, double height, double radius = 0)
    {
        var r = Math.Clamp(radius, 0, Math.Min(width, height) / 2);
        var (right, bottom) = (left + width, top + height);
        var shape = new Shape();
        shape.MoveTo(left + r, top);
        shape.LineTo(right - r, top);
        shape.Corner(right - r, top + r, r, (0, -1), (1, 0));
        shape.LineTo(right, bottom - r);
        shape.Corner(right - r, bottom - r, r, (1, 0), (0, 1));
        shape.LineTo(left + r, bottom);
        shape.Corner(left + r, bottom - r, r, (0, 1), (-1, 0));
        shape.LineTo(left, top + r);
        shape.Corner(left + r, top + r, r, (-1, 0), (0, -1));
        shape.Close();
        return shape;
    }

    /// <summary>A disc.</summary>
    /// <param name="x">Its middle, from the left.</param>
    /// <param name="y">Its middle, from the top.</param>
    /// <param name="radius">Half its width.</param>
    public static Shape Disc(double x, double y, double radius) =>
        Rectangle(x - radius, y - radius, 2 * radius, 2 * radius, radius);

    /// <summary>Begins a contour; one that was begun is closed.</summary>
    public void MoveTo(double x, double y)
    {
        Close();
        _start = _at = (x, y);
    }

    /// <summary>A straight line from where the contour is.</summary>
    public void LineTo(double x, double y)
    {
        if (y != _at.Y)
        {
            _edges.Add(new Edge(_at.X, _at.Y, x, y));
        }

        _at = (x, y);
    }

    /// <summary>A quadratic curve from where the contour is.</summary>
    /// <param name="controlX">The control point, from the left.</param>
    /// <param name="controlY">The control point, from the top.</param>
    /// <param name="x">Its end, from the left.</param>
    /// <param name="y">Its end, from the top.</param>
    public void CurveTo(double controlX, double controlY, double x, double y)
    {
        var (fromX, fromY) = _at;
        // A piece of 1/n of the curve is off its chord by this much, divided by n².
        var off = Math.Sqrt(Math.Pow(fromX - (2 * controlX) + x, 2) + Math.Pow(fromY - (2 * controlY) + y, 2)) / 4;
        var pieces = (int)Math.Clamp(Math.Ceiling(Math.Sqrt(off / Flatness)), 1, MostPieces);
        for (var i = 1; i < pieces; i++)
        {
            var t = (double)i / pieces;
            var u = 1 - t;
            LineTo((u * u * fromX) + (2 * u * t * controlX) + (t * t * x), (u * u * fromY) + (2 * u * t * controlY) + (t * t * y));
        }

        LineTo(x, y);
    }

    /// <summary>Ends the contour where it began.</summary>
    public void Close() => LineTo(_start.X, _start.Y);

    private void Corner(double x, double y, double radius, (int X, int Y) from, (int X, int Y) to)
    {
        if (radius == 0)
        {
            return;
        }

        var (middleX, middleY) = (x + (radius * Diagonal * (from.X + to.X)), y + (radius * Diagonal * (from.Y + to.Y)));
        var bow = radius * Bow;
        CurveTo(x + (radius * from.X) + (bow * to.X), y + (radius * from.Y) + (bow * to.Y), middleX, middleY);
        CurveTo(x + (radius * to.X) + (bow * from.X), y + (radius * to.Y) + (bow * from.Y), x + (radius * to.X), y + (radius * to.Y));
    }

    /// <summary>From one point to another.</summary>
    internal readonly record struct Edge(double X0, double Y0, double X1, double Y1);
}
