using Vouch.Server.Setup.Pages;

namespace Vouch.Server.Setup;

/// <summary>The guided way to a first program: it uses what all other slices offer, so it stands behind them.</summary>
internal static class SetupSlice
{
    internal static IEndpointRouteBuilder MapSetup(this IEndpointRouteBuilder routes)
    {
        ShopLogo.Map(routes);
        BeginPages.Map(routes);
        RewardStepPages.Map(routes);
        RuleStepPages.Map(routes);
        LookPages.Map(routes);
        LookFrames.Map(routes);
        LaunchPages.Map(routes);
        return routes;
    }
}
