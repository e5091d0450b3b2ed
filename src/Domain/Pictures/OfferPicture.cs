using System.Text;

namespace Vouch.Domain.Pictures;

/// <summary>What a shared link shows elsewhere: whose offer it is, the offer, its conditions, on the merchant's colour.</summary>
/// <param name="ShopName">The shop's name.</param>
/// <param name="ShopHost">Where the shop is, such as <c>tea.example</c>; null while unknown.</param>
/// <param name="Headline">The offer in big words.</param>
/// <param name="Small">Its conditions; empty without any.</param>
/// <param name="Accent">The merchant's colour, dark enough to carry white letters.</param>
public sealed record OfferPicture(string ShopName, string? ShopHost, string Headline, string Small, Rgb Accent)
{
    /// <summary>Pixels across, as Open Graph readers expect.</summary>
    public const int Width = 1200;

    /// <summary>Pixels down.</summary>
    public const int Height = 630;

    private const double Margin = 84;
    private const double Column = Width - (2 * Margin);
    private const double BandHeight = 96;
    private const double BareBandHeight = 28;
    private const double Tint = 0.09;

    private const double BadgeRadius = 36;
    private const double BadgeTop = 68;
    private const double BadgeGap = 24;
    private const double InitialsSize = 0.8;
    private const double NameSize = 40;
    private const double NameTracking = -0.012;
    private const double HostSize = 34;

    private const double HeadlineSmallest = 44;
    private const double HeadlineTracking = -0.02;
    private const double HeadlineLeading = 1.08;
    // Of the letters below the line, how much of an em counts as room that is taken.
    private const double HeadlineDepth = 0.18;
    private const double SmallSmallest = 28;
    private const double SmallLeading = 1.35;
    private const double Gap = 44;
    private const double SmallGap = 34;
    private const double Shrink = 0.94;

    private static readonly Rgb Ink = Rgb.Parse("#1b2221");
    private static readonly Rgb Soft = Rgb.Parse("#55605e");
    private static readonly double[] HeadlineSizes = [150, 112, 86];
    private static readonly double[] SmallSizes = [38, 34];

    /// <summary>Draws it. A text whose letters are not known is left out; without the offer's the shop's initials stand alone.</summary>
    public Canvas Draw(Outlines outlines)
    {
        ArgumentNullException.ThrowIfNull(outlines);
        var canvas = new Canvas(Width, Height, Rgb.White.With(Accent, Tint));
        var named = outlines.Text.CanWrite(ShopName);
        var host = ShopHost is { } known && outlines.Text.CanWrite(known) ? known : null;
        var initials = Initials(outlines.Display, ShopName) is { Length: > 0 } own ? own : Initials(outlines.Display, host ?? "");
        var bandTop = Height - (named && host is not null ? BandHeight : BareBandHeight);
        canvas.FillRows((int)bandTop, Height, Accent);
        if (!outlines.Display.CanWrite(Headline))
        {
            DrawBadge(canvas, outlines.Display, initials, Width / 2, bandTop / 2, bandTop / 4);
            return canvas;
        }

        if (named && host is not null)
        {
            DrawLine(canvas, outlines.Text, host, Margin, bandTop + (BandHeight / 2), HostSize, Rgb.White);
        }

        var top = BadgeTop;
        if ((named ? ShopName : host) is { } name)
        {
            DrawName(canvas, outlines, initials, name);
            top += (2 * BadgeRadius) + Gap;
        }

        DrawOffer(canvas, outlines, top, bandTop - Gap);
        return canvas;
    }

    private void DrawName(Canvas canvas, Outlines outlines, string initials, string name)
    {
        var (x, middle) = (Margin, BadgeTop + BadgeRadius);
        if (initials.Length > 0)
        {
            DrawBadge(canvas, outlines.Display, initials, Margin + BadgeRadius, middle, BadgeRadius);
            x += (2 * BadgeRadius) + BadgeGap;
        }

        DrawLine(canvas, outlines.Text, name, x, middle, NameSize, Ink);
    }

    private void DrawBadge(Canvas canvas, Typeface face, string initials, double x, double y, double radius)
    {
        if (initials.Length == 0)
        {
            return;
        }

        var size = radius * InitialsSize;
        canvas.Fill(Shape.Disc(x, y, radius), Accent);
        canvas.Fill(face.Line(initials, x - (face.Width(initials, size) / 2), y + (face.Capital(size) / 2), size), Rgb.White);
    }

    // Headline and conditions as one block, in the middle of what is left.
    private void DrawOffer(Canvas canvas, Outlines outlines, double top, double bottom)
    {
        var small = FittedText.Fit(outlines.Text, outlines.Text.CanWrite(Small) ? Small : "", Column, SmallSizes, SmallSmallest);
        var smallHeight = outlines.Text.Capital(small.Size) + ((small.Lines.Count - 1) * small.Size * SmallLeading);
        FittedText big;
        double bigHeight, height;
        var scale = 1.0;
        do
        {
            big = FittedText.Fit(
                outlines.Display, Headline, Column, [.. HeadlineSizes.Select(size => size * scale)], HeadlineSmallest * scale,
                HeadlineTracking);
            bigHeight = outlines.Display.Capital(big.Size) + ((big.Lines.Count - 1) * big.Size * HeadlineLeading);
            height = bigHeight + (small.Lines.Count == 0 ? 0 : (big.Size * HeadlineDepth) + SmallGap + smallHeight);
            scale *= Shrink;
        }
        while (height > bottom - top);

        var y = top + ((bottom - top - height) / 2) + outlines.Display.Capital(big.Size);
        foreach (var line in big.Lines)
        {
            DrawFlush(canvas, outlines.Display, line, Margin, y, big.Size, HeadlineTracking, Ink);
            y += big.Size * HeadlineLeading;
        }

        y = ((top + bottom + height) / 2) - ((small.Lines.Count - 1) * small.Size * SmallLeading);
        foreach (var line in small.Lines)
        {
            DrawFlush(canvas, outlines.Text, line, Margin, y, small.Size, 0, Soft);
            y += small.Size * SmallLeading;
        }
    }

    // In the middle by the height of its capitals.
    private static void DrawLine(Canvas canvas, Typeface face, string text, double x, double middle, double size, Rgb color)
    {
        foreach (var line in FittedText.Fit(face, text, Width - Margin - x, [size], size, NameTracking).Lines)
        {
            DrawFlush(canvas, face, line, x, middle + (face.Capital(size) / 2), size, NameTracking, color);
        }
    }

    private static void DrawFlush(
        Canvas canvas, Typeface face, string line, double x, double baseline, double size, double tracking, Rgb color) =>
        canvas.Fill(face.Line(line, x - face.Bearing(line, size), baseline, size, tracking), color);

    // Of the first two words that begin with a capital, or of the first two.
    private static string Initials(Typeface face, string name)
    {
        var letters = name.Split(' ').Select(word => word.EnumerateRunes().FirstOrDefault(Rune.IsLetterOrDigit))
            .Where(letter => face.CanWrite(letter.ToString())).ToList();
        var capitals = letters.Where(letter => !Rune.IsLower(letter)).ToList();
        return string.Concat((capitals.Count > 0 ? capitals : letters).Take(2).Select(Rune.ToUpperInvariant));
    }
}
