using Vouch.Server.People.Pages;

namespace Vouch.Server.People;

/// <summary>
/// People and their cases at the desk: everything there is about one of them on one page. It reads what all other slices keep, so it
/// stands behind them, and keeps nothing of its own.
/// </summary>
internal static class PeopleSlice
{
    internal static IEndpointRouteBuilder MapPeople(this IEndpointRouteBuilder routes)
    {
        AdvocateListPages.Map(routes);
        AdvocatePages.Map(routes);
        AdjustPages.Map(routes);
        OrderPages.Map(routes);
        return routes;
    }
}
