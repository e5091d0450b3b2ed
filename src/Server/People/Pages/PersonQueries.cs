using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.People.Pages;

/// <summary>What the page about one person reads: one statement for each kind of thing, however many there are of it.</summary>
internal static class PersonQueries
{
    private const string CasesSql = """
        SELECT r.referral_id, r.friend_name, r.friend_email, p.name AS program_name, r.status, r.reason, r.reward_note, r.hold_until,
            r.created_at, o.external_id AS order_external_id, o.base_amount AS order_amount, o.refunded_base,
            t.explanation, coalesce(later.decision, s.decision) AS decision, coalesce(later.score, s.score) AS score,
            CASE WHEN later.order_id IS NULL THEN s.rule ELSE later.rule END AS rule,
            v.state AS veto, w.opened_at, w.asked_at, w.answered_at, c.expires_at AS claim_expires_at
        FROM referrals r
        JOIN programs p ON p.shop_id = @shop AND p.program_id = r.program_id
        LEFT JOIN orders o ON o.shop_id = @shop AND o.order_id = r.order_id
        LEFT JOIN attributions t ON t.shop_id = @shop AND t.order_id = r.order_id
        LEFT JOIN screenings s ON s.shop_id = @shop AND s.order_id = r.order_id AND s.stage = 'order'
        LEFT JOIN screenings later ON later.shop_id = @shop AND later.order_id = r.order_id AND later.stage = 'release'
        LEFT JOIN vetoes v ON v.shop_id = @shop AND v.referral_id = r.referral_id
        LEFT JOIN reviews w ON w.shop_id = @shop AND w.referral_id = r.referral_id
        LEFT JOIN claims c ON c.shop_id = @shop AND c.claim_id = r.claim_id
        WHERE r.shop_id = @shop AND r.advocate_id = @advocate
        ORDER BY CASE WHEN r.status IN ('claimed', 'pending', 'in_review') THEN 0 ELSE 1 END, r.referral_id DESC LIMIT @take
        """;

    private const string OpenSql = """
        SELECT count(*) FROM referrals
        WHERE shop_id = @shop AND advocate_id = @advocate AND status IN ('claimed', 'pending', 'in_review')
        """;

    private const string ClicksSql = """
        SELECT code, count(*) AS n, max(at) AS last_at FROM clicks
        WHERE shop_id = @shop AND advocate_id = @advocate AND kind = 'human' GROUP BY code
        """;

    private const string PaymentsSql = """
        SELECT i.payout_id, i.amount, i.status, i.reason, p.created_at, i.closed_at FROM payout_items i
        JOIN payouts p ON p.shop_id = @shop AND p.payout_id = i.payout_id
        WHERE i.shop_id = @shop AND i.owner = @owner ORDER BY i.item_id DESC LIMIT @take
        """;

    private const string MailsSql = """
        SELECT m.message_id, m.template, m.subject, m.status, m.queued_at, m.sent_at FROM messages m
        WHERE m.shop_id = @shop AND m.person_key IN (
            SELECT k.person_key FROM advocate_keys k WHERE k.shop_id = @shop AND k.advocate_id = @advocate AND k.kind = 'email')
        ORDER BY m.message_id DESC LIMIT @take
        """;

    private const string EventsSql = """
        SELECT type, at, subject, actor FROM events WHERE shop_id = @shop AND subject = ANY(@subjects)
        ORDER BY position DESC LIMIT @take
        """;

    private const string HasAccountSql = "SELECT 1 FROM payout_details WHERE shop_id = @shop AND owner = @owner";

    internal static Task<List<PersonCase>> Cases(ShopDb db, AdvocateId advocate, int take) =>
        db.Query<PersonCase>(CasesSql, new { Advocate = advocate, Take = take });

    internal static Task<long> CountOpen(ShopDb db, AdvocateId advocate) => db.First<long>(OpenSql, new { Advocate = advocate });

    internal static Task<List<CodeClicks>> Clicks(ShopDb db, AdvocateId advocate) =>
        db.Query<CodeClicks>(ClicksSql, new { Advocate = advocate });

    internal static Task<List<PersonPayment>> Payments(ShopDb db, AdvocateId advocate, int take) =>
        db.Query<PersonPayment>(PaymentsSql, new { Owner = advocate.ToString(), Take = take });

    internal static Task<List<PersonMail>> Mails(ShopDb db, AdvocateId advocate, int take) =>
        db.Query<PersonMail>(MailsSql, new { Advocate = advocate, Take = take });

    internal static Task<List<PersonEvent>> Events(ShopDb db, IReadOnlyCollection<string> subjects, int take) =>
        db.Query<PersonEvent>(EventsSql, new { Subjects = subjects, Take = take });

    internal static async Task<bool> HasAccount(ShopDb db, AdvocateId advocate) =>
        await db.First<long?>(HasAccountSql, new { Owner = advocate.ToString() }) is not null;
}
