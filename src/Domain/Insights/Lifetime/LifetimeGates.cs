namespace Vouch.Domain.Insights.Lifetime;

/// <summary>What a projection needs.</summary>
public enum LifetimeGate
{
    /// <summary>Customers to fit on.</summary>
    Customers,

    /// <summary>Of them, with a repeat purchase.</summary>
    Repeaters,

    /// <summary>Weeks observed.</summary>
    Weeks,

    /// <summary>The fit settled within bounds.</summary>
    Fit,
}

/// <summary>Whether a projection may be shown.</summary>
/// <param name="Gates">Each condition.</param>
/// <param name="IsStable">From 800 customers on the projection hardly depends on which they are.</param>
public sealed record LifetimeVerdict(IReadOnlyList<Gate<LifetimeGate>> Gates, bool IsStable)
{
    /// <summary>All conditions hold; otherwise only realised margins are shown.</summary>
    public bool IsProjectable => Gates.All(gate => gate.IsPassed);
}

/// <summary>How much data a projection takes; measured on subsamples of CDNOW, source: science.md 2.5.</summary>
public static class LifetimeGates
{
    /// <summary>Below it, 7 % of fits and more were degenerate.</summary>
    public const int LeastCustomers = 400;

    /// <summary>Of those that came again.</summary>
    public const int LeastRepeaters = 150;

    /// <summary>Half a year.</summary>
    public const int LeastWeeks = 26;

    /// <summary>From here on no fit was degenerate, and the projection varied by 13 %.</summary>
    public const int StableCustomers = 800;

    /// <summary>Judges a table and, where there is one, the fit on it.</summary>
    /// <param name="table">What was observed.</param>
    /// <param name="fit">Null while the other gates are asked before a fit is worth while.</param>
    public static LifetimeVerdict Judge(RfmTable table, RepeatFit? fit)
    {
        var customers = table.Customers.Count;
        List<Gate<LifetimeGate>> gates =
        [
            Gate.AtLeast(LifetimeGate.Customers, customers, LeastCustomers),
            Gate.AtLeast(LifetimeGate.Repeaters, table.Customers.Count(one => one.Repeats > 0), LeastRepeaters),
            Gate.AtLeast(LifetimeGate.Weeks, table.Days / 7.0, LeastWeeks),
        ];
        if (fit is not null)
        {
            gates.Add(Gate.AtLeast(LifetimeGate.Fit, fit.IsDegenerate ? 0 : 1, 1));
        }

        return new(gates, customers >= StableCustomers);
    }

    /// <summary>Two groups may have models of their own only if both are large; otherwise one joint model serves both.</summary>
    public static bool MayFitApart(int group, int other) => Math.Min(group, other) >= StableCustomers;
}
