namespace Vouch.Domain.Pictures;

/// <summary>
/// Pixels of sRGB, rows from the top. A shape covers each pixel by exactly the area of it that lies inside, so that edges are smooth.
/// </summary>
public sealed class Canvas
{
    /// <summary>Bytes of a pixel: red, green, blue.</summary>
    public const int Channels = 3;

    private const float Invisible = 1f / 1024;

    private readonly byte[] _pixels;

    /// <summary>A canvas of one colour.</summary>
    /// <param name="width">Pixels across, above 0.</param>
    /// <param name="height">Pixels down, above 0.</param>
    /// <param name="background">What it is filled with.</param>
    public Canvas(int width, int height, Rgb background)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        _pixels = new byte[width * height * Channels];
        FillRows(0, height, background);
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>All pixels, three bytes each, row by row.</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The colour of a pixel.</summary>
    public Rgb this[int x, int y]
    {
        get
        {
            var at = ((y * Width) + x) * Channels;
            return new Rgb(_pixels[at], _pixels[at + 1], _pixels[at + 2]);
        }
    }

    /// <summary>Whole rows of one colour.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="color">Their colour.</param>
    public void FillRows(int first, int end, Rgb color)
    {
        var rows = _pixels.AsSpan((first * Width * Channels)..(end * Width * Channels));
        for (var i = 0; i < rows.Length; i += Channels)
        {
            (rows[i], rows[i + 1], rows[i + 2]) = (color.Red, color.Green, color.Blue);
        }
    }

    /// <summary>Fills a shape; what lies outside of the canvas is cut off.</summary>
    /// <param name="shape">What to fill.</param>
    /// <param name="color">With what.</param>
    public void Fill(Shape shape, Rgb color)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Edges.Count == 0)
        {
            return;
        }

        var (left, top, right, bottom) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (var edge in shape.Edges)
        {
            (left, right) = (Math.Min(left, Math.Min(edge.X0, edge.X1)), Math.Max(right, Math.Max(edge.X0, edge.X1)));
            (top, bottom) = (Math.Min(top, Math.Min(edge.Y0, edge.Y1)), Math.Max(bottom, Math.Max(edge.Y0, edge.Y1)));
        }

        var box = new Coverage(
            (int)Math.Clamp(Math.Floor(left), 0, Width), (int)Math.Clamp(Math.Floor(top), 0, Height),
            (int)Math.Clamp(Math.Ceiling(right), 0, Width), (int)Math.Clamp(Math.Ceiling(bottom), 0, Height));
        foreach (var edge in shape.Edges)
        {
            box.Add(edge);
        }

        Blend(box, color);
    }

    private void Blend(Coverage box, Rgb color)
    {
        for (var y = box.Top; y < box.Bottom; y++)
        {
            var row = box.Row(y);
            var sum = 0f;
            var at = ((y * Width) + box.Left) * Channels;
            for (var x = 0; x < box.Right - box.Left; x++, at += Channels)
            {
                sum += row[x];
                var covered = Math.Min(1f, Math.Abs(sum));
                if (covered < Invisible)
                {
                    continue;
                }

                _pixels[at] = Mix(_pixels[at], color.Red, covered);
                _pixels[at + 1] = Mix(_pixels[at + 1], color.Green, covered);
                _pixels[at + 2] = Mix(_pixels[at + 2], color.Blue, covered);
            }
        }
    }

    private static byte Mix(byte from, byte to, float covered) => (byte)(from + ((to - from) * covered) + 0.5f);
}
