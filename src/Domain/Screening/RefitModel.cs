namespace Vouch.Domain.Screening;

/// <summary>What was learnt.</summary>
/// <param name="Model">The weights.</param>
/// <param name="Labels">From how many reviewed referrals.</param>
/// <param name="Abuse">How many of them were abuse.</param>
/// <param name="Dropped">Signals that the reviews would have turned against their sense; they weigh nothing.</param>
/// <param name="LogLikelihood">Of the reviews under the new weights, natural logarithm.</param>
/// <param name="PriorLogLikelihood">The same under the weights that it began with.</param>
public sealed record RefitResult(
    ScreeningModel Model, int Labels, int Abuse, IReadOnlyList<Signal> Dropped, double LogLikelihood, double PriorLogLikelihood);

/// <summary>
/// Learns weights from reviewed referrals: the most probable logistic regression under normal priors around weights that hold so far,
/// found by Newton's method. Few reviews therefore move little. No signal may turn against its sense: one that would is dropped and
/// the rest fitted again; source: science.md 4.3.
/// </summary>
public static class RefitModel
{
    /// <summary>Below this many reviews nothing is learnt.</summary>
    public const int FewestLabels = 200;

    private const int Size = Signals.Count + 1;
    private const int MostSteps = 60;
    private const int MostHalvings = 30;
    private const double Settled = 1e-8;

    // One over the variance of the priors: sharp for the weights, next to none for the bias, since shops differ in how much abuse comes.
    private const double WeightPrecision = 2;
    private const double BiasPrecision = 0.01;

    // Beyond these log-odds nothing is surer.
    private const double Steepest = 40;

    /// <summary>The weights that reviews teach; refused for fewer than <see cref="FewestLabels"/> or where all came out the same.</summary>
    /// <param name="prior">The weights that hold so far.</param>
    /// <param name="labels">The values of the signals when it was decided, and what the review found.</param>
    public static Result<RefitResult> From(ScreeningModel prior, IReadOnlyList<(double[] Values, bool IsAbuse)> labels)
    {
        if (labels.Count < FewestLabels)
        {
            return ScreeningRefusals.TooFewLabels(labels.Count, FewestLabels);
        }

        var abuse = labels.Count(label => label.IsAbuse);
        return abuse == 0 || abuse == labels.Count ? ScreeningRefusals.OneKindOfLabel : Fit(prior, labels);
    }

    /// <summary>The same from however few: with none, the prior itself.</summary>
    public static RefitResult Fit(ScreeningModel prior, IReadOnlyList<(double[] Values, bool IsAbuse)> labels)
    {
        var rows = labels.Select(label => new Row(label.Values, label.IsAbuse)).ToArray();
        var center = Vector(prior);
        var isDropped = new bool[Size];
        double[] weights;
        do
        {
            weights = MostProbable([.. center.Select((weight, i) => isDropped[i] ? 0 : weight)], rows, isDropped);
        }
        while (Drop(weights, isDropped));

        return new RefitResult(
            new ScreeningModel(weights[0], weights[1..]),
            labels.Count,
            labels.Count(label => label.IsAbuse),
            [.. Signals.All.Where(signal => isDropped[(int)signal + 1])],
            LogLikelihood(weights, rows),
            LogLikelihood(center, rows));
    }

    private static double[] Vector(ScreeningModel model) => [model.Bias, .. model.Weights];

    private static bool Drop(double[] weights, bool[] isDropped)
    {
        var dropped = false;
        foreach (var signal in Signals.All)
        {
            var at = (int)signal + 1;
            if (!isDropped[at] && (Signals.IsProtective(signal) ? weights[at] > 1e-9 : weights[at] < -1e-9))
            {
                dropped = isDropped[at] = true;
            }
        }

        return dropped;
    }

    // What is dropped has a prior around 0 and no rows, and so stays exactly there.
    private static double[] MostProbable(double[] center, Row[] rows, bool[] isDropped)
    {
        var weights = (double[])center.Clone();
        var kept = Array.ConvertAll(rows, row => row.Without(isDropped));
        var cost = Cost(weights, center, kept);
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, curvature) = Slopes(weights, center, kept);
            var move = Solve(curvature, gradient);
            var next = Moved(weights, move, 1);
            var nextCost = Cost(next, center, kept);

            // The cost is convex, so a step that is short enough lowers it; rounding alone is no reason to shorten one.
            for (var (halvings, share) = (0, 0.5); halvings < MostHalvings && nextCost > cost + (1e-9 * cost); halvings++, share /= 2)
            {
                next = Moved(weights, move, share);
                nextCost = Cost(next, center, kept);
            }

            (weights, cost) = (next, nextCost);
            if (move.Max(Math.Abs) < Settled)
            {
                break;
            }
        }

        return weights;
    }

    private static double Precision(int at) => at == 0 ? BiasPrecision : WeightPrecision;

    private static double[] Moved(double[] weights, double[] move, double share) =>
        [.. weights.Select((weight, i) => weight - (share * move[i]))];

    private static double Cost(double[] weights, double[] center, Row[] rows)
    {
        var cost = -LogLikelihood(weights, rows);
        for (var i = 0; i < Size; i++)
        {
            cost += Precision(i) * (weights[i] - center[i]) * (weights[i] - center[i]) / 2;
        }

        return cost;
    }

    private static double LogLikelihood(double[] weights, Row[] rows) => -rows.Sum(row =>
    {
        var against = row.IsAbuse ? -row.LogOdds(weights) : row.LogOdds(weights);
        return Math.Max(0, against) + Math.Log(1 + Math.Exp(-Math.Abs(against)));
    });

    private static (double[] Gradient, double[,] Curvature) Slopes(double[] weights, double[] center, Row[] rows)
    {
        var (gradient, curvature) = (new double[Size], new double[Size, Size]);
        for (var i = 0; i < Size; i++)
        {
            gradient[i] = Precision(i) * (weights[i] - center[i]);
            curvature[i, i] = Precision(i);
        }

        foreach (var row in rows)
        {
            var probability = 1 / (1 + Math.Exp(-Math.Clamp(row.LogOdds(weights), -Steepest, Steepest)));
            var (error, bend) = (probability - (row.IsAbuse ? 1 : 0), probability * (1 - probability));
            foreach (var (i, value) in row.Values)
            {
                gradient[i] += error * value;
                foreach (var (j, other) in row.Values)
                {
                    curvature[i, j] += bend * value * other;
                }
            }
        }

        return (gradient, curvature);
    }

    // Cholesky: the curvature is symmetric, and the priors keep it positive.
    private static double[] Solve(double[,] curvature, double[] gradient)
    {
        var (root, solved) = (new double[Size, Size], new double[Size]);
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = curvature[i, j];
                for (var k = 0; k < j; k++)
                {
                    rest -= root[i, k] * root[j, k];
                }

                root[i, j] = i == j ? Math.Sqrt(rest) : rest / root[j, j];
            }

            solved[i] = gradient[i];
            for (var k = 0; k < i; k++)
            {
                solved[i] -= root[i, k] * solved[k];
            }

            solved[i] /= root[i, i];
        }

        for (var i = Size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < Size; k++)
            {
                solved[i] -= root[k, i] * solved[k];
            }

            solved[i] /= root[i, i];
        }

        return solved;
    }

    // Hardly any signal is there in hardly any row: only those are kept, and the bias, which every row has.
    private sealed record Row((int At, double Value)[] Values, bool IsAbuse)
    {
        internal Row(double[] values, bool isAbuse)
            : this([(0, 1), .. values.Select((value, i) => (i + 1, value)).Where(pair => pair.value != 0)], isAbuse)
        {
        }

        internal Row Without(bool[] isDropped) => this with { Values = Array.FindAll(Values, pair => !isDropped[pair.At]) };

        internal double LogOdds(double[] weights)
        {
            var sum = 0.0;
            foreach (var (at, value) in Values)
            {
                sum += weights[at] * value;
            }

            return sum;
        }
    }
}
