using MathNet.Numerics;
using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>sBG: how long subscribers stay. Source: Fader and Hardie 2007.</summary>
/// <param name="A">Of the chance to leave at a renewal.</param>
/// <param name="B">Of the chance to stay.</param>
public sealed record ShiftedBetaGeometric(double A, double B)
{
    /// <summary>The share that leaves at the end of period <paramref name="period"/> (1, 2, …).</summary>
    public double Leaving(int period) => Math.Exp(LogLeaving(period));

    /// <summary>The share that is still there after so many renewals.</summary>
    public double Survival(int renewals) => Math.Exp(LogSurvival(renewals));

    /// <summary>The share of those there before renewal <paramref name="renewal"/> (1, 2, …) that stay.</summary>
    public double Retention(int renewal) => (B + renewal - 1) / (A + B + renewal - 1);

    /// <summary>Expected further periods, discounted, of somebody who stayed so often and stands before the next renewal.</summary>
    /// <param name="renewals">From 0.</param>
    /// <param name="discount">Per period, positive.</param>
    public double ResidualPeriods(int renewals, double discount) => (B + renewals) / (A + B + renewals)
        * Hypergeometric.Of(1, B + renewals + 1, A + B + renewals + 1, 1 / (1 + discount));

    /// <summary>Natural logarithm of how likely histories are.</summary>
    public double LogLikelihood(IReadOnlyList<SubscriberCount> histories) => histories.Sum(
        one => one.Customers * (one.HasLeft ? LogLeaving(one.Renewals + 1) : LogSurvival(one.Renewals)));

    private double LogLeaving(int period) => SpecialFunctions.BetaLn(A + 1, B + period - 1) - SpecialFunctions.BetaLn(A, B);

    private double LogSurvival(int renewals) => SpecialFunctions.BetaLn(A, B + renewals) - SpecialFunctions.BetaLn(A, B);
}
