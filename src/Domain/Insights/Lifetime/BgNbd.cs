using MathNet.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>BG/NBD. Everybody without a repeat purchase counts as alive: for that figure see <see cref="MbgNbd"/>.</summary>
/// <param name="R">Shape of the purchase rates.</param>
/// <param name="Alpha">Their scale, weeks.</param>
/// <param name="A">Of the chance to leave.</param>
/// <param name="B">Of the chance to stay.</param>
public sealed record BgNbd(double R, double Alpha, double A, double B) : RepeatModel
{
    /// <inheritdoc/>
    public override RepeatModelKind Kind => RepeatModelKind.BgNbd;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [R, Alpha, A, B];

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseHistory history) => history.X == 0
        ? 1
        : 1 / (1 + (A / (B + history.X - 1) * Math.Pow((Alpha + history.T) / (Alpha + history.Tx), R + history.X)));

    /// <inheritdoc/>
    public override double Expected(PurchaseHistory history, double weeks)
    {
        var (a, x) = (NotOne(A), history.X);

        // Where a + b is 1 and nobody came again, this is 0 times infinity, and the limit exists as well.
        var c = NotOne(a + B + x) - 1;
        return c / (a - 1) * Repeating(R + x, Alpha + history.T, weeks, B + x, c) * ProbabilityAlive(history);
    }

    /// <summary>The probability that a new customer repeats exactly so many times in so many weeks; source: the paper, (8).</summary>
    public double Probability(int count, double weeks)
    {
        var share = weeks / (Alpha + weeks);
        var none = R * Math.Log(Alpha / (Alpha + weeks));
        double Times(int n) => n == 0 ? Math.Exp(none) : Math.Exp(
            SpecialFunctions.GammaLn(R + n) - SpecialFunctions.GammaLn(R) - SpecialFunctions.FactorialLn(n) + none + (n * Math.Log(share)));

        var stayed = Math.Exp(SpecialFunctions.BetaLn(A, B + count) - SpecialFunctions.BetaLn(A, B)) * Times(count);
        return count == 0
            ? stayed
            : stayed + (Math.Exp(SpecialFunctions.BetaLn(A + 1, B + count - 1) - SpecialFunctions.BetaLn(A, B))
                * (1 - Enumerable.Range(0, count).Sum(Times)));
    }

    /// <inheritdoc/>
    protected override double OfFrequency(int x) => LogRate(R, Alpha, x)
        + SpecialFunctions.GammaLn(A + B) + SpecialFunctions.GammaLn(B + x)
        - SpecialFunctions.GammaLn(B) - SpecialFunctions.GammaLn(A + B + x);

    /// <inheritdoc/>
    protected override double AtTime(int x, double time) => Math.Log(Alpha + time);

    /// <inheritdoc/>
    protected override double OfTimes(PurchaseHistory history, double atLast, double atEnd)
    {
        // The larger of the two terms stands outside, so that neither leaves the range of a double.
        var power = R + history.X;
        return history.X == 0
            ? -power * atEnd
            : (-power * atLast) + Math.Log((A / (B + history.X - 1)) + Math.Exp(power * (atLast - atEnd)));
    }
}
