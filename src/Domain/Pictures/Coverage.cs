namespace Vouch.Domain.Pictures;

/// <summary>
/// How much of each pixel in a box a shape covers, kept as the change from the pixel on its left, so that adding up a row from the
/// left gives the areas. An edge only touches the pixels that it passes through.
/// </summary>
internal sealed class Coverage
{
    private readonly float[] _changes;
    private readonly int _stride;

    public Coverage(int left, int top, int right, int bottom)
    {
        (Left, Top, Right, Bottom) = (left, top, Math.Max(left, right), Math.Max(top, bottom));
        _stride = Right - Left + 2;
        _changes = new float[_stride * (Bottom - Top)];
    }

    public int Left { get; }

    public int Top { get; }

    public int Right { get; }

    public int Bottom { get; }

    /// <summary>The changes along a row of the canvas, from <see cref="Left"/> on.</summary>
    public ReadOnlySpan<float> Row(int y) => _changes.AsSpan((y - Top) * _stride, _stride);

    /// <summary>Adds an edge, row by row.</summary>
    public void Add(in Shape.Edge edge)
    {
        var down = edge.Y0 < edge.Y1;
        var (x0, y0, x1, y1) = down ? (edge.X0, edge.Y0, edge.X1, edge.Y1) : (edge.X1, edge.Y1, edge.X0, edge.Y0);
        var slope = (x1 - x0) / (y1 - y0);
        var end = Math.Min(y1, Bottom);
        for (var y = Math.Max(y0, Top); y < end;)
        {
            var row = (int)Math.Floor(y);
            var next = Math.Min(row + 1, end);
            var (from, to) = (x0 + ((y - y0) * slope) - Left, x0 + ((next - y0) * slope) - Left);
            AddInRow((row - Top) * _stride, Math.Min(from, to), Math.Max(from, to), down ? next - y : y - next);
            y = next;
        }
    }

    // The part of an edge within one row, from left to right: of each pixel that it passes, all to the right of it is covered.
    private void AddInRow(int start, double from, double to, double height)
    {
        var width = to - from;
        for (var column = Math.Floor(from); ; column++)
        {
            var (left, right) = (Math.Max(from, column), Math.Min(to, column + 1));
            var part = width > 0 ? height * (right - left) / width : height;
            var middle = ((left + right) / 2) - column;
            if (column < 0)
            {
                _changes[start] += (float)part;
            }
            else if (column < _stride - 1)
            {
                _changes[start + (int)column] += (float)(part * (1 - middle));
                _changes[start + (int)column + 1] += (float)(part * middle);
            }

            if (column + 1 >= to)
            {
                return;
            }
        }
    }
}
