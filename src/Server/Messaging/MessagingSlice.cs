using Vouch.Domain.Ids;
using Vouch.Server.Messaging.Pages;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging;

/// <summary>Mail: what is queued when something happens, how it leaves, and who does not want it.</summary>
internal static class MessagingSlice
{
    internal static IServiceCollection AddMessaging(this IServiceCollection services, ServerSettings settings, MailSetup mail) => services
        .AddSingleton(_ => new MailExit(mail, settings))
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
        .AddOutsideJob(DeliverMessage.Kind, DeliverMessage.Handler, DeliverMessage.AtOnce);

    internal static IEndpointRouteBuilder MapMessaging(this IEndpointRouteBuilder routes)
    {
        const Permission read = Permission.MessagesRead;
        const Permission write = Permission.MessagesWrite;
        routes.Read<ListOf<MessageAnswer>>("/v1/messages", read, async call => Outcome.Ok(call.Page(
            await MessageQueries.List(
                call.Db, call.QueryEnum<MessageStatus>("status"), call.Query("template"), call.QueryId<MessageId>("after"), call.Limit + 1),
            message => message.Id, message => message)))
            .WithMetadata(
                new QueryParameter("status", "Only mails of this status."), new QueryParameter("template", "Only mails of this sort."));
        routes.Read<MessageWithTexts>("/v1/messages/{id}", read, async call =>
            await MessageQueries.FindWithTexts(call.Db, call.RouteId<MessageId>()) is { } message
                ? Outcome.Ok(message) : Domain.Refusal.NotFound("message"));
        routes.Write<NoBody, MessageAnswer>("POST", "/v1/messages/{id}/retry", write, async (call, tx, _) =>
            Outcome.Of(await RetryMessage.Run(tx, call.RouteId<MessageId>()), message => message));
        routes.Write<MailBounceRequest, MailBounceAnswer>("POST", "/v1/mail-bounces", write, TakeBounce.Handle, 202);
        UnsubscribePages.Map(routes);
        MessagePages.Map(routes);
        return routes;
    }
}
