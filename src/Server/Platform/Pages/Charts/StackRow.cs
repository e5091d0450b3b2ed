namespace Vouch.Server.Platform.Pages.Charts;

/// <summary>One bar of stacked parts.</summary>
/// <param name="Name">What the whole is.</param>
/// <param name="Values">The parts, in the order of the chart's names; below zero draws nothing and still stands in the table.</param>
/// <param name="Asset">The currency code, or <c>points</c>.</param>
public sealed record StackRow(string Name, IReadOnlyList<long> Values, string Asset);
