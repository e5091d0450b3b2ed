using System.Globalization;
using System.Text;

namespace Vouch.Domain.Pictures;

/// <summary>Letters of one weight. Sizes are pixels of an em.</summary>
public sealed class Typeface
{
    private const byte Move = 0;
    private const byte Straight = 1;
    private const int Unknown = -1;
    // One letter in so many may be a box.
    private const int FewUnknown = 8;
    private const double BoxWidth = 0.62;
    private const double BoxLine = 0.06;
    private const double BoxMargin = 0.06;

    private readonly int[] _points;
    private readonly double _em;
    private readonly int[] _advances;
    private readonly byte[] _leftClasses;
    private readonly byte[] _rightClasses;
    private readonly int[] _kerning;
    private readonly int _rightCount;
    private readonly byte[][] _steps;
    private readonly int[][] _coordinates;
    private readonly int _capital;
    private readonly int _small;
    private readonly int _depth;

    private Typeface(ref OutlineReader reader, int[] points, int unitsPerEm)
    {
        (_points, _em) = (points, unitsPerEm);
        (_capital, _small, _depth) = (reader.Short(), reader.Short(), -reader.Short());
        _advances = reader.Numbers(points.Length);
        var leftCount = reader.Number();
        _rightCount = reader.Number();
        _leftClasses = reader.Bytes(points.Length).ToArray();
        _rightClasses = reader.Bytes(points.Length).ToArray();
        _kerning = new int[leftCount * _rightCount];
        for (var i = 0; i < _kerning.Length; i++)
        {
            _kerning[i] = reader.Signed();
        }

        var counts = reader.Numbers(points.Length);
        _steps = new byte[points.Length][];
        _coordinates = new int[points.Length][];
        for (var glyph = 0; glyph < points.Length; glyph++)
        {
            _steps[glyph] = reader.Bytes(counts[glyph]).ToArray();
        }

        for (var glyph = 0; glyph < points.Length; glyph++)
        {
            _coordinates[glyph] = Coordinates(ref reader, _steps[glyph]);
        }
    }

    /// <summary>The height of a capital.</summary>
    public double Capital(double size) => size * _capital / _em;

    /// <summary>The height of an x.</summary>
    public double SmallLetter(double size) => size * _small / _em;

    /// <summary>How far letters reach below the line.</summary>
    public double Depth(double size) => size * _depth / _em;

    /// <summary>How far inside of its place the first letter of a line begins, for setting lines flush with each other.</summary>
    public double Bearing(string text, double size)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Glyphs(text) is [>= 0 and var glyph, ..] && _coordinates[glyph].Length > 0
            ? _coordinates[glyph].Where((_, i) => i % 2 == 0).Min() * size / _em
            : 0;
    }

    /// <summary>How wide a line is.</summary>
    /// <param name="text">The line.</param>
    /// <param name="size">Its size.</param>
    /// <param name="tracking">What is added after each letter, in ems; below 0 to set it tighter.</param>
    public double Width(string text, double size, double tracking = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var glyphs = Glyphs(text);
        var width = -tracking * _em;
        for (var i = 0; i < glyphs.Count; i++)
        {
            width += Advance(glyphs, i, tracking);
        }

        return glyphs.Count == 0 ? 0 : width * size / _em;
    }

    /// <summary>The outlines of a line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="x">Where it begins.</param>
    /// <param name="baseline">What it stands on.</param>
    /// <param name="size">Its size.</param>
    /// <param name="tracking">What is added after each letter, in ems.</param>
    public Shape Line(string text, double x, double baseline, double size, double tracking = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shape = new Shape();
        var glyphs = Glyphs(text);
        for (var i = 0; i < glyphs.Count; i++)
        {
            if (glyphs[i] == Unknown)
            {
                AddBox(shape, x, baseline, size);
            }
            else
            {
                Add(shape, glyphs[i], x, baseline, size / _em);
            }

            x += Advance(glyphs, i, tracking) * size / _em;
        }

        return shape;
    }

    /// <summary>
    /// True where a text can be drawn as it is meant: nothing in it is read from right to left, and hardly a letter is missing.
    /// Signs that are no letters, such as emoji, are left out and spoil nothing.
    /// </summary>
    public bool CanWrite(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var glyphs = Glyphs(text);
        return glyphs.Count(glyph => glyph == Unknown) * FewUnknown <= glyphs.Count
            && glyphs.Any(glyph => glyph != Unknown && _steps[glyph].Length > 0);
    }

    internal static Typeface Read(ref OutlineReader reader, int[] points, int unitsPerEm) => new(ref reader, points, unitsPerEm);

    private List<int> Glyphs(string text)
    {
        var glyphs = new List<int>(text.Length);
        foreach (var rune in Composed(text).EnumerateRunes())
        {
            if (Array.BinarySearch(_points, rune.Value) is >= 0 and var glyph)
            {
                glyphs.Add(glyph);
            }
            else
            {
                Fold(rune, glyphs);
            }
        }

        return glyphs;
    }

    // A lone surrogate cannot be normalised.
    private static string Composed(string text) =>
        text.EnumerateRunes().Aggregate(new StringBuilder(text.Length), (all, rune) => all.Append(rune)).ToString().Normalize();

    private void Fold(Rune rune, List<int> glyphs)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            glyphs.Add(Array.BinarySearch(_points, ' '));
            return;
        }

        var parts = rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes()
            .Where(part => !IsLeftOut(part)).Select(part => Array.BinarySearch(_points, part.Value)).ToList();
        if (parts.Count > 0 && parts.TrueForAll(glyph => glyph >= 0))
        {
            glyphs.AddRange(parts);
        }
        else if (!IsLeftOut(rune))
        {
            glyphs.Add(Unknown);
        }
    }

    private static bool IsLeftOut(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol
        or UnicodeCategory.ModifierSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.PrivateUse;

    private double Advance(List<int> glyphs, int at, double tracking)
    {
        var glyph = glyphs[at];
        var advance = (glyph == Unknown ? BoxWidth * _em : _advances[glyph]) + (tracking * _em);
        return at + 1 < glyphs.Count && glyph != Unknown && glyphs[at + 1] is not Unknown and var next
            ? advance + _kerning[(_leftClasses[glyph] * _rightCount) + _rightClasses[next]]
            : advance;
    }

    private void Add(Shape shape, int glyph, double x, double baseline, double scale)
    {
        var coordinates = _coordinates[glyph];
        var at = 0;
        double X(int i) => x + (coordinates[i] * scale);
        double Y(int i) => baseline - (coordinates[i + 1] * scale);
        foreach (var step in _steps[glyph])
        {
            switch (step)
            {
                case Move:
                    shape.MoveTo(X(at), Y(at));
                    at += 2;
                    break;
                case Straight:
                    shape.LineTo(X(at), Y(at));
                    at += 2;
                    break;
                default:
                    shape.CurveTo(X(at), Y(at), X(at + 2), Y(at + 2));
                    at += 4;
                    break;
            }
        }

        shape.Close();
    }

    private void AddBox(Shape shape, double x, double baseline, double size)
    {
        var (left, right, top, line) = (
            x + (BoxMargin * size), x + ((BoxWidth - BoxMargin) * size), baseline - Capital(size), BoxLine * size);
        shape.MoveTo(left, top);
        shape.LineTo(right, top);
        shape.LineTo(right, baseline);
        shape.LineTo(left, baseline);
        shape.MoveTo(left + line, top + line);
        shape.LineTo(left + line, baseline - line);
        shape.LineTo(right - line, baseline - line);
        shape.LineTo(right - line, top + line);
        shape.Close();
    }

    private static int[] Coordinates(ref OutlineReader reader, byte[] steps)
    {
        var coordinates = new int[steps.Sum(step => step is Move or Straight ? 2 : 4)];
        var (x, y) = (0, 0);
        for (var i = 0; i < coordinates.Length; i += 2)
        {
            coordinates[i] = x += reader.Signed();
            coordinates[i + 1] = y += reader.Signed();
        }

        return coordinates;
    }
}
