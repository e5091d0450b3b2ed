namespace Vouch.Server.Search;

/// <summary>One field for all that the desk has: it looks into what all other slices keep, so it stands behind them.</summary>
internal static class SearchSlice
{
    internal static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder routes)
    {
        SearchDesk.Map(routes);
        return routes;
    }
}
