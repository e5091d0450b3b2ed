using MathNet.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>
/// Gamma-Gamma: what a repeat purchase is worth, if that does not hang together with how often one buys. Source: Fader and Hardie 2013.
/// </summary>
/// <param name="P">Shape of the amounts of one customer.</param>
/// <param name="Q">Shape of their means among customers.</param>
/// <param name="Gamma">Scale of the means, major units.</param>
public sealed record GammaGamma(double P, double Q, double Gamma)
{
    /// <summary>Mean spend of a customer of whom nothing is known, major units; not positive where <see cref="Q"/> is at most 1.</summary>
    public double PopulationMean => P * Gamma / (Q - 1);

    /// <summary>What a customer's next purchase is worth; with no repeat purchase, the mean of all.</summary>
    /// <param name="x">Repeat purchases.</param>
    /// <param name="meanSpend">Their mean, major units.</param>
    public double Expected(int x, double meanSpend) =>
        x == 0 || meanSpend <= 0 ? PopulationMean : P * (Gamma + (x * meanSpend)) / ((P * x) + Q - 1);

    /// <summary>Natural logarithm of how likely a mean is.</summary>
    /// <param name="x">Repeat purchases, at least one.</param>
    /// <param name="meanSpend">Positive.</param>
    public double LogLikelihood(int x, double meanSpend) => OfFrequency(x) + OfSpend(x, meanSpend);

    internal double OfFrequency(int x) => SpecialFunctions.GammaLn((P * x) + Q) - SpecialFunctions.GammaLn(P * x)
        - SpecialFunctions.GammaLn(Q) + (Q * Math.Log(Gamma)) + (P * x * Math.Log(x));

    internal double OfSpend(int x, double meanSpend) =>
        (((P * x) - 1) * Math.Log(meanSpend)) - (((P * x) + Q) * Math.Log(Gamma + (x * meanSpend)));
}
