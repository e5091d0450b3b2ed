namespace Vouch.Domain.Pictures;

/// <summary>
/// The letters that pictures are drawn with: two faces of Inter, which the build takes out of its font files (<c>outlines.mjs</c>,
/// where the format is written down).
/// </summary>
public sealed class Outlines
{
    private Outlines(ref OutlineReader reader)
    {
        var unitsPerEm = reader.Short();
        var points = reader.Steps(reader.Number());
        Text = Typeface.Read(ref reader, points, unitsPerEm);
        Display = Typeface.Read(ref reader, points, unitsPerEm);
    }

    /// <summary>For small sizes: weight 500.</summary>
    public Typeface Text { get; }

    /// <summary>For big ones: weight 750, drawn narrower and finer.</summary>
    public Typeface Display { get; }

    /// <summary>Reads what the build made, unpacked.</summary>
    /// <exception cref="FormatException">The bytes are of another format.</exception>
    public static Outlines Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new OutlineReader(bytes);
        return reader.Begins("VPEN1"u8)
            ? new Outlines(ref reader)
            : throw new FormatException("These outlines have another format.");
    }
}
