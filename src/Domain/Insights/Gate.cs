namespace Vouch.Domain.Insights;

/// <summary>A condition without which a figure is not shown.</summary>
/// <typeparam name="T">What kinds of conditions there are.</typeparam>
/// <param name="Kind">Which.</param>
/// <param name="Have">What there is.</param>
/// <param name="Needed">What there has to be; for an upper limit, what it has to stay below.</param>
/// <param name="IsPassed">Whether it holds.</param>
public sealed record Gate<T>(T Kind, double Have, double Needed, bool IsPassed)
    where T : struct, Enum;

/// <summary>Makes conditions.</summary>
public static class Gate
{
    /// <summary>At least so much.</summary>
    public static Gate<T> AtLeast<T>(T kind, double have, double needed) where T : struct, Enum => new(kind, have, needed, have >= needed);

    /// <summary>Less than so much.</summary>
    public static Gate<T> Below<T>(T kind, double have, double limit) where T : struct, Enum => new(kind, have, limit, have < limit);
}
