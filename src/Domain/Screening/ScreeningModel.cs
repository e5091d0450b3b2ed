namespace Vouch.Domain.Screening;

/// <summary>Weights of the signals: log-odds that each adds to the bias.</summary>
/// <param name="Bias">Log-odds of abuse where nothing is seen.</param>
/// <param name="Weights">One a signal, in the order of <see cref="Signal"/>.</param>
public sealed record ScreeningModel(double Bias, IReadOnlyList<double> Weights)
{
    private const double Steepest = 40;

    /// <summary>What experience says, before anything is learnt; source: science.md 4.3.</summary>
    public static ScreeningModel Expert { get; } = new(
        -4.2,
        [
            8.0, 2.2, 2.2, 2.5, 1.0, 0.8, 1.5, 1.0, 2.0, 2.5, 0.7, 2.5, 1.6, 1.6, 0.7, 3.0, 2.5, 0.9, 1.3, 1.0, 2.2, 1.8, -2.4, -1.5,
            1.5,
        ]);

    /// <summary>The weight of one signal.</summary>
    public double Of(Signal signal) => Weights[(int)signal];

    /// <summary>Probability of abuse, 0 to 1.</summary>
    /// <param name="values">As <see cref="ReadSignals"/> gives them.</param>
    public double Probability(IReadOnlyList<double> values)
    {
        var logOdds = Bias;
        for (var i = 0; i < Signals.Count; i++)
        {
            logOdds += Weights[i] * values[i];
        }

        return 1 / (1 + Math.Exp(-Math.Clamp(logOdds, -Steepest, Steepest)));
    }

    /// <summary>What moved the score, the heaviest first.</summary>
    public IReadOnlyList<ScreeningSignal> Contributions(IReadOnlyList<double> values) =>
    [
        .. Signals.All
            .Select(signal => new ScreeningSignal(signal, Math.Round(Of(signal) * values[(int)signal], 4)))
            .Where(signal => signal.Weight != 0)
            .OrderByDescending(signal => Math.Abs(signal.Weight)),
    ];
}

/// <summary>One thing that counted.</summary>
/// <param name="Signal">What.</param>
/// <param name="Weight">Log-odds it added, four decimals.</param>
public sealed record ScreeningSignal(Signal Signal, double Weight);
