using Vouch.Domain.Insights.Lifetime;

namespace Vouch.Server.Insights;

/// <summary>How customers repeat their purchases.</summary>
/// <param name="Model">Which model.</param>
/// <param name="Status"><c>computing</c>, or <c>done</c>.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Customers">On whom it was fitted.</param>
/// <param name="Parameters">By name; null where it was not fitted.</param>
/// <param name="StandardErrors">Of the parameters, by name; null where the data do not say.</param>
/// <param name="LogLikelihood">Natural logarithm; null where it was not fitted.</param>
/// <param name="Spend">What a repeat purchase is worth; null without one that was worth something.</param>
/// <param name="BackTest">What the model would have said of the holdout; null without one.</param>
/// <param name="Gates">What a projection needs, and whether it is there.</param>
/// <param name="Projectable">All gates hold: a projection may be shown.</param>
/// <param name="Stable">From 800 customers on.</param>
/// <param name="Retention">Of subscribers, by renewals; null for other models.</param>
/// <param name="Cohorts">What customers left by month of their first order, which needs no model.</param>
public sealed record LifetimeAnswer(
    string Model, string Status, double Progress, int Customers, IReadOnlyDictionary<string, double>? Parameters,
    IReadOnlyDictionary<string, double>? StandardErrors, double? LogLikelihood, SpendAnswer? Spend, BackTestReport? BackTest,
    IReadOnlyList<GateAnswer> Gates, bool Projectable, bool Stable, IReadOnlyList<RetentionAnswer>? Retention,
    IReadOnlyList<CohortAnswer> Cohorts);

/// <summary>Gamma-Gamma on the mean amounts of repeat purchases, major units.</summary>
/// <param name="P">Shape.</param>
/// <param name="Q">Shape over customers.</param>
/// <param name="Gamma">Scale.</param>
/// <param name="LogLikelihood">Natural logarithm.</param>
/// <param name="Customers">With a repeat purchase that was worth something.</param>
/// <param name="Mean">Expected of a new customer.</param>
/// <param name="Correlation">Between how often and how much; null where it cannot be told.</param>
/// <param name="Doubtful">The correlation is too strong for the model.</param>
public sealed record SpendAnswer(
    double P, double Q, double Gamma, double LogLikelihood, long Customers, double Mean, double? Correlation, bool Doubtful)
{
    internal static SpendAnswer? Of(SpendFit? fit) => fit is null ? null : new(
        fit.Model.P, fit.Model.Q, fit.Model.Gamma, fit.LogLikelihood, fit.Customers, fit.Model.PopulationMean, fit.Correlation,
        fit.IsDoubtful);
}

/// <summary>What a model would have said of what happened since.</summary>
/// <param name="Weeks">Length of the holdout.</param>
/// <param name="Actual">Purchases in it.</param>
/// <param name="Predicted">Purchases the model expected.</param>
/// <param name="Bias">How much too low (negative) or too high it was; null where nothing happened.</param>
/// <param name="ByFrequency">By repeat purchases 0 to 7 and more; means over the customers.</param>
public sealed record BackTestReport(
    double Weeks, long Actual, double Predicted, double? Bias, IReadOnlyList<FrequencyBin> ByFrequency)
{
    internal static BackTestReport? Of(PurchaseBackTest? test) =>
        test is null ? null : new(test.Weeks, test.Actual, test.Predicted, test.Bias, test.ByFrequency);
}

/// <summary>A condition without which a figure is not shown.</summary>
/// <param name="Gate">Which.</param>
/// <param name="Have">What there is.</param>
/// <param name="Needed">What there has to be; for an upper limit, what it has to stay below.</param>
/// <param name="Passed">Whether it holds.</param>
public sealed record GateAnswer(string Gate, double Have, double Needed, bool Passed);

/// <summary>Subscribers who are still there.</summary>
/// <param name="Renewals">After how many.</param>
/// <param name="Survival">Share that the model expects.</param>
public sealed record RetentionAnswer(int Renewals, double Survival);

/// <summary>Customers whose first order was in one month.</summary>
/// <param name="Month">Such as <c>2026-03</c>.</param>
/// <param name="Size">How many.</param>
/// <param name="Months">From the month itself to the present one.</param>
public sealed record CohortAnswer(string Month, long Size, IReadOnlyList<CohortMonthAnswer> Months);

/// <summary>One month of a cohort.</summary>
/// <param name="Age">Months since the first order.</param>
/// <param name="Retention">Who ordered in it, of all.</param>
/// <param name="CumulativeMargin">What a customer left so far, minor units; revenue where the margin is not known.</param>
public sealed record CohortMonthAnswer(int Age, MeasureAnswer Retention, MeasureAnswer CumulativeMargin);
