using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Sends one queued mail: writes it to the maildir. Without one it stays queued and is looked at again in an hour.</summary>
internal static class DeliverMessage
{
    internal const string Kind = "deliver_message";
    private static readonly TimeSpan WithoutMaildir = TimeSpan.FromHours(1);

    private const string Find = """
        SELECT recipient, subject, text_body, queued_at FROM messages
        WHERE shop_id = @shop AND message_id = @messageId AND status = 'queued' AND recipient IS NOT NULL
        """;

    private const string MarkSent = "UPDATE messages SET status = 'sent', sent_at = @at WHERE shop_id = @shop AND message_id = @messageId";

    internal static async Task Run(ShopTx tx, Shop shop, Job job, ServerSettings settings)
    {
        if (!IdText.TryParse<MessageId>(job.Subject, out var id) || await tx.First<MessageRow>(Find, new { MessageId = id }) is not { } row)
        {
            return;
        }

        if (settings.MailFolder is not { } folder)
        {
            tx.Schedule(Kind, job.Subject, tx.Wall + WithoutMaildir, JobClock.Wall);
            return;
        }

        Maildir.Write(
            folder, new Mail(SenderOf(settings), shop.Name, row.Recipient, row.Subject, row.TextBody, id.ToString(), row.QueuedAt));
        tx.Enqueue(MarkSent, new { MessageId = id, At = tx.Wall });
    }

    // A literal address is not a mail domain; a maildir's reader only needs one that is well-formed.
    private static string SenderOf(ServerSettings settings) =>
        "vouch@" + (
            Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out var url) && url.HostNameType == UriHostNameType.Dns
            ? url.IdnHost
            : "localhost");

    private sealed record MessageRow(string Recipient, string Subject, string TextBody, Vouch.Domain.Instant QueuedAt);
}
