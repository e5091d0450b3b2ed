using Vouch.Server.Platform;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Referrals.Pages;
using Vouch.Server.Referrals.Portal;
using Vouch.Server.Referrals.Widget;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>The case, and the conductor of what must be true at once: orders, claims, coupons, release, decisions by hand.</summary>
internal static class ReferralsSlice
{
    internal static IServiceCollection AddReferrals(this IServiceCollection services) => services
        .AddSingleton(new OfferPictures())
        .AddSingleton(provider => new FriendPageMemory(provider.GetRequiredService<Database>().Wall))
        .AddJob(ReleaseReferral.Kind, ReleaseReferral.Run)
        .AddJob(LookAgain.Kind, LookAgain.Run)
        .AddJob(ReviewReferral.Kind, ReviewReferral.Age)
        .AddJob(ExpireClaim.Kind, ExpireClaim.Run)
        .AddOutsideJob(AskVeto.Kind, AskVeto.Handler)
        .AddConsumer(
            "referrals",
            ("shop.updated", (tx, shop, _) => AskVeto.OnShopUpdated(tx, shop)),
            ("advocate.erased", (tx, _, erased) => ForgetNotes.OnErased(tx, erased)));

    internal static IEndpointRouteBuilder MapReferrals(this IEndpointRouteBuilder routes)
    {
        ClaimOffer.Map(routes);
        PostOrder.Map(routes);
        CreditByHand.Map(routes);
        ReadReferrals.Map(routes);
        DecideReferral.Map(routes);
        DecideMany.Map(routes);
        AskAdvocate.Map(routes);
        AskVeto.Map(routes);
        AppealReferral.Map(routes);
        BackTestPast.Map(routes);
        CouponEndpoints.Map(routes);
        MergePeople.Map(routes);
        SpotChecks.Map(routes);
        ReferralPages.Map(routes);
        ReviewPages.Map(routes);
        FriendPages.Map(routes);
        ConfirmPages.Map(routes);
        PortalPages.Map(routes);
        WidgetEndpoints.Map(routes);
        WidgetPages.Map(routes);
        return routes;
    }
}
