using Vouch.Server.Platform;
using Vouch.Server.Screening.Networks;

namespace Vouch.Server.Screening;

/// <summary>The fraud check: who shares what with whom, what that weighs, the shop's own lists, and what people's reviews teach.</summary>
internal static class ScreeningSlice
{
    internal static IServiceCollection AddScreening(this IServiceCollection services) => services
        .AddHostedService<WarmNetworks>()
        .AddJob(NightRound.Kind, NightRound.Run)
        .AddOutsideJob(RebuildGroups.Kind, _ => RebuildGroups.Prepare)
        .AddConsumer("screening", ("advocate.erased", (tx, _, erased) => Accounts.OnErased(tx, erased)));

    internal static IEndpointRouteBuilder MapScreening(this IEndpointRouteBuilder routes)
    {
        ListEntries.Map(routes);
        Pages.ListPages.Map(routes);
        LearnModel.Map(routes);
        return routes;
    }
}
