using Vouch.Server.Platform;

namespace Vouch.Server.Referrals;

/// <summary>The case, and the conductor of what must be true at once: orders, claims, coupons, release, decisions by hand.</summary>
internal static class ReferralsSlice
{
    internal static IServiceCollection AddReferrals(this IServiceCollection services) => services
        .AddJob(ReleaseReferral.Kind, ReleaseReferral.Run)
        .AddJob(ExpireClaim.Kind, ExpireClaim.Run);

    internal static IEndpointRouteBuilder MapReferrals(this IEndpointRouteBuilder routes)
    {
        ClaimOffer.Map(routes);
        PostOrder.Map(routes);
        CreditByHand.Map(routes);
        ReadReferrals.Map(routes);
        DecideReferral.Map(routes);
        CouponEndpoints.Map(routes);
        MergePeople.Map(routes);
        return routes;
    }
}
