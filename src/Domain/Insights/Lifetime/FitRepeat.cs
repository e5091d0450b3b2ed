using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>A model with the parameters that make what was seen most likely.</summary>
/// <param name="Model">The model.</param>
/// <param name="LogLikelihood">Natural logarithm.</param>
/// <param name="Customers">On whom it was fitted.</param>
/// <param name="StandardErrors">Of the parameters, in their order; null where the data do not say.</param>
/// <param name="LogCovariance">Covariance of the logarithms of the parameters; null where the data do not say.</param>
/// <param name="IsDegenerate">A parameter ran out of [1e-4, 1e4]: the model is not to be used.</param>
/// <param name="Starts">
/// The log-likelihood that each start came to, of the histories that starts are tried on: far apart, the data leave more than one answer.
/// </param>
public sealed record RepeatFit(
    RepeatModel Model, double LogLikelihood, long Customers, IReadOnlyList<double>? StandardErrors, double[,]? LogCovariance,
    bool IsDegenerate, IReadOnlyList<double> Starts);

/// <summary>Finds the most likely parameters of purchase models; source: science.md 2.4.</summary>
public static class FitRepeat
{
    private const double Least = 1e-4;
    private const double Most = 1e4;

    // A start is left when its corners differ by less; only the best is followed to the end.
    private const double Roughly = 1e-3;

    // So many histories tell starts apart as well as all of them would.
    private const int HistoriesOfAStart = 500;

    // Shapes, and the scales as shares of the mean time observed: ordinary, concentrated, and spread out customers.
    private static readonly (double R, double Alpha, double Third, double Fourth)[] Starts =
        [(0.5, 0.3, 0.8, 2), (1, 1, 1, 1), (0.2, 0.1, 2, 5)];

    /// <summary>Fits a model by the most likely parameters, from three starts.</summary>
    /// <param name="kind">Which model.</param>
    /// <param name="histories">As <see cref="RfmTable.Collapse"/> gives them; not empty.</param>
    /// <param name="progress">Told a growing share, 1 at the end.</param>
    /// <param name="isCancelled">True ends it with <see cref="OperationCanceledException"/>.</param>
    public static RepeatFit From(
        RepeatModelKind kind, IReadOnlyList<WeightedHistory> histories, Action<double>? progress = null, Func<bool>? isCancelled = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(histories.Count);
        var customers = histories.Sum(one => one.Customers);
        var time = Math.Max(1, histories.Sum(one => one.Customers * one.History.T) / customers);
        var whole = new HistoryIndex(histories);
        double CostOf(double[] logs, HistoryIndex of) => -RepeatModel.Of(kind, Array.ConvertAll(logs, Math.Exp)).LogLikelihood(of);
        double Cost(double[] logs) => CostOf(logs, whole);

        // Every n-th of a sorted list is a fair sample of it, and always the same one.
        var every = Math.Max(1, histories.Count / HistoriesOfAStart);
        var sample = new HistoryIndex([.. histories.Where((_, at) => at % every == 0)]);

        var found = new List<Minimum>();
        foreach (var start in Starts)
        {
            // The second pair of Pareto/NBD is a shape and a scale in weeks too.
            var fourth = kind == RepeatModelKind.ParetoNbd ? start.Alpha * time : start.Fourth;
            double[] logs = [Math.Log(start.R), Math.Log(start.Alpha * time), Math.Log(start.Third), Math.Log(fourth)];
            found.Add(SimplexSearch.Descend(logs => CostOf(logs, sample), logs, Roughly, isCancelled));
            progress?.Invoke(found.Count / (Starts.Length + 3.0));
        }

        var best = SimplexSearch.Settle(Cost, found.MinBy(one => one.Value)!.Point, isCancelled);
        progress?.Invoke((Starts.Length + 2) / (Starts.Length + 3.0));
        var parameters = Array.ConvertAll(best.Point, Math.Exp);
        var isDegenerate = parameters.Any(value => !(value >= Least && value <= Most));
        var covariance = isDegenerate ? null : Curvature.Covariance(Cost, best.Point);
        progress?.Invoke(1);
        return new(
            RepeatModel.Of(kind, parameters), -best.Value, customers, Errors(parameters, covariance), covariance, isDegenerate,
            [.. found.Select(one => -one.Value)]);
    }

    // Delta method: a small step of the logarithm is that share of the parameter.
    internal static double[]? Errors(double[] parameters, double[,]? covariance) =>
        covariance is null ? null : [.. parameters.Select((value, i) => value * Math.Sqrt(covariance[i, i]))];
}
