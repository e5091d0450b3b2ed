using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Something that needs a person; raised and cleared by any slice, read by the overview.</summary>
/// <param name="NoticeId">Its id.</param>
/// <param name="Kind">Stable, snake_case.</param>
/// <param name="Subject">The id of what it is about.</param>
/// <param name="Detail">One sentence for the desk.</param>
/// <param name="RaisedAt">Shop time.</param>
/// <param name="OfKind">How many of its kind are open.</param>
public sealed record Notice(NoticeId NoticeId, string Kind, string Subject, string Detail, Instant RaisedAt, long OfKind);

/// <summary>Raises, clears and lists notices. One open notice per kind and subject.</summary>
public static class Notices
{
    /// <summary>A case that waits for a person: there may be hundreds, so the menu counts them and the overview sums them up.</summary>
    public const string InReview = "referral_in_review";

    private const string Put = """
        INSERT INTO notices (shop_id, notice_id, kind, subject, detail, raised_at)
        VALUES (@shop, @noticeId, @kind, @subject, @detail, @at)
        ON CONFLICT (shop_id, kind, subject) WHERE cleared_at IS NULL DO NOTHING
        """;

    private const string Strike = """
        UPDATE notices SET cleared_at = @at WHERE shop_id = @shop AND kind = @kind AND subject = @subject AND cleared_at IS NULL
        """;

    private const string Open = """
        SELECT notice_id, kind, subject, detail, raised_at, of_kind
        FROM (SELECT notice_id, kind, subject, detail, raised_at, count(*) OVER (PARTITION BY kind) AS of_kind,
                row_number() OVER (PARTITION BY kind ORDER BY raised_at DESC, notice_id DESC) AS nth
            FROM notices
            WHERE shop_id = @shop AND cleared_at IS NULL AND (CAST(@but AS text) IS NULL OR kind <> @but)) AS ranked
        WHERE nth <= 10 ORDER BY raised_at DESC, notice_id DESC
        """;

    private const string Count = "SELECT count(*) FROM notices WHERE shop_id = @shop AND kind = @kind AND cleared_at IS NULL";

    /// <summary>Raises a notice, once while it is open.</summary>
    /// <param name="tx">The transaction of the fact.</param>
    /// <param name="kind">Stable, snake_case: <c>budget_spent</c>.</param>
    /// <param name="subject">The id of what it is about.</param>
    /// <param name="detail">One sentence for the desk.</param>
    /// <param name="at">Shop time.</param>
    public static void Raise(ShopTx tx, string kind, string subject, string detail, Instant at) =>
        tx.Enqueue(Put, new { NoticeId = tx.NewId<NoticeId>(), Kind = kind, Subject = subject, Detail = detail, At = at });

    /// <summary>As <see cref="Raise"/>, at once; true where it was not open before.</summary>
    public static async Task<bool> RaiseOnce(ShopTx tx, string kind, string subject, string detail, Instant at) =>
        await tx.Execute(Put, new { NoticeId = tx.NewId<NoticeId>(), Kind = kind, Subject = subject, Detail = detail, At = at }) == 1;

    /// <summary>Clears it, if it is open.</summary>
    public static void Clear(ShopTx tx, string kind, string subject, Instant at) =>
        tx.Enqueue(Strike, new { Kind = kind, Subject = subject, At = at });

    /// <summary>
    /// What is open, newest first, at most ten of a kind: a flood of one hides no other, and each says how many of its kind there are.
    /// </summary>
    /// <param name="db">Where to read.</param>
    /// <param name="but">A kind that is left out; null for none.</param>
    public static Task<List<Notice>> ListOpen(Reads db, string? but = null) => db.Query<Notice>(Open, new { But = but });

    /// <summary>How many of a kind are open.</summary>
    public static Task<long> CountOpen(Reads db, string kind) => db.First<long>(Count, new { Kind = kind });
}
