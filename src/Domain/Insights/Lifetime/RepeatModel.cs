using MathNet.Numerics;
using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>The models of repeat purchases; source: science.md 2.1.</summary>
public enum RepeatModelKind
{
    /// <summary>Fader, Hardie and Lee 2005: customers may leave after each purchase, none before the first repeat.</summary>
    BgNbd,

    /// <summary>Batislam, Denizel and Filiztekin 2007: the same, and they may leave after the first purchase too.</summary>
    MbgNbd,

    /// <summary>Schmittlein, Morrison and Colombo 1987: customers may leave at any time.</summary>
    ParetoNbd,
}

/// <summary>How customers repeat, and how they leave. Weeks throughout; formulas: science.md 2.2.</summary>
public abstract record RepeatModel
{
    // Expectations divide by a - 1 or s - 1, and their limits exist; so near to 1 they are taken from beside it.
    private const double Beside = 1e-6;

    /// <summary>Which model.</summary>
    public abstract RepeatModelKind Kind { get; }

    /// <summary>Four, all positive, in the order of <see cref="Names"/>.</summary>
    public abstract IReadOnlyList<double> Parameters { get; }

    /// <summary>Names of parameters as on the wire.</summary>
    public IReadOnlyList<string> Names => Kind == RepeatModelKind.ParetoNbd ? ["r", "alpha", "s", "beta"] : ["r", "alpha", "a", "b"];

    /// <summary>The model of a kind.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="p">Four parameters, all positive.</param>
    public static RepeatModel Of(RepeatModelKind kind, IReadOnlyList<double> p) => kind switch
    {
        RepeatModelKind.BgNbd => new BgNbd(p[0], p[1], p[2], p[3]),
        RepeatModelKind.MbgNbd => new MbgNbd(p[0], p[1], p[2], p[3]),
        _ => new ParetoNbd(p[0], p[1], p[2], p[3]),
    };

    /// <summary>Natural logarithm of how likely a history is.</summary>
    public double LogLikelihood(PurchaseHistory history) => OfFrequency(history.X)
        + OfTimes(history, AtTime(history.X, history.Tx), AtTime(history.X, history.T));

    /// <summary>Of many histories.</summary>
    public double LogLikelihood(IReadOnlyCollection<WeightedHistory> histories) => LogLikelihood(new HistoryIndex(histories));

    internal double LogLikelihood(HistoryIndex histories)
    {
        var atTimes = Array.ConvertAll(histories.Points, point => AtTime(point.X, point.Time));
        var (sum, last, ofFrequency) = (0.0, -1, 0.0);
        foreach (ref readonly var row in histories.Rows.AsSpan())
        {
            if (row.History.X != last)
            {
                (last, ofFrequency) = (row.History.X, OfFrequency(row.History.X));
            }

            sum += row.Customers * (ofFrequency + OfTimes(row.History, atTimes[row.Last], atTimes[row.End]));
        }

        return sum;
    }

    /// <summary>How probable it is that the customer has not left.</summary>
    public abstract double ProbabilityAlive(PurchaseHistory history);

    /// <summary>Expected purchases in the next so many weeks.</summary>
    public abstract double Expected(PurchaseHistory history, double weeks);

    /// <summary>Expected repeat purchases of a new customer in their first so many weeks.</summary>
    public double ExpectedNew(double weeks) => Expected(default, weeks);

    /// <summary>The part of the log-likelihood that depends on the frequency only.</summary>
    protected abstract double OfFrequency(int x);

    /// <summary>What the rest of it needs of the time of a last purchase, and of the end.</summary>
    protected abstract double AtTime(int x, double time);

    /// <summary>The rest of it.</summary>
    /// <param name="history">The history.</param>
    /// <param name="atLast"><see cref="AtTime"/> of its last purchase.</param>
    /// <param name="atEnd"><see cref="AtTime"/> of its end.</param>
    protected abstract double OfTimes(PurchaseHistory history, double atLast, double atEnd);

    /// <summary>A value, or its neighbour where it is 1.</summary>
    protected static double NotOne(double value) => Math.Abs(value - 1) < Beside ? (value < 1 ? 1 - Beside : 1 + Beside) : value;

    /// <summary>ln Γ(r + x) - ln Γ(r) + r ln α: purchases while alive, common to all three.</summary>
    protected static double LogRate(double r, double alpha, int x) =>
        SpecialFunctions.GammaLn(r + x) - SpecialFunctions.GammaLn(r) + (r * Math.Log(alpha));

    /// <summary>1 - ((α+T)/(α+T+t))^(r+x) 2F1(r+x, b; c; t/(α+T+t)), in logarithms while both may be extreme.</summary>
    protected static double Repeating(double power, double age, double weeks, double b, double c)
    {
        var (stay, share) = (power * Math.Log(age / (age + weeks)), weeks / (age + weeks));

        // With c below 0 (a + b < 1, nobody came again) the function may be negative, and then it is small.
        return c > 0
            ? -Expm1(stay + Hypergeometric.Log(power, b, c, share))
            : 1 - (Math.Exp(stay) * Hypergeometric.Of(power, b, c, share));
    }

    /// <summary>e^x - 1 without loss near 0.</summary>
    protected static double Expm1(double x) =>
        Math.Abs(x) < 1e-5 ? x + (x * x / 2) + (x * x * x / 6) : Math.Exp(x) - 1;
}
