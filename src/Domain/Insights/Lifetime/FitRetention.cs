using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>How subscribers stay.</summary>
/// <param name="Model">The model.</param>
/// <param name="LogLikelihood">Natural logarithm.</param>
/// <param name="StandardErrors">Of a and b; null where the data do not say.</param>
/// <param name="IsDegenerate">A parameter ran out of [1e-4, 1e4]: everybody is alike, or nobody left.</param>
public sealed record RetentionFit(
    ShiftedBetaGeometric Model, double LogLikelihood, IReadOnlyList<double>? StandardErrors, bool IsDegenerate);

/// <summary>Fits sBG to histories of subscribers.</summary>
public static class FitRetention
{
    private const double Least = 1e-4;
    private const double Most = 1e4;

    private static readonly double[][] Starts = [[0, 0], [0, Math.Log(4)], [Math.Log(0.3), Math.Log(0.3)]];

    /// <summary>The most likely parameters.</summary>
    /// <param name="histories">As <see cref="Subscribers"/> gives them; not empty.</param>
    /// <param name="isCancelled">True ends it with <see cref="OperationCanceledException"/>.</param>
    public static RetentionFit From(IReadOnlyList<SubscriberCount> histories, Func<bool>? isCancelled = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(histories.Count);
        double Cost(double[] logs) => -new ShiftedBetaGeometric(Math.Exp(logs[0]), Math.Exp(logs[1])).LogLikelihood(histories);
        var best = Starts.Select(start => SimplexSearch.Settle(Cost, start, isCancelled)).MinBy(found => found.Value)!;
        var parameters = Array.ConvertAll(best.Point, Math.Exp);
        var isDegenerate = parameters.Any(value => !(value >= Least && value <= Most));
        return new(
            new(parameters[0], parameters[1]), -best.Value,
            FitRepeat.Errors(parameters, isDegenerate ? null : Curvature.Covariance(Cost, best.Point)), isDegenerate);
    }
}
