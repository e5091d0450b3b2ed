namespace Vouch.Domain.Insights.Numerics;

/// <summary>A lowest point that was found.</summary>
/// <param name="Point">Where.</param>
/// <param name="Value">How low.</param>
public sealed record Minimum(double[] Point, double Value);

/// <summary>
/// The downhill simplex of Nelder and Mead (1965), started anew where it stopped until that gains nothing: once alone it is known to
/// stand still on a slope. Source of the settings: science.md 2.4.
/// </summary>
public static class SimplexSearch
{
    private const double FirstStep = 0.3;
    private const double LeastGain = 1e-7;
    private const int MostRounds = 12;
    private const int MostStepsOfARound = 800;

    // Long sums of doubles are not known closer than this share.
    private const double Noise = 1e-13;

    // What stands for "not a number": worse than anything, and finite, so that it can be compared.
    private const double Worst = 1e300;

    /// <summary>Looks downhill from a point until a new start gains less than 1e-7.</summary>
    /// <param name="function">What is to be low; where it is not finite it counts as very high.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="isCancelled">Asked before each evaluation; true ends it with <see cref="OperationCanceledException"/>.</param>
    public static Minimum Settle(Func<double[], double> function, double[] start, Func<bool>? isCancelled = null)
    {
        var best = Descend(function, start, LeastGain / 10, isCancelled);
        for (var round = 1; round < MostRounds; round++)
        {
            var next = Descend(function, best.Point, LeastGain / 10, isCancelled);
            var gain = best.Value - next.Value;
            best = gain > 0 ? next : best;
            if (gain < LeastGain)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>One descent, until the corners of the simplex differ by less than a tolerance.</summary>
    public static Minimum Descend(Func<double[], double> function, double[] start, double tolerance, Func<bool>? isCancelled = null)
    {
        var corners = new List<Minimum> { At(start) };
        for (var i = 0; i < start.Length; i++)
        {
            var moved = (double[])start.Clone();
            moved[i] += FirstStep;
            corners.Add(At(moved));
        }

        for (var step = 0; step < MostStepsOfARound; step++)
        {
            corners.Sort((a, b) => a.Value.CompareTo(b.Value));
            if (corners[^1].Value - corners[0].Value < Math.Max(tolerance, Noise * Math.Abs(corners[0].Value)))
            {
                break;
            }

            Improve(corners, At);
        }

        return corners.MinBy(corner => corner.Value)!;

        Minimum At(double[] point)
        {
            if (isCancelled?.Invoke() == true)
            {
                throw new OperationCanceledException();
            }

            var value = function(point);
            return new(point, double.IsFinite(value) ? value : Worst);
        }
    }

    // The usual coefficients: reflect 1, expand 2, contract and shrink by a half.
    private static void Improve(List<Minimum> corners, Func<double[], Minimum> at)
    {
        var worst = corners[^1];
        var center = new double[worst.Point.Length];
        foreach (var corner in corners.SkipLast(1))
        {
            for (var i = 0; i < center.Length; i++)
            {
                center[i] += corner.Point[i] / (corners.Count - 1);
            }
        }

        double[] Along(double share) => [.. center.Select((middle, i) => middle + (share * (worst.Point[i] - middle)))];

        var reflected = at(Along(-1));
        if (reflected.Value < corners[0].Value)
        {
            var expanded = at(Along(-2));
            corners[^1] = expanded.Value < reflected.Value ? expanded : reflected;
            return;
        }

        if (reflected.Value < corners[^2].Value)
        {
            corners[^1] = reflected;
            return;
        }

        var contracted = at(Along(reflected.Value < worst.Value ? -0.5 : 0.5));
        if (contracted.Value < Math.Min(reflected.Value, worst.Value))
        {
            corners[^1] = contracted;
            return;
        }

        var best = corners[0];
        for (var i = 1; i < corners.Count; i++)
        {
            corners[i] = at([.. corners[i].Point.Select((value, k) => best.Point[k] + ((value - best.Point[k]) / 2))]);
        }
    }
}
