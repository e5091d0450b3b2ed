using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>What became of a mail.</summary>
public enum MessageStatus
{
    /// <summary>It waits for its first or next attempt.</summary>
    Queued,

    /// <summary>It was handed over to whoever delivers it.</summary>
    Sent,

    /// <summary>It was not sent: the person is not written to.</summary>
    Suppressed,

    /// <summary>It was given up.</summary>
    Failed,

    /// <summary>The address takes no mail.</summary>
    Bounced,
}

/// <summary>A mail as the API shows it.</summary>
/// <param name="Id">Its id; also the left part of its Message-ID.</param>
/// <param name="Template">Which sort of mail.</param>
/// <param name="To">The recipient; null once the person was erased.</param>
/// <param name="Subject">Its subject; empty then.</param>
/// <param name="Status">What became of it.</param>
/// <param name="IsMarketing">Advertising, which people may opt out of.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastError">What the mail server said the last time it did not go; null otherwise.</param>
/// <param name="QueuedAt">When what it tells happened, shop time.</param>
/// <param name="NextAttemptAt">When it is tried again, by the wall; null where it waits for nothing.</param>
/// <param name="SentAt">When it was handed over, by the wall.</param>
public sealed record MessageAnswer(
    MessageId Id, string Template, string? To, string Subject, MessageStatus Status, bool IsMarketing, long Attempts, string? LastError,
    Instant QueuedAt, Instant? NextAttemptAt, Instant? SentAt);

/// <summary>One mail with its texts.</summary>
/// <param name="Message">The mail.</param>
/// <param name="Text">The plain text.</param>
/// <param name="Html">The HTML; null where there is none.</param>
public sealed record MessageWithTexts(MessageAnswer Message, string Text, string? Html);

/// <summary>Reads mails.</summary>
public static class MessageQueries
{
    private const string Columns = """
        message_id AS id, template, recipient AS "to", subject, status, is_marketing, attempts, last_error, queued_at,
        next_at AS next_attempt_at, sent_at
        """;

    private const string SelectOne = "SELECT " + Columns + " FROM messages WHERE shop_id = @shop AND message_id = @id";

    // A link that lets somebody in is read by them alone.
    private const string SelectTexts = """
        SELECT CASE WHEN template IN ('sign_in', 'staff_invitation') THEN '' ELSE text_body END AS text_body,
            CASE WHEN template IN ('sign_in', 'staff_invitation') THEN NULL ELSE html_body END AS html_body
        FROM messages WHERE shop_id = @shop AND message_id = @id
        """;

    private const string SelectList = "SELECT " + Columns + " FROM messages WHERE shop_id = @shop" + Tail;

    // Told apart, so that the few that failed come from their index and not out of all that were sent.
    private const string SelectOfStatus =
        "SELECT " + Columns + " FROM messages WHERE shop_id = @shop AND status = @status" + Tail;

    private const string Tail = """

            AND (CAST(@template AS text) IS NULL OR template = @template)
            AND (CAST(@after AS bigint) IS NULL OR message_id < @after)
        ORDER BY message_id DESC LIMIT @take
        """;

    private const string SelectCounts = "SELECT status, count(*) AS n FROM messages WHERE shop_id = @shop GROUP BY status";

    /// <summary>One mail; null where there is none.</summary>
    public static Task<MessageAnswer?> Find(Reads db, MessageId id) => db.First<MessageAnswer>(SelectOne, new { Id = id });

    /// <summary>A page of mails, newest first.</summary>
    public static Task<List<MessageAnswer>> List(Reads db, MessageStatus? status, string? template, MessageId? after, int take) =>
        status is null
            ? db.Query<MessageAnswer>(SelectList, new { Template = template, After = after, Take = take })
            : db.Query<MessageAnswer>(SelectOfStatus, new { Status = status, Template = template, After = after, Take = take });

    /// <summary>How many there are of each status.</summary>
    public static async Task<Dictionary<MessageStatus, long>> Counts(Reads db) =>
        (await db.Query<CountRow>(SelectCounts)).ToDictionary(row => row.Status, row => row.N);

    /// <summary>One mail with its texts; null where there is none.</summary>
    public static async Task<MessageWithTexts?> FindWithTexts(Reads db, MessageId id) =>
        await Find(db, id) is { } message && await db.First<TextsRow>(SelectTexts, new { Id = id }) is { } texts
            ? new MessageWithTexts(message, texts.TextBody, texts.HtmlBody) : null;

    private sealed record TextsRow(string TextBody, string? HtmlBody);

    private sealed record CountRow(MessageStatus Status, long N);
}
