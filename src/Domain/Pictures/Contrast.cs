namespace Vouch.Domain.Pictures;

/// <summary>How well letters stand out, as the Web Content Accessibility Guidelines 2.2 measure it (success criterion 1.4.3).</summary>
public static class Contrast
{
    /// <summary>The least for text of usual size at level AA.</summary>
    public const double Readable = 4.5;

    /// <summary>The ratio of two colours, from 1 (the same) to 21 (black and white), whichever is named first.</summary>
    public static double Between(Rgb one, Rgb other)
    {
        var (light, dark) = (Luminance(one), Luminance(other));
        return (Math.Max(light, dark) + 0.05) / (Math.Min(light, dark) + 0.05);
    }

    /// <summary>A colour for text on white and under white text: darkened by tenths until it is readable.</summary>
    public static Rgb OnWhite(Rgb color)
    {
        while (Between(color, Rgb.White) < Readable)
        {
            color = new Rgb((byte)(color.Red * 9 / 10), (byte)(color.Green * 9 / 10), (byte)(color.Blue * 9 / 10));
        }

        return color;
    }

    private static double Luminance(Rgb color) =>
        (0.2126 * Linear(color.Red)) + (0.7152 * Linear(color.Green)) + (0.0722 * Linear(color.Blue));

    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
