using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Comparison;

/// <summary>How sure a comparison is, since friends of one advocate are alike.</summary>
/// <param name="Effect">95 % of the difference.</param>
/// <param name="Relative">95 % of the difference as a share; null where comparable others may leave nothing.</param>
/// <param name="StandardError">Of the difference.</param>
/// <param name="Draws">Resamples that could be estimated.</param>
public sealed record ComparisonInterval(Interval Effect, Interval? Relative, double StandardError, int Draws)
{
    /// <summary>Coloured only then.</summary>
    public bool IsBeyondChance => Effect.Excludes(0);
}

/// <summary>Resamples advocates (with all their friends) and others, and compares anew each time; source: science.md 2.6, 5.</summary>
public static class ClusterBootstrap
{
    /// <summary>As often as the method asks.</summary>
    public const int UsualDraws = 400;

    /// <summary>The interval; null where the comparison itself or nearly every resample cannot be estimated.</summary>
    /// <param name="customers">As for <see cref="FairComparison"/>.</param>
    /// <param name="seed">Equal seeds, equal intervals.</param>
    /// <param name="draws">How often.</param>
    /// <param name="progress">Told a growing share, 1 at the end.</param>
    /// <param name="isCancelled">True ends it with <see cref="OperationCanceledException"/>.</param>
    public static ComparisonInterval? Of(
        ComparedCustomers customers, ulong seed, int draws = UsualDraws, Action<double>? progress = null, Func<bool>? isCancelled = null)
    {
        var sample = new Sample(customers.Customers);
        if (sample.IsReferred.All(one => one) || !sample.IsReferred.Any(one => one) || sample.Estimate(sample.Once, null) is not { } whole)
        {
            return null;
        }

        var (advocates, others) = (Clusters(customers, true), Clusters(customers, false));
        var random = new Draws(seed);
        var found = new List<Estimate>();
        for (var draw = 0; draw < draws; draw++)
        {
            if (isCancelled?.Invoke() == true)
            {
                throw new OperationCanceledException();
            }

            var times = new double[sample.Rows.Length];
            Draw(random, advocates, times);
            Draw(random, others, times);
            if (sample.Estimate(times, whole.Propensity) is { } estimate)
            {
                found.Add(estimate);
            }

            progress?.Invoke((draw + 1.0) / draws);
        }

        // Fewer than half: what was left out is no accident.
        return found.Count * 2 < draws || found.Count < 2
            ? null
            : new(
                Middle([.. found.Select(one => one.Effect)]),
                found.Any(one => one.Relative is null) ? null : Middle([.. found.Select(one => one.Relative!.Value)]),
                Spread([.. found.Select(one => one.Effect)]), found.Count);
    }

    private static int[][] Clusters(ComparedCustomers customers, bool isReferred) =>
    [
        .. customers.Customers.Select((one, at) => (one, at)).Where(pair => pair.one.IsReferred == isReferred)
            .GroupBy(pair => pair.one.Cluster, pair => pair.at).Select(cluster => cluster.ToArray()),
    ];

    private static void Draw(Draws random, int[][] clusters, double[] times)
    {
        var drawn = random.Resample(clusters.Length);
        for (var cluster = 0; cluster < clusters.Length; cluster++)
        {
            foreach (var at in clusters[cluster])
            {
                times[at] = drawn[cluster];
            }
        }
    }

    private static Interval Middle(double[] values)
    {
        Array.Sort(values);
        return new(Quantiles.Of(values, Intervals.Alpha / 2), Quantiles.Of(values, 1 - (Intervals.Alpha / 2)));
    }

    private static double Spread(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
