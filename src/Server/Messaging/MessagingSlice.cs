using Vouch.Domain.Ids;
using Vouch.Server.Feedback;
using Vouch.Server.Messaging.Pages;
using Vouch.Server.Messaging.Sorts;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging;

/// <summary>Mail: what is queued when something happens, how it leaves, and who does not want it.</summary>
internal static class MessagingSlice
{
    internal static IServiceCollection AddMessaging(this IServiceCollection services, ServerSettings settings, MailSetup mail) => services
        .AddSingleton(_ => new MailExit(mail, settings))
        .AddSingleton(new ComplaintHold(FeedbackQueries.IsQuiet))
        .AddSingleton(provider => new Mailing(settings, provider.GetServices<ComplaintHold>()))
        .AddSingleton(provider => Consumer(provider.GetRequiredService<Mailing>(), settings))
        .AddSingleton(provider => new JobHandler(Mailing.DueJob, provider.GetRequiredService<Mailing>().OnDue))
        .AddJob(CampaignMails.Job, new CampaignMails(settings).Run)
        .AddOutsideJob(DeliverMessage.Kind, DeliverMessage.Handler, DeliverMessage.AtOnce);

    // What is set off is told by MailSorts; beside it stand what goes to staff, and forgetting.
    private static EventConsumer Consumer(Mailing mailing, ServerSettings settings) => new("messaging", Mailing.Events
        .Select(happened => KeyValuePair.Create<string, EventHandling>(happened, mailing.OnEvent))
        .Append(new("referral.review_reminded", (tx, shop, reminded) => RemindStaff.OnReminded(tx, shop, reminded, settings)))
        .Append(new("campaign.began", CampaignMails.OnCampaign))
        .Append(new("campaign.updated", CampaignMails.OnCampaign))
        .Append(new(StaffInvited.Name, (tx, shop, invited) => InviteStaff.OnInvited(tx, shop, invited, settings)))
        .Append(new("advocate.erased", (tx, _, erased) => QueueMessage.Forget(tx, erased)))
        .ToDictionary());

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
        TemplatePages.Map(routes);
        return routes;
    }
}
