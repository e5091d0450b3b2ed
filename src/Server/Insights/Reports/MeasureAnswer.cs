using Vouch.Domain.Insights;
using Vouch.Domain.Insights.Numerics;

namespace Vouch.Server.Insights;

/// <summary>Where a figure lies with 95 % confidence; an end that is not known is null.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public sealed record IntervalAnswer(double? Low, double? High)
{
    internal static IntervalAnswer? Of(Interval? interval) => interval is not { } known ? null : new(Finite(known.Low), Finite(known.High));

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <summary>A figure with what it is made of.</summary>
/// <param name="Value">Numerator over denominator; null where the denominator is 0.</param>
/// <param name="Numerator">Cases or minor units.</param>
/// <param name="Denominator">Cases or minor units; 1 for counts and sums.</param>
/// <param name="Interval">95 %; null where none is known.</param>
/// <param name="Mature">What it waits for is over.</param>
/// <param name="Have">How many cases there are.</param>
/// <param name="Needed">From how many it should be shown; 0 where it always may.</param>
public sealed record MeasureAnswer(
    decimal? Value, decimal Numerator, decimal Denominator, IntervalAnswer? Interval, bool Mature, long Have, long Needed)
{
    internal static MeasureAnswer Of(Measure measure) => new(
        measure.Value, measure.Numerator, measure.Denominator, IntervalAnswer.Of(measure.Interval), measure.IsMature, measure.Data.Have,
        measure.Data.Needed);
}
