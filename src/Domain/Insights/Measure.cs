using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights;

/// <summary>Whether there are data enough to show a figure and to compare it; source: science.md 1, minimum data.</summary>
/// <param name="Have">What there is: cases in the denominator, orders, new customers.</param>
/// <param name="Needed">From how many it is shown; 0 where it always is.</param>
/// <param name="NeededToCompare">From how many it is coloured or set against another.</param>
public readonly record struct DataState(long Have, long Needed, long NeededToCompare)
{
    /// <summary>A rate is shown from a denominator of 30 and compared from 100.</summary>
    public static DataState Rate(long denominator) => new(denominator, 30, 100);

    /// <summary>Averages of orders and returns are shown from 30 orders.</summary>
    public static DataState Orders(long orders) => new(orders, 30, 100);

    /// <summary>The cost of a customer is shown from ten new ones.</summary>
    public static DataState NewCustomers(long customers) => new(customers, 10, 100);

    /// <summary>A count or a sum says itself how much it is.</summary>
    public static DataState Count(long have) => new(have, 0, 0);

    /// <summary>Enough to show.</summary>
    public bool IsShown => Have >= Needed;

    /// <summary>Enough to colour or to set against another.</summary>
    public bool IsComparable => Have >= NeededToCompare;

    /// <summary><c>12 of 30 needed</c>; null where it is shown.</summary>
    public string? Missing => IsShown ? null : FormattableString.Invariant($"{Have} of {Needed} needed");
}

/// <summary>A figure with what it is made of. Ratios are exact up to the last of 28 digits and rounded nowhere else.</summary>
/// <param name="Value">Numerator over denominator; null where the denominator is 0.</param>
/// <param name="Numerator">Cases or minor units.</param>
/// <param name="Denominator">Cases or minor units; 1 for counts and sums.</param>
/// <param name="Interval">95 %; null where none is known.</param>
/// <param name="IsMature">What it waits for is over; draw it dashed otherwise.</param>
/// <param name="Data">Whether there is enough to show it.</param>
public sealed record Measure(
    decimal? Value, decimal Numerator, decimal Denominator, Interval? Interval, bool IsMature, DataState Data)
{
    /// <summary>A ratio.</summary>
    public static Measure Ratio(decimal numerator, decimal denominator, Interval? interval, bool isMature, DataState data) =>
        new(denominator == 0 ? null : numerator / denominator, numerator, denominator, interval, isMature, data);

    /// <summary>A share of cases, with Wilson's interval.</summary>
    public static Measure Share(long numerator, long denominator, bool isMature) =>
        Ratio(numerator, denominator, Intervals.Wilson(numerator, denominator), isMature, DataState.Rate(denominator));

    /// <summary>A number of cases, with the exact Poisson interval.</summary>
    public static Measure Count(long count, bool isMature) =>
        Ratio(count, 1, Intervals.Poisson(count), isMature, DataState.Count(count));

    /// <summary>A sum of money of so many orders.</summary>
    public static Measure Sum(decimal sum, long cases, bool isMature) => Ratio(sum, 1, null, isMature, DataState.Count(cases));
}
