using MathNet.Numerics.LinearAlgebra;

namespace Vouch.Domain.Insights.Numerics;

/// <summary>Rows of numbers with a leading 1, weighted; least squares and logistic regression over them.</summary>
public static class Regression
{
    /// <summary>Keeps columns that say the same from being divided by nothing; source: science.md 2.6.</summary>
    public const double Ridge = 1e-6;

    private const int MostSteps = 50;
    private const double Settled = 1e-10;

    // Beyond these log-odds nothing is surer, and their weight would be nothing.
    private const double Steepest = 30;

    /// <summary>Coefficients of weighted least squares; null where they are not finite.</summary>
    public static double[]? LeastSquares(double[][] rows, double[] outcomes, double[] weights)
    {
        var (square, side) = Empty(rows[0].Length);
        for (var i = 0; i < rows.Length; i++)
        {
            if (weights[i] != 0)
            {
                Add(square, side, rows[i], weights[i], weights[i] * outcomes[i]);
            }
        }

        return Solve(square, side);
    }

    /// <summary>Coefficients of weighted logistic regression by Newton's steps (IRLS); null where they run away.</summary>
    /// <param name="rows">With a leading 1.</param>
    /// <param name="isOne">The outcome of each row.</param>
    /// <param name="weights">How often each row counts.</param>
    /// <param name="start">Where to begin; null for 0.</param>
    public static double[]? Logistic(double[][] rows, bool[] isOne, double[] weights, double[]? start = null)
    {
        var size = rows[0].Length;
        var beta = start is null ? new double[size] : (double[])start.Clone();
        for (var step = 0; step < MostSteps; step++)
        {
            var (square, side) = Empty(size);
            for (var i = 0; i < rows.Length; i++)
            {
                if (weights[i] != 0)
                {
                    var p = Probability(beta, rows[i]);
                    Add(square, side, rows[i], weights[i] * p * (1 - p), weights[i] * ((isOne[i] ? 1 : 0) - p));
                }
            }

            for (var j = 0; j < size; j++)
            {
                side[j] -= Ridge * beta[j];
            }

            if (Solve(square, side) is not { } move)
            {
                return null;
            }

            for (var j = 0; j < size; j++)
            {
                beta[j] += move[j];
            }

            if (move.Max(Math.Abs) < Settled)
            {
                return beta;
            }
        }

        return null;
    }

    /// <summary>The probability that a logistic model gives a row.</summary>
    public static double Probability(double[] beta, double[] row) => 1 / (1 + Math.Exp(-Math.Clamp(Dot(beta, row), -Steepest, Steepest)));

    /// <summary>The sum of products.</summary>
    public static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static (double[,] Square, double[] Side) Empty(int size)
    {
        var square = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            square[i, i] = Ridge;
        }

        return (square, new double[size]);
    }

    // Only the lower half; the other is the same.
    private static void Add(double[,] square, double[] side, double[] row, double weight, double target)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var scaled = weight * row[i];
            side[i] += target * row[i];
            for (var j = 0; j <= i; j++)
            {
                square[i, j] += scaled * row[j];
            }
        }
    }

    private static double[]? Solve(double[,] square, double[] side)
    {
        for (var i = 0; i < side.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                square[j, i] = square[i, j];
            }
        }

        if (!square.Cast<double>().All(double.IsFinite))
        {
            return null;
        }

        var solved = Matrix<double>.Build.DenseOfArray(square).LU().Solve(Vector<double>.Build.Dense(side)).ToArray();
        return solved.All(double.IsFinite) ? solved : null;
    }
}
