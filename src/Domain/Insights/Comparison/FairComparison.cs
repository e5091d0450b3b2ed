using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Comparison;

/// <summary>What a comparison needs.</summary>
public enum ComparisonGate
{
    /// <summary>Referred customers.</summary>
    Referred,

    /// <summary>Customers that came otherwise.</summary>
    Others,

    /// <summary>The models of who is referred and of what others leave can be computed.</summary>
    Models,

    /// <summary>As how many customers the weighted others count.</summary>
    EffectiveSample,

    /// <summary>The largest difference that weighting left in any covariate.</summary>
    Balance,
}

/// <summary>How far referred and others are apart in a covariate, in standard deviations.</summary>
/// <param name="Name">Of the covariate.</param>
/// <param name="Before">As they are.</param>
/// <param name="After">With the others weighted.</param>
public sealed record BalanceLine(string Name, double Before, double After);

/// <summary>How much more a referred customer is worth than a comparable other. No claim about what the programme causes.</summary>
/// <param name="MeanReferred">Mean outcome of the referred.</param>
/// <param name="MeanComparable">What comparable others leave: doubly robust.</param>
/// <param name="Effect">The difference.</param>
/// <param name="Relative">The difference as a share of <paramref name="MeanComparable"/>; null where that is not positive.</param>
/// <param name="EffectWeighted">By weights alone.</param>
/// <param name="EffectAdjusted">By least squares alone; null where they cannot be computed.</param>
/// <param name="StandardError">Of the effect, quickly, by the influence of each customer.</param>
/// <param name="Propensity">Coefficients of who is referred: the constant, then the covariates.</param>
public sealed record Effects(
    double MeanReferred, double MeanComparable, double Effect, double? Relative, double EffectWeighted, double? EffectAdjusted,
    double StandardError, IReadOnlyList<double> Propensity);

/// <summary>A comparison of referred customers with others.</summary>
/// <param name="Referred">How many.</param>
/// <param name="Others">How many.</param>
/// <param name="MeanOthers">Mean outcome of the others as they are; null without any.</param>
/// <param name="NaiveRelative">The difference without any adjustment; null where the others' mean is not positive.</param>
/// <param name="Effects">Null where the models cannot be computed.</param>
/// <param name="EffectiveSample">As how many the weighted others count.</param>
/// <param name="Balance">Each covariate.</param>
/// <param name="Gates">Each condition.</param>
public sealed record ComparisonResult(
    int Referred, int Others, double? MeanOthers, double? NaiveRelative, Effects? Effects, double EffectiveSample,
    IReadOnlyList<BalanceLine> Balance, IReadOnlyList<Gate<ComparisonGate>> Gates)
{
    /// <summary>All conditions hold; otherwise the failing ones are shown instead of a difference.</summary>
    public bool IsComparable => Gates.All(gate => gate.IsPassed);
}

/// <summary>Sets referred customers against comparable others; source: science.md 2.6.</summary>
public static class FairComparison
{
    /// <summary>Referred customers that it takes.</summary>
    public const int LeastReferred = 100;

    /// <summary>Others that it takes.</summary>
    public const int LeastOthers = 300;

    /// <summary>Others, as weighted, that it takes.</summary>
    public const int LeastEffective = 100;

    /// <summary>Standard deviations that any covariate may stay apart.</summary>
    public const double MostImbalance = 0.1;

    /// <summary>Compares, quickly: intervals by resampling are <see cref="ClusterBootstrap"/>.</summary>
    public static ComparisonResult Of(ComparedCustomers customers)
    {
        var sample = new Sample(customers.Customers);
        var (referred, others) = (sample.IsReferred.Count(one => one), sample.IsReferred.Count(one => !one));
        List<Gate<ComparisonGate>> gates =
        [
            Gate.AtLeast(ComparisonGate.Referred, referred, LeastReferred), Gate.AtLeast(ComparisonGate.Others, others, LeastOthers),
        ];
        double? meanOthers = others == 0 ? null : Mean(customers, false);
        double? naive = referred == 0 || meanOthers is not > 0 ? null : (Mean(customers, true) / meanOthers) - 1;
        var estimate = referred == 0 || others == 0 ? null : sample.Estimate(sample.Once, null);
        gates.Add(Gate.AtLeast(ComparisonGate.Models, estimate is null ? 0 : 1, 1));
        if (estimate is null)
        {
            return new(referred, others, meanOthers, naive, null, 0, [], gates);
        }

        var balance = customers.Names.Select((name, at) => Balance(name, at + 1, sample, estimate)).ToList();
        var (sum, squares) = (estimate.Weights.Sum(), estimate.Weights.Sum(weight => weight * weight));
        gates.Add(Gate.AtLeast(ComparisonGate.EffectiveSample, sum * sum / squares, LeastEffective));
        gates.Add(Gate.Below(ComparisonGate.Balance, balance.Select(line => Math.Abs(line.After)).DefaultIfEmpty(0).Max(), MostImbalance));
        var effects = new Effects(
            estimate.MeanReferred, estimate.MeanComparable, estimate.Effect, estimate.Relative, estimate.Weighted, sample.Adjusted(),
            sample.StandardError(estimate), estimate.Propensity);
        return new(referred, others, meanOthers, naive, effects, sum * sum / squares, balance, gates);
    }

    private static double Mean(ComparedCustomers customers, bool isReferred) =>
        customers.Customers.Where(one => one.IsReferred == isReferred).Average(one => one.Outcome);

    // By the spread that the groups have unweighted, so that before and after are of one measure.
    private static BalanceLine Balance(string name, int at, Sample sample, Estimate estimate)
    {
        var referred = sample.Rows.Where((_, i) => sample.IsReferred[i]).Select(row => row[at]).ToList();
        var others = sample.Rows.Where((_, i) => !sample.IsReferred[i]).Select(row => row[at]).ToList();
        var within = Math.Sqrt((Variance(referred) + Variance(others)) / 2);

        // All referred alike and all others alike, but otherwise: then the spread of all is the measure.
        var scale = within > 0 ? within : Math.Sqrt(Variance([.. referred, .. others]));
        var weighted = sample.Rows.Select((row, i) => estimate.Weights[i] * row[at]).Sum() / estimate.Weights.Sum();
        var mean = referred.Average();
        double Apart(double other) => scale > 0 ? (mean - other) / scale : 0;
        return new(name, Apart(others.Average()), Apart(weighted));
    }

    private static double Variance(List<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Count - 1);
    }
}
