using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>How much customers spend when they come again.</summary>
/// <param name="Model">The model.</param>
/// <param name="LogLikelihood">Natural logarithm.</param>
/// <param name="Customers">With a repeat purchase that was worth something.</param>
/// <param name="Correlation">Between how often and how much, which the model takes for none; null where it cannot be told.</param>
/// <param name="StandardErrors">Of p, q and gamma; null where the data do not say.</param>
/// <param name="LogCovariance">Covariance of the logarithms of the parameters; null where the data do not say.</param>
/// <param name="IsDegenerate">A parameter ran out of bounds, or there is no mean: the model is not to be used.</param>
public sealed record SpendFit(
    GammaGamma Model, double LogLikelihood, long Customers, double? Correlation, IReadOnlyList<double>? StandardErrors,
    double[,]? LogCovariance, bool IsDegenerate)
{
    /// <summary>From here on how much hangs together with how often, and the model is doubtful; source: science.md 2.2.</summary>
    public const double MostCorrelation = 0.3;

    /// <summary>Said beside every value that rests on the model.</summary>
    public bool IsDoubtful => Correlation is { } value && Math.Abs(value) > MostCorrelation;
}

/// <summary>Fits Gamma-Gamma to the mean amounts of repeat purchases.</summary>
public static class FitSpend
{
    private const double Least = 1e-4;

    // Scales are amounts in major units, and there are currencies of a thousand to the cent.
    private const double Most = 1e7;

    private static readonly (double P, double Q)[] Starts = [(2, 3), (6, 4), (1, 1.5)];

    /// <summary>The most likely parameters; null without anybody who came again and paid.</summary>
    /// <param name="customers">All; those without a repeat purchase or with a mean of 0 are left out.</param>
    /// <param name="isCancelled">True ends it with <see cref="OperationCanceledException"/>.</param>
    public static SpendFit? From(IEnumerable<RfmCustomer> customers, Func<bool>? isCancelled = null)
    {
        var rows = customers.Where(one => one is { Repeats: > 0, MeanSpend: > 0 }).Select(one => (X: one.Repeats, Z: one.MeanSpend))
            .OrderBy(row => row.X).ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var mean = rows.Average(row => row.Z);
        double Cost(double[] logs) => -LogLikelihood(Of(logs), rows);

        // The scale follows from the shapes: the mean of the population is p gamma / (q - 1).
        var best = Starts
            .Select(start => SimplexSearch.Settle(
                Cost, [Math.Log(start.P), Math.Log(start.Q), Math.Log(mean * (start.Q - 1) / start.P)], isCancelled))
            .MinBy(found => found.Value)!;
        var model = Of(best.Point);
        double[] parameters = [model.P, model.Q, model.Gamma];
        var isDegenerate = parameters.Any(value => !(value >= Least && value <= Most)) || model.Q <= 1;
        var covariance = isDegenerate ? null : Curvature.Covariance(Cost, best.Point);
        return new(
            model, -best.Value, rows.Count, Correlation(rows), FitRepeat.Errors(parameters, covariance), covariance, isDegenerate);
    }

    private static GammaGamma Of(double[] logs) => new(Math.Exp(logs[0]), Math.Exp(logs[1]), Math.Exp(logs[2]));

    private static double LogLikelihood(GammaGamma model, List<(int X, double Z)> rows)
    {
        var (sum, last, ofFrequency) = (0.0, 0, 0.0);
        foreach (var (x, z) in rows)
        {
            if (x != last)
            {
                (last, ofFrequency) = (x, model.OfFrequency(x));
            }

            sum += ofFrequency + model.OfSpend(x, z);
        }

        return sum;
    }

    private static double? Correlation(List<(int X, double Z)> rows)
    {
        var value = MathNet.Numerics.Statistics.Correlation.Pearson(rows.Select(row => (double)row.X), rows.Select(row => row.Z));
        return double.IsFinite(value) ? value : null;
    }
}
