using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Sends a mail once more, by a person's wish: one that waits goes at once, one that was given up begins afresh.</summary>
internal static class RetryMessage
{
    private const string Requeue = """
        UPDATE messages SET status = 'queued', attempts = 0, next_at = @at
        WHERE shop_id = @shop AND message_id = @id AND status IN ('queued', 'failed') AND recipient IS NOT NULL
        """;

    internal static async Task<Result<MessageAnswer>> Run(ShopTx tx, MessageId id)
    {
        if (await MessageQueries.Find(tx, id) is null)
        {
            return Refusal.NotFound("message");
        }

        if (await tx.Execute(Requeue, new { Id = id, At = tx.Wall }) == 0)
        {
            return MessagingRefusals.NothingToRetry;
        }

        await DeliverMessage.Put(tx, id.ToString(), tx.Wall);
        return (await MessageQueries.Find(tx, id))!;
    }
}
