using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Comparison;

/// <summary>What is estimated of a sample, or of one drawn from it.</summary>
/// <param name="MeanReferred">Mean outcome of the referred.</param>
/// <param name="MeanComparable">Doubly robust.</param>
/// <param name="Weighted">The effect by weights alone.</param>
/// <param name="Weights">Of the others; 0 for the referred.</param>
/// <param name="Residuals">Of the others, from what their covariates foretell.</param>
/// <param name="Foretold">Of each row, what an other like it leaves.</param>
/// <param name="Propensity">Coefficients.</param>
internal sealed record Estimate(
    double MeanReferred, double MeanComparable, double Weighted, double[] Weights, double[] Residuals, double[] Foretold,
    double[] Propensity)
{
    internal double Effect => MeanReferred - MeanComparable;

    internal double? Relative => MeanComparable > 0 ? (MeanReferred / MeanComparable) - 1 : null;
}

/// <summary>Customers as rows of numbers with a leading 1.</summary>
internal sealed class Sample
{
    // Nobody is so sure to be referred, or not to be, that they should count for hundreds; source: science.md 2.6, 3.
    private const double LeastPropensity = 0.02;
    private const double MostPropensity = 0.98;

    private readonly double[] _outcomes;

    internal Sample(IReadOnlyList<ComparedCustomer> customers)
    {
        Rows = [.. customers.Select(one => (double[])[1, .. one.Covariates])];
        IsReferred = [.. customers.Select(one => one.IsReferred)];
        _outcomes = [.. customers.Select(one => one.Outcome)];
        Once = [.. customers.Select(_ => 1.0)];
    }

    internal double[][] Rows { get; }

    internal bool[] IsReferred { get; }

    /// <summary>Everybody counts once.</summary>
    internal double[] Once { get; }

    /// <summary>Estimates with each row counted so many times; null where the models cannot be computed.</summary>
    internal Estimate? Estimate(double[] times, double[]? start)
    {
        var ofOthers = times.Select((count, i) => IsReferred[i] ? 0 : count).ToArray();
        if (Regression.Logistic(Rows, IsReferred, times, start) is not { } propensity
            || Regression.LeastSquares(Rows, _outcomes, ofOthers) is not { } outcome)
        {
            return null;
        }

        var (weights, residuals, foretold) = (new double[Rows.Length], new double[Rows.Length], new double[Rows.Length]);
        double referred = 0, left = 0, leftByAlike = 0, weight = 0, leftByOthers = 0, unforetold = 0;
        for (var i = 0; i < Rows.Length; i++)
        {
            if (times[i] == 0)
            {
                continue;
            }

            foretold[i] = Regression.Dot(outcome, Rows[i]);
            if (IsReferred[i])
            {
                referred += times[i];
                left += times[i] * _outcomes[i];
                leftByAlike += times[i] * foretold[i];
                continue;
            }

            var p = Math.Clamp(Regression.Probability(propensity, Rows[i]), LeastPropensity, MostPropensity);
            residuals[i] = _outcomes[i] - foretold[i];
            weights[i] = times[i] * p / (1 - p);
            weight += weights[i];
            leftByOthers += weights[i] * _outcomes[i];
            unforetold += weights[i] * residuals[i];
        }

        return new(
            left / referred, (leftByAlike / referred) + (unforetold / weight), (left / referred) - (leftByOthers / weight), weights,
            residuals, foretold, propensity);
    }

    /// <summary>The effect by least squares alone: the coefficient of being referred; null where they cannot be computed.</summary>
    internal double? Adjusted()
    {
        var rows = Rows.Select((row, i) => (double[])[.. row, IsReferred[i] ? 1 : 0]).ToArray();
        return Regression.LeastSquares(rows, _outcomes, Once)?[^1];
    }

    /// <summary>The standard error of the doubly robust effect: how far each customer alone moves it (its influence function).</summary>
    internal double StandardError(Estimate estimate)
    {
        double n = Rows.Length, referred = IsReferred.Count(one => one);
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < Rows.Length; i++)
        {
            var moved = IsReferred[i]
                ? (_outcomes[i] - estimate.Foretold[i] - estimate.Effect) / referred
                : -estimate.Weights[i] * estimate.Residuals[i] / referred;
            sum += moved;
            squares += moved * moved;
        }

        return Math.Sqrt((squares - (sum * sum / n)) * n / (n - 1));
    }
}
