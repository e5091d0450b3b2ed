using Vouch.Server.Platform;

namespace Vouch.Server.Orders;

/// <summary>
/// Purchases as shops report them. Recording them is called by the conductor in Referrals, which owns the routes of
/// orders, since an answer there holds the whole decision.
/// </summary>
internal static class OrdersSlice
{
    internal static IServiceCollection AddOrders(this IServiceCollection services) => services
        .AddSingleton(new CurrencyHold(OrderQueries.HasAny));

    internal static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes)
    {
        FindCustomer.Map(routes);
        return routes;
    }
}
