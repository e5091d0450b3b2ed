using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>Pareto/NBD: a second opinion beside <see cref="BgNbd"/>, slower to fit.</summary>
/// <param name="R">Shape of the purchase rates.</param>
/// <param name="Alpha">Their scale, weeks.</param>
/// <param name="S">Shape of the rates of leaving.</param>
/// <param name="Beta">Their scale, weeks.</param>
public sealed record ParetoNbd(double R, double Alpha, double S, double Beta) : RepeatModel
{
    /// <inheritdoc/>
    public override RepeatModelKind Kind => RepeatModelKind.ParetoNbd;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [R, Alpha, S, Beta];

    /// <inheritdoc/>
    public override double ProbabilityAlive(PurchaseHistory history)
    {
        var power = R + history.X;
        var left = LogA0(history, AtTime(history.X, history.Tx), AtTime(history.X, history.T));
        return 1 / (1 + Math.Exp(
            Math.Log(S / (R + S + history.X)) + left + (power * Math.Log(Alpha + history.T)) + (S * Math.Log(Beta + history.T))));
    }

    /// <inheritdoc/>
    public override double Expected(PurchaseHistory history, double weeks)
    {
        var s = NotOne(S);
        var age = Beta + history.T;
        return ProbabilityAlive(history) * (R + history.X) * age / ((Alpha + history.T) * (s - 1))
            * -Expm1((s - 1) * Math.Log(age / (age + weeks)));
    }

    /// <inheritdoc/>
    protected override double OfFrequency(int x) => LogRate(R, Alpha, x) + (S * Math.Log(Beta));

    /// <inheritdoc/>
    protected override double AtTime(int x, double time)
    {
        var whole = R + S + x;
        return Alpha >= Beta
            ? Hypergeometric.Log(whole, S + 1, whole + 1, (Alpha - Beta) / (Alpha + time)) - (whole * Math.Log(Alpha + time))
            : Hypergeometric.Log(whole, R + x, whole + 1, (Beta - Alpha) / (Beta + time)) - (whole * Math.Log(Beta + time));
    }

    /// <inheritdoc/>
    protected override double OfTimes(PurchaseHistory history, double atLast, double atEnd)
    {
        var power = R + history.X;
        var stayed = (-power * Math.Log(Alpha + history.T)) - (S * Math.Log(Beta + history.T));
        var left = Math.Log(S / (R + S + history.X)) + LogA0(history, atLast, atEnd);
        return stayed > left ? stayed + Math.Log(1 + Math.Exp(left - stayed)) : left + Math.Log(1 + Math.Exp(stayed - left));
    }

    // F(t_x) - F(T), the weight of having left between; minus infinity where the two are one day.
    private static double LogA0(PurchaseHistory history, double atLast, double atEnd) =>
        history.Tx >= history.T ? double.NegativeInfinity : atLast + Math.Log(-Expm1(atEnd - atLast));
}
