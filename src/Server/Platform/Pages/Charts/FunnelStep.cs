namespace Vouch.Server.Platform.Pages.Charts;

/// <summary>A step of a funnel and how many came so far.</summary>
public sealed record FunnelStep(string Name, long Count);
