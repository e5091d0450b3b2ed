namespace Vouch.Server.Screening.Simulation;

/// <summary>How well a score puts abuse above the rest, whatever the bands.</summary>
internal static class Ranking
{
    /// <summary>How often abuse drawn at random scores higher than something honest; ties count half. Null with one class alone.</summary>
    internal static double? AreaUnderCurve(IReadOnlyList<bool> isAbuse, IReadOnlyList<double> scores)
    {
        double abuse = isAbuse.Count(bad => bad);
        var honest = isAbuse.Count - abuse;
        if (abuse == 0 || honest == 0)
        {
            return null;
        }

        var (ranks, below) = (0.0, 0);
        foreach (var tied in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i]).OrderBy(group => group.Key))
        {
            var count = tied.Count();
            ranks += tied.Count(i => isAbuse[i]) * (below + ((count + 1) / 2.0));
            below += count;
        }

        return (ranks - (abuse * (abuse + 1) / 2)) / (abuse * honest);
    }

    /// <summary>The mean precision down to each abuse, ties in the order given. Null without abuse.</summary>
    internal static double? AveragePrecision(IReadOnlyList<bool> isAbuse, IReadOnlyList<double> scores)
    {
        var (abuse, seen, sum) = (0, 0, 0.0);
        foreach (var i in Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]))
        {
            seen++;
            if (isAbuse[i])
            {
                sum += ++abuse / (double)seen;
            }
        }

        return abuse == 0 ? null : sum / abuse;
    }
}
