using System.Globalization;

namespace Vouch.Domain.Pictures;

/// <summary>An opaque colour of sRGB.</summary>
/// <param name="Red">From 0 to 255.</param>
/// <param name="Green">From 0 to 255.</param>
/// <param name="Blue">From 0 to 255.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>White.</summary>
    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>Reads <c>#rrggbb</c>.</summary>
    /// <exception cref="FormatException">The text is no such colour.</exception>
    public static Rgb Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is not ['#', _, _, _, _, _, _])
        {
            throw new FormatException($"'{text}' is no colour of the form #rrggbb.");
        }

        byte Part(int at) => byte.Parse(text.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new Rgb(Part(1), Part(3), Part(5));
    }

    /// <summary>As <c>#rrggbb</c>.</summary>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    /// <summary>This colour with a share of another, mixed as browsers mix in sRGB.</summary>
    /// <param name="other">The other colour.</param>
    /// <param name="share">How much of it, from 0 to 1.</param>
    public Rgb With(Rgb other, double share) =>
        new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
