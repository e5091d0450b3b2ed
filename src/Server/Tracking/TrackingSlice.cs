namespace Vouch.Server.Tracking;

/// <summary>Clicks on links and what is known of who made them; claims are kept here and conducted by Referrals.</summary>
internal static class TrackingSlice
{
    internal static IServiceCollection AddTracking(this IServiceCollection services) => services
        .AddSingleton<Agents>()
        .AddSingleton<Links>()
        .AddSingleton<ClickCounts>()
        .AddSingleton<FollowLink>();

    internal static IEndpointRouteBuilder MapTracking(this IEndpointRouteBuilder routes)
    {
        FollowLink.Map(routes);
        ShowClicks.Map(routes);
        IdentifyVisitor.Map(routes);
        return routes;
    }
}
