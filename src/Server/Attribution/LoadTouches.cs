using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>
/// Finds the touches that may speak for an order: clicks of its visitor and of visitors who signed in as the person
/// before it, claims and invitations of the person, and the codes it carries.
/// </summary>
internal static class LoadTouches
{
    // Far more than a browser makes, and few enough that nobody can slow an order down by clicking.
    private const int MostOfAClass = 500;

    // The order's visitor, and those who were this person before it.
    private const string SelectVisitors = """
        SELECT v.visitor FROM unnest(CAST(@keys AS text[])) AS k(value) CROSS JOIN visitor_people v
        WHERE v.shop_id = @shop AND v.person_key = k.value AND v.at <= @placedAt
        """;

    private const string SelectClick = """
        SELECT c.visitor, c.kind, c.advocate_id, c.program_id, c.at, c.click_id
        FROM clicks c WHERE c.shop_id = @shop AND c.click_id = @clickId
        """;

    private const string SelectClicks = """
        SELECT 'click' AS kind, c.advocate_id, c.program_id, c.at, c.click_id AS id
        FROM clicks c
        WHERE c.shop_id = @shop AND c.kind = 'human' AND c.at <= @placedAt AND c.visitor = ANY(@visitors)
        ORDER BY c.at DESC LIMIT @most
        """;

    private const string SelectClaimsHere = """
        SELECT 'claim' AS kind, m.advocate_id, m.program_id, m.at, m.claim_id AS id
        FROM claims m
        WHERE m.shop_id = @shop AND m.evidence_at IS NOT NULL AND m.at <= @placedAt AND m.visitor = ANY(@visitors)
        ORDER BY m.at DESC LIMIT @most
        """;

    private const string SelectClaims = """
        SELECT 'claim' AS kind, m.advocate_id, m.program_id, m.at, m.claim_id AS id
        FROM unnest(CAST(@keys AS text[])) AS k(value) CROSS JOIN claims m
        WHERE m.shop_id = @shop AND m.person_key = k.value AND m.evidence_at IS NOT NULL AND m.at <= @placedAt
        """;

    private const string SelectInvitations = """
        SELECT 'invite' AS kind, i.advocate_id, i.program_id, i.at, i.invitation_id AS id
        FROM unnest(CAST(@keys AS text[])) AS k(value) CROSS JOIN invitations i
        WHERE i.shop_id = @shop AND i.person_key = k.value AND i.at <= @placedAt
        """;

    private const string SelectCodes = """
        SELECT c.code, c.advocate_id, c.program_id, CAST(@placedAt AS bigint) AS at, CAST(NULL AS bigint) AS claim_id, c.expires_at
        FROM unnest(CAST(@codes AS text[])) AS k(value) CROSS JOIN codes c WHERE c.shop_id = @shop AND c.code = k.value
        UNION ALL
        SELECT m.coupon_code, m.advocate_id, m.program_id, m.at, m.claim_id, m.expires_at
        FROM unnest(CAST(@codes AS text[])) AS k(value) CROSS JOIN claims m
        WHERE m.shop_id = @shop AND m.coupon_code = k.value AND m.at <= @placedAt
        """;

    internal static async Task<List<Touch>> Of(Reads db, List<string> keys, Instant placedAt, ClickId? click, IReadOnlyList<string> codes)
    {
        var followed = click is { } id ? await db.First<ClickRow>(SelectClick, new { ClickId = id }) : null;
        var rows = followed is { Kind: AgentKind.Human } && followed.At <= placedAt ? [followed.ToTouch()] : new List<TouchRow>();
        if (keys.Count > 0)
        {
            var ofPerson = new { Keys = keys, PlacedAt = placedAt };
            rows.AddRange(await db.Query<TouchRow>(SelectClaims, ofPerson));
            rows.AddRange(await db.Query<TouchRow>(SelectInvitations, ofPerson));
        }

        var visitors = keys.Count == 0 ? [] : await db.Query<string>(SelectVisitors, new { Keys = keys, PlacedAt = placedAt });
        if (followed?.Visitor is { } own)
        {
            visitors.Add(own);
        }

        if (visitors.Count > 0)
        {
            var here = new { Visitors = visitors, PlacedAt = placedAt, Most = MostOfAClass };
            rows.AddRange(await db.Query<TouchRow>(SelectClicks, here));
            rows.AddRange(await db.Query<TouchRow>(SelectClaimsHere, here));
        }

        List<Touch> touches = [.. rows.Distinct().Select(row => new Touch(row.Kind, row.AdvocateId, row.ProgramId, row.At, row.Id))];
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

    private sealed record ClickRow(string? Visitor, AgentKind Kind, AdvocateId AdvocateId, ProgramId ProgramId, Instant At, ClickId ClickId)
    {
        internal TouchRow ToTouch() => new(TouchClass.Click, AdvocateId, ProgramId, At, ClickId.Value);
    }

    private sealed record TouchRow(TouchClass Kind, AdvocateId AdvocateId, ProgramId ProgramId, Instant At, long Id);

    private sealed record CodeRow(
        string Code, AdvocateId AdvocateId, ProgramId ProgramId, Instant At, ClaimId? ClaimId, Instant? ExpiresAt);
}
