using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Puts a mail into the queue, once per reason: a row, and the due work that sends it.</summary>
internal static class QueueMessage
{
    private const string Insert = """
        INSERT INTO messages (shop_id, message_id, template, dedupe_key, recipient, person_key, is_marketing, unsubscribe_key, subject,
            text_body, html_body, status, attempts, queued_at)
        SELECT @shop, @messageId, @template, @dedupeKey, @recipient, @personKey, @isMarketing, @unsubscribeKey, @subject, @text, @html,
            CASE WHEN EXISTS (SELECT 1 FROM suppressions s WHERE s.shop_id = @shop
                AND s.person_key = @personKey AND (@isMarketing OR s.reason <> 'opted_out')) THEN 'suppressed' ELSE 'queued' END,
            0, @at
        WHERE true
        ON CONFLICT (shop_id, dedupe_key) DO NOTHING
        """;

    private const string InsertRow = """
        INSERT INTO messages (shop_id, message_id, template, dedupe_key, recipient, person_key, is_marketing, unsubscribe_key, subject,
            text_body, html_body, status, attempts, queued_at)
        VALUES (@shop, @messageId, @template, @dedupeKey, @recipient, @personKey, @isMarketing, @unsubscribeKey, @subject, @text, @html,
            'queued', 0, @at)
        ON CONFLICT (shop_id, dedupe_key) DO NOTHING
        """;

    private const string Wipe = """
        UPDATE messages SET recipient = NULL, subject = '', text_body = '', html_body = NULL, last_error = NULL,
            status = CASE WHEN status = 'queued' THEN 'suppressed' ELSE status END
        WHERE shop_id = @shop AND person_key = ANY(@personKeys)
        """;

    /// <summary>Queues a mail unless one with the same key was queued before; a suppressed person's is kept and not sent.</summary>
    /// <param name="tx">The transaction of the fact that it tells.</param>
    /// <param name="shop">Whose mail it is.</param>
    /// <param name="template">Which sort of mail.</param>
    /// <param name="key">Why: the same reason is mailed once.</param>
    /// <param name="recipient">The address, checked when it was taken in.</param>
    /// <param name="subject">One line.</param>
    /// <param name="text">The body as plain text.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="html">The same body as HTML; null for none.</param>
    /// <param name="isMarketing">
    /// Advertising, which people may opt out of. What they asked for, or must know, goes to those who did too.
    /// </param>
    internal static async Task Run(
        ShopTx tx, Shop shop, string template, string key, string recipient, string subject, string text, Instant at, string? html = null,
        bool isMarketing = false)
    {
        var id = tx.NewId<MessageId>();
        var person = PersonKeys.Email(shop, recipient)
            ?? throw new InvalidOperationException("A recipient's address was checked when it was taken in.");
        if (await tx.Execute(Insert, new
        {
            MessageId = id, Template = template, DedupeKey = key, Recipient = recipient, PersonKey = person, IsMarketing = isMarketing,
            UnsubscribeKey = UnsubscribePages.Key(shop, person), Subject = subject, Text = text, Html = html, At = at,
        }) == 1)
        {
            await DeliverMessage.Put(tx, id.ToString(), tx.Wall);
        }
    }

    /// <summary>
    /// Queues many mails of one sort at once, each unless one with the same key was queued before. Who is not written to is found when
    /// the mail is to leave.
    /// </summary>
    /// <param name="tx">The transaction; some thousands of mails in each.</param>
    /// <param name="shop">Whose mails they are.</param>
    /// <param name="template">Which sort of mail.</param>
    /// <param name="mails">Why, to whom, and what.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="isMarketing">Advertising, which people may opt out of.</param>
    internal static async Task Many(
        ShopTx tx, Shop shop, string template, IReadOnlyList<(string Key, string Recipient, RenderedMail Mail)> mails, Instant at,
        bool isMarketing)
    {
        var rows = new List<MessageRow>(mails.Count);
        foreach (var (key, recipient, mail) in mails)
        {
            if (PersonKeys.Email(shop, recipient) is { } person)
            {
                rows.Add(new MessageRow(
                    tx.NewId<MessageId>(), template, key, recipient, person, isMarketing, UnsubscribePages.Key(shop, person),
                    mail.Subject, mail.Text, mail.Html, at));
            }
        }

        await tx.InsertMany(InsertRow, rows);
        await tx.ScheduleMany(DeliverMessage.Kind, [.. rows.Select(row => row.MessageId.ToString())], tx.Wall, JobClock.Outside);
    }

    /// <summary>Takes an erased person's address and mails out of the queue's memory.</summary>
    internal static Task Forget(ShopTx tx, JournalEvent erased) =>
        erased.Data.TryGetProperty("personKeys", out var keys)
            ? tx.Execute(Wipe, new { PersonKeys = keys.EnumerateArray().Select(key => key.GetString()!).ToList() })
            : Task.CompletedTask;

    private sealed record MessageRow(
        MessageId MessageId, string Template, string DedupeKey, string Recipient, string PersonKey, bool IsMarketing, string UnsubscribeKey,
        string Subject, string Text, string Html, Instant At);
}
