using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Messaging;
using Vouch.Server.Advocates;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>
/// Sends one queued mail, outside of any transaction, and stores what came of it. A mail that may have arrived goes again with the same
/// Message-ID, rather than never.
/// </summary>
internal static class DeliverMessage
{
    internal const string Kind = "deliver_message";

    /// <summary>The notice that mails do not go.</summary>
    internal const string Notice = "mail_failing";

    /// <summary>How many are under way at once; only some of them speak, the others wait for the database.</summary>
    internal const int AtOnce = 16;

    private const string NoticeSubject = "mail";
    private const int TriesBeforeNotice = 3;
    private static readonly TimeSpan WithoutExit = TimeSpan.FromHours(1);

    private const string Find = """
        SELECT m.recipient, m.person_key, m.subject, m.text_body, m.html_body, m.queued_at, m.attempts, m.is_marketing, m.unsubscribe_key,
            (SELECT count(*) FROM suppressions s WHERE s.shop_id = @shop AND s.person_key = m.person_key
                AND (m.is_marketing OR s.reason <> 'opted_out')) AS reasons_not_to
        FROM messages m
        WHERE m.shop_id = @shop AND m.message_id = @messageId AND m.status = 'queued' AND m.recipient IS NOT NULL
        """;

    private const string Mark = """
        UPDATE messages SET status = @status, attempts = @attempts, last_error = @error, next_at = @nextAt, sent_at = @sentAt
        WHERE shop_id = @shop AND message_id = @messageId AND status = 'queued'
        """;

    internal static OutsideHandling Handler(IServiceProvider services)
    {
        var (exit, settings) = (services.GetRequiredService<MailExit>(), services.GetRequiredService<ServerSettings>());
        return async (db, shop, job, stop) =>
        {
            if (!IdText.TryParse<MessageId>(job.Subject, out var id)
                || await db.First<MessageRow>(Find, new { MessageId = id }, stop) is not { } row)
            {
                return static (_, _, _) => Task.CompletedTask;
            }

            if (row.ReasonsNotTo > 0)
            {
                return (tx, _, _) => tx.Execute(
                    Mark, new Marks(id, MessageStatus.Suppressed, row.Attempts, "not written to any more", null, null));
            }

            if (!exit.IsOpen)
            {
                return (tx, _, again) => Put(tx, again.Subject, tx.Wall + WithoutExit);
            }

            var outcome = await exit.Hand(MailOf(shop, id, row, exit, settings), stop);
            var luck = Random.Shared.NextDouble();
            return (tx, present, _) => Store(tx, present, id, row, outcome, luck);
        };
    }

    /// <summary>Puts a mail into the lane of outside work.</summary>
    internal static Task Put(ShopTx tx, string id, Instant due)
    {
        tx.Schedule(Kind, id, due, JobClock.Outside);
        return Task.CompletedTask;
    }

    private static Mail MailOf(Shop shop, MessageId id, MessageRow row, MailExit exit, ServerSettings settings) => new(
        exit.Sender, shop.Name, row.Recipient, row.Subject, row.TextBody, id.ToString(), row.QueuedAt, row.HtmlBody,
        Unsubscribe: row.IsMarketing ? UnsubscribePages.Address(settings, shop, row.UnsubscribeKey) : null);

    private static async Task Store(ShopTx tx, Shop shop, MessageId id, MessageRow row, SmtpOutcome outcome, double luck)
    {
        var attempts = row.Attempts + 1;
        switch (outcome)
        {
            case SmtpOutcome.Accepted:
                await tx.Execute(Mark, new Marks(id, MessageStatus.Sent, attempts, null, null, tx.Wall));
                Notices.Clear(tx, Notice, NoticeSubject, shop.Now(tx.Wall));
                break;
            case SmtpOutcome.Refused { IsAddress: true } dead:
                await tx.Execute(Mark, new Marks(id, MessageStatus.Bounced, attempts, dead.Reason, null, null));
                Suppressions.Add(tx, row.PersonKey, SuppressionReason.Bounced, shop.Now(tx.Wall));
                break;
            case SmtpOutcome.Refused never:
                await GiveUp(tx, shop, id, attempts, never.Reason);
                break;
            case SmtpOutcome.TryLater later:
                await TryAgain(tx, shop, id, attempts, later.Reason, luck);
                break;
            case SmtpOutcome.Unknown unknown:
                await TryAgain(tx, shop, id, attempts, unknown.Reason, luck);
                break;
        }
    }

    private static async Task TryAgain(ShopTx tx, Shop shop, MessageId id, long attempts, string reason, double luck)
    {
        if (MailRetry.After(attempts, luck) is not { } pause)
        {
            await GiveUp(tx, shop, id, attempts, reason);
            return;
        }

        var next = tx.Wall + pause;
        if (await tx.Execute(Mark, new Marks(id, MessageStatus.Queued, attempts, reason, next, null)) == 1)
        {
            await Put(tx, id.ToString(), next);
            if (attempts >= TriesBeforeNotice)
            {
                Tell(tx, shop, reason);
            }
        }
    }

    private static async Task GiveUp(ShopTx tx, Shop shop, MessageId id, long attempts, string reason)
    {
        await tx.Execute(Mark, new Marks(id, MessageStatus.Failed, attempts, reason, null, null));
        Tell(tx, shop, reason);
    }

    // A notice outlives its mail, and servers like to name the address.
    private static void Tell(ShopTx tx, Shop shop, string reason)
    {
        var words = string.Join(' ', reason.Split(' ').Select(word => word.Contains('@') ? "…" : word));
        Notices.Raise(tx, Notice, NoticeSubject, $"Mails do not leave. The last answer: {words}", shop.Now(tx.Wall));
    }

    private sealed record Marks(MessageId MessageId, MessageStatus Status, long Attempts, string? Error, Instant? NextAt, Instant? SentAt);

    private sealed record MessageRow(
        string Recipient, string PersonKey, string Subject, string TextBody, string? HtmlBody, Instant QueuedAt, long Attempts,
        bool IsMarketing, string UnsubscribeKey, long ReasonsNotTo);
}
