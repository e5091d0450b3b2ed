using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>
/// Finds the touches that may speak for an order: clicks of its visitor and of visitors who signed in as the person
/// before it, claims and invitations of the person, and the codes it carries.
/// </summary>
internal static class LoadTouches
{
    // Far more than a person makes, and few enough that nobody can slow an order down by clicking.
    private const int MostOfAClass = 500;

    // The order's visitor, and those who were this person before it.
    private const string Visitors = """
        (SELECT o.visitor FROM clicks o WHERE o.shop_id = @shop AND o.click_id = @clickId AND o.visitor IS NOT NULL
            UNION
            SELECT v.visitor FROM visitor_people v WHERE v.shop_id = @shop AND v.person_key = ANY(@keys) AND v.at <= @placedAt)
        """;

    private const string Select = """
        SELECT * FROM (
            SELECT 'click' AS kind, c.advocate_id, c.program_id, c.at, c.click_id AS id
            FROM clicks c
            WHERE c.shop_id = @shop AND c.kind = 'human' AND c.at <= @placedAt AND c.visitor IN
        """ + " " + Visitors + """

            ORDER BY c.at DESC LIMIT @most) AS followed
        UNION
        SELECT 'click', c.advocate_id, c.program_id, c.at, c.click_id
        FROM clicks c
        WHERE c.shop_id = @shop AND c.click_id = @clickId AND c.kind = 'human' AND c.at <= @placedAt
        UNION
        SELECT * FROM (
            SELECT 'claim', m.advocate_id, m.program_id, m.at, m.claim_id
            FROM claims m
            WHERE m.shop_id = @shop AND m.person_key = ANY(@keys) AND m.evidence_at IS NOT NULL AND m.at <= @placedAt
            ORDER BY m.at DESC LIMIT @most) AS claimed
        UNION
        SELECT * FROM (
            SELECT 'claim', m.advocate_id, m.program_id, m.at, m.claim_id
            FROM claims m
            WHERE m.shop_id = @shop AND m.evidence_at IS NOT NULL AND m.at <= @placedAt AND m.visitor IN
        """ + " " + Visitors + """

            ORDER BY m.at DESC LIMIT @most) AS claimed_here
        UNION
        SELECT * FROM (
            SELECT 'invite', i.advocate_id, i.program_id, i.at, i.invitation_id
            FROM invitations i
            WHERE i.shop_id = @shop AND i.person_key = ANY(@keys) AND i.at <= @placedAt
            ORDER BY i.at DESC LIMIT @most) AS invited
        """;

    private const string SelectCodes = """
        SELECT c.code, c.advocate_id, c.program_id, CAST(@placedAt AS bigint) AS at, CAST(NULL AS bigint) AS claim_id, c.expires_at
        FROM codes c WHERE c.shop_id = @shop AND c.code = ANY(@codes)
        UNION ALL
        SELECT m.coupon_code, m.advocate_id, m.program_id, m.at, m.claim_id, m.expires_at
        FROM claims m WHERE m.shop_id = @shop AND m.coupon_code = ANY(@codes) AND m.at <= @placedAt
        """;

    internal static async Task<List<Touch>> Of(Reads db, List<string> keys, Instant placedAt, ClickId? click, IReadOnlyList<string> codes)
    {
        var rows = await db.Query<TouchRow>(Select, new { Keys = keys, PlacedAt = placedAt, ClickId = click, Most = MostOfAClass });
        List<Touch> touches = [.. rows.Select(row => new Touch(row.Kind, row.AdvocateId, row.ProgramId, row.At, row.Id))];
        if (codes.Count > 0)
        {
            touches.AddRange(await Codes(db, placedAt, codes));
        }

        return touches;
    }

    // A friend's coupon that several claims share speaks for the last of them.
    private static async Task<IEnumerable<Touch>> Codes(Reads db, Instant placedAt, IReadOnlyList<string> codes)
    {
        var asked = codes.Concat(codes.Select(code => Code.Normalize(code) ?? code.ToUpperInvariant())).Distinct().ToList();
        var found = (await db.Query<CodeRow>(SelectCodes, new { Codes = asked, PlacedAt = placedAt }))
            .GroupBy(row => row.Code, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.MaxBy(row => (row.At, row.ClaimId?.Value ?? 0))!)
            .ToDictionary(row => row.Code, StringComparer.OrdinalIgnoreCase);
        return codes.Select((code, place) => (code, place)).Where(c => found.ContainsKey(c.code)).Select(c =>
        {
            var row = found[c.code];
            return new Touch(TouchClass.Coupon, row.AdvocateId, row.ProgramId, row.At, c.place, row.Code, row.ExpiresAt, row.ClaimId);
        });
    }

    private sealed record TouchRow(TouchClass Kind, AdvocateId AdvocateId, ProgramId ProgramId, Instant At, long Id);

    private sealed record CodeRow(
        string Code, AdvocateId AdvocateId, ProgramId ProgramId, Instant At, ClaimId? ClaimId, Instant? ExpiresAt);
}
