using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Messaging.Pages;

/// <summary>The desk's pages about mails: the list, and one with what it says and what became of it.</summary>
internal static class MessagePages
{
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/messages", Permission.MessagesRead, ShowList);
        routes.DeskPage("/messages/{id}", Permission.MessagesRead, visit => Show(visit, null));
        routes.DeskPost("/messages/{id}/retry", Permission.MessagesWrite, async (visit, _) =>
        {
            var id = visit.RouteId<MessageId>();
            try
            {
                await visit.Db.Write(async tx => Refused.OrValue(await RetryMessage.Run(tx, id)));
                return visit.Go($"/messages/{id}?saved=1");
            }
            catch (RefusedException refused) when (refused.Refusal.Kind != RefusalKind.NotFound)
            {
                return await Show(visit, refused.Refusal.Sentence);
            }
        });
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        MessageStatus? status = WireName.TryParse<MessageStatus>(visit.Query("status") ?? "", out var chosen) ? chosen : null;
        var after = visit.QueryId<MessageId>("after");
        var messages = await MessageQueries.List(visit.Db, status, null, after, PerPage + 1);
        var shown = messages.Take(PerPage).ToList();
        return visit.Page<MailListPage>(new MessageListModel(
            shown, await MessageQueries.Counts(visit.Db), status, messages.Count > PerPage ? shown[^1].Id.ToString() : null,
            after is not null, visit.Services.GetRequiredService<MailExit>().IsOpen));
    }

    private static async Task<IResult> Show(DeskVisit visit, string? refused)
    {
        var mail = await MessageQueries.FindWithTexts(visit.Db, visit.RouteId<MessageId>())
            ?? throw new RefusedException(Refusal.NotFound("message"));
        var mayRetry = visit.May(Permission.MessagesWrite)
            && mail.Message is { Status: MessageStatus.Queued or MessageStatus.Failed, To: not null };
        return visit.Page<MailPage>(
            new MessageModel(mail, mayRetry, visit.Query("saved") is not null, refused),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }
}
