using MathNet.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>MBG/NBD: as <see cref="BgNbd"/>, but a customer may leave after the first purchase too.</summary>
/// <param name="R">Shape of the purchase rates.</param>
/// <param name="Alpha">Their scale, weeks.</param>
/// <param name="A">Of the chance to leave.</param>
/// <param name="B">Of the chance to stay.</param>
public sealed record MbgNbd(double R, double Alpha, double A, double B) : RepeatModel
{
    /// <inheritdoc/>
    public override RepeatModelKind Kind => RepeatModelKind.MbgNbd;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [R, Alpha, A, B];

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseHistory history) =>
        1 / (1 + (A / (B + history.X) * Math.Pow((Alpha + history.T) / (Alpha + history.Tx), R + history.X)));

    /// <inheritdoc/>
    public override double Expected(PurchaseHistory history, double weeks)
    {
        var (a, x) = (NotOne(A), history.X);
        return (a + B + x) / (a - 1) * Repeating(R + x, Alpha + history.T, weeks, B + x + 1, a + B + x) * ProbabilityAlive(history);
    }

    /// <inheritdoc/>
    protected override double OfFrequency(int x) =>
        LogRate(R, Alpha, x) + SpecialFunctions.BetaLn(A, B + x + 1) - SpecialFunctions.BetaLn(A, B);

    /// <inheritdoc/>
    protected override double AtTime(int x, double time) => Math.Log(Alpha + time);

    /// <inheritdoc/>
    protected override double OfTimes(PurchaseHistory history, double atLast, double atEnd)
    {
        var power = R + history.X;
        return (-power * atLast) + Math.Log((A / (B + history.X)) + Math.Exp(power * (atLast - atEnd)));
    }
}
