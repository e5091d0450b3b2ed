namespace Vouch.Domain.Screening;

/// <summary>Likeness of two short texts; Winkler, "String Comparator Metrics and Enhanced Decision Rules", 1990.</summary>
public static class JaroWinkler
{
    private const int LongestPrefix = 4;
    private const double PrefixWeight = 0.1;

    /// <summary>From 0, nothing in common, to 1, equal.</summary>
    public static double Similarity(string a, string b)
    {
        if (a == b)
        {
            return 1;
        }

        var (commonOfA, commonOfB) = (new bool[a.Length], new bool[b.Length]);
        var common = Match(a, b, commonOfA, commonOfB);
        if (common == 0)
        {
            return 0;
        }

        var swapped = Swapped(a, b, commonOfA, commonOfB) / 2.0;
        var jaro = ((common / (double)a.Length) + (common / (double)b.Length) + ((common - swapped) / common)) / 3;
        return jaro + (Prefix(a, b) * PrefixWeight * (1 - jaro));
    }

    private static int Match(string a, string b, bool[] ofA, bool[] ofB)
    {
        var reach = (Math.Max(a.Length, b.Length) / 2) - 1;
        var common = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - reach); j <= Math.Min(b.Length - 1, i + reach); j++)
            {
                if (!ofB[j] && a[i] == b[j])
                {
                    ofA[i] = ofB[j] = true;
                    common++;
                    break;
                }
            }
        }

        return common;
    }

    private static int Swapped(string a, string b, bool[] ofA, bool[] ofB)
    {
        var (swapped, j) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            if (!ofA[i])
            {
                continue;
            }

            while (!ofB[j])
            {
                j++;
            }

            swapped += a[i] == b[j++] ? 0 : 1;
        }

        return swapped;
    }

    private static int Prefix(string a, string b)
    {
        var same = 0;
        while (same < LongestPrefix && same < a.Length && same < b.Length && a[same] == b[same])
        {
            same++;
        }

        return same;
    }
}
