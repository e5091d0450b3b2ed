using Vouch.Server.Platform;

namespace Vouch.Server.Messaging;

/// <summary>Mail: what is queued when something happens, and how it leaves.</summary>
internal static class MessagingSlice
{
    internal static IServiceCollection AddMessaging(this IServiceCollection services, ServerSettings settings) => services
        .AddConsumer(
            "messaging",
            ("advocate.joined", (tx, shop, happened) => SendAdvocateLink.OnJoined(tx, shop, happened, settings)),
            ("advocate.link_requested", (tx, shop, happened) => SendAdvocateLink.OnRequested(tx, shop, happened, settings)),
            ("advocate.sign_in_requested", (tx, shop, asked) => SendSignInLink.OnRequested(tx, shop, asked, settings)),
            ("friend.claimed", (tx, shop, happened) => SendClaimConfirmation.OnClaimed(tx, shop, happened, settings)),
            ("reward.expiring", SendRewardNews.OnExpiring),
            ("reward.issued", SendRewardNews.OnIssued),
            ("payout.details_requested", (tx, shop, asked) => SendRewardNews.OnDetailsRequested(tx, shop, asked, settings)),
            ("referral.rejected", (tx, shop, happened) => SendReviewNews.OnRejected(tx, shop, happened, settings)),
            ("referral.question_asked", (tx, shop, happened) => SendReviewNews.OnAsked(tx, shop, happened, settings)),
            ("referral.review_reminded", (tx, shop, happened) => SendReviewNews.OnReminded(tx, shop, happened, settings)),
            ("code.leaked", (tx, shop, happened) => SendReviewNews.OnLeaked(tx, shop, happened, settings)),
            ("advocate.erased", (tx, shop, happened) => QueueMessage.Forget(tx, happened)))
        .AddJob(DeliverMessage.Kind, (tx, shop, job) => DeliverMessage.Run(tx, shop, job, settings));
}
