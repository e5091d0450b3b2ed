using MathNet.Numerics.LinearAlgebra;

namespace Vouch.Domain.Insights.Numerics;

/// <summary>How sharply a function bends at its lowest point, and what that says of the certainty of where it is.</summary>
public static class Curvature
{
    // Source: science.md 2.4.
    private const double Step = 1e-4;

    /// <summary>The inverse of the numeric Hessian: the covariance, for a negative log-likelihood; null in a flat valley.</summary>
    public static double[,]? Covariance(Func<double[], double> function, double[] point)
    {
        var size = point.Length;
        var (hessian, middle) = (Matrix<double>.Build.Dense(size, size), function(point));
        double Moved(int i, double byI, int j, double byJ)
        {
            var moved = (double[])point.Clone();
            moved[i] += byI;
            moved[j] += byJ;
            return function(moved);
        }

        for (var i = 0; i < size; i++)
        {
            hessian[i, i] = (Moved(i, Step, i, 0) - (2 * middle) + Moved(i, -Step, i, 0)) / (Step * Step);
            for (var j = 0; j < i; j++)
            {
                hessian[i, j] = hessian[j, i] =
                    (Moved(i, Step, j, Step) - Moved(i, Step, j, -Step) - Moved(i, -Step, j, Step) + Moved(i, -Step, j, -Step))
                    / (4 * Step * Step);
            }
        }

        // A lowest point bends upwards in every direction; anything else is a flat valley, and its covariance means nothing.
        return hessian.Enumerate().All(double.IsFinite) && hessian.Evd(Symmetricity.Symmetric).EigenValues.All(value => value.Real > 0)
            ? hessian.Inverse().ToArray()
            : null;
    }
}
