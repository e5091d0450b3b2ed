using System.Globalization;
using System.Text;

namespace Vouch.Server.Platform.Pages.Charts;

/// <summary>The arithmetic of the charts: series to paths, and round numbers for axes.</summary>
internal static class Plot
{
    /// <summary>The path of a line through the values over the whole width; the largest value touches <paramref name="top"/>.</summary>
    public static string Line(IReadOnlyList<long> values, double width, double height, double top, long? ceiling = null)
    {
        var path = new StringBuilder();
        var most = Math.Max(1, ceiling ?? values.DefaultIfEmpty().Max());
        for (var i = 0; i < values.Count; i++)
        {
            var x = values.Count == 1 ? width / 2 : width * i / (values.Count - 1);
            path.Append(i == 0 ? 'M' : 'L').Append(Short(x)).Append(' ').Append(Short(Y(values[i], most, height, top)));
        }

        return path.ToString();
    }

    /// <summary>Where a value lies between the bottom (0) and the top.</summary>
    public static double Y(long value, long most, double height, double top) => height - ((height - top) * value / most);

    /// <summary>A round number at or above the largest value, divisible by four: the top of the axis.</summary>
    public static long Ceiling(long most)
    {
        if (most <= 4)
        {
            return 4;
        }

        var step = (long)Math.Pow(10, Math.Floor(Math.Log10(most / 4.0)));
        foreach (var tenths in (long[])[10, 15, 20, 25, 30, 40, 50, 60, 80, 100])
        {
            if (step * tenths % 10 == 0 && step * tenths / 10 * 4 >= most)
            {
                return step * tenths / 10 * 4;
            }
        }

        return step * 40;
    }

    /// <summary>A coordinate with one decimal.</summary>
    public static string Short(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
