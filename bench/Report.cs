using System.Globalization;

namespace Vouch.Bench;

/// <summary>One line of result: the medians and whether they are enough.</summary>
internal static class Report
{
    internal static int Say(string what, List<double> ours, List<double> anchors, List<double> ratios, double wanted)
    {
        var ratio = Median(ratios);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {Median(ours):N0}/s against {Median(anchors):N0}/s, ratio {ratio:0.00}, wanted {wanted:0.0}: {(ratio >= wanted ? "enough" : "NOT ENOUGH")}"));
        return ratio >= wanted ? 0 : 1;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
