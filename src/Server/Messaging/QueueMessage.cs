using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Puts a mail into the queue, once per reason: a row, and the due work that sends it.</summary>
internal static class QueueMessage
{
    private const string Insert = """
        INSERT INTO messages (shop_id, message_id, template, dedupe_key, recipient, person_key, subject, text_body, status, queued_at)
        SELECT @shop, @messageId, @template, @dedupeKey, @recipient, @personKey, @subject, @text,
            CASE WHEN EXISTS (SELECT 1 FROM suppressions s WHERE s.shop_id = @shop
                AND s.person_key = @personKey) THEN 'suppressed' ELSE 'queued' END,
            @at
        WHERE true
        ON CONFLICT (shop_id, dedupe_key) DO NOTHING
        """;

    private const string Wipe = """
        UPDATE messages SET recipient = NULL, subject = '', text_body = '',
            status = CASE WHEN status = 'queued' THEN 'suppressed' ELSE status END
        WHERE shop_id = @shop AND person_key = ANY(@personKeys)
        """;

    /// <summary>Queues a mail unless one with the same key was queued before; a suppressed person's is kept and not sent.</summary>
    internal static async Task Run(
        ShopTx tx, Shop shop, string template, string key, string recipient, string subject, string text, Instant at)
    {
        var id = tx.NewId<MessageId>();
        var person = PersonKeys.Email(shop, recipient)
            ?? throw new InvalidOperationException("A recipient's address was checked when it was taken in.");
        if (await tx.Execute(Insert, new
        {
            MessageId = id, Template = template, DedupeKey = key, Recipient = recipient, PersonKey = person, Subject = subject, Text = text,
            At = at,
        }) == 1)
        {
            tx.Schedule(DeliverMessage.Kind, id.ToString(), tx.Wall, JobClock.Wall);
        }
    }

    /// <summary>Takes an erased person's address and mails out of the queue's memory.</summary>
    internal static Task Forget(ShopTx tx, JournalEvent erased) =>
        erased.Data.TryGetProperty("personKeys", out var keys)
            ? tx.Execute(Wipe, new { PersonKeys = keys.EnumerateArray().Select(key => key.GetString()!).ToList() })
            : Task.CompletedTask;
}
