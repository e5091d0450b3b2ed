namespace Vouch.Server.Platform.Pages.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What is counted.</param>
/// <param name="Values">One count for each label, in order.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<long> Values);
