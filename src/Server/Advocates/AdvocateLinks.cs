using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>An advocate's link for one program.</summary>
public sealed record AdvocateLink(ProgramId ProgramId, string Code, string Url);

/// <summary>The links of advocates: one for each active program, with a code the merchant chose before the generated one.</summary>
public static class AdvocateLinks
{
    // Of several chosen codes the newest that is good; the generated one is always there.
    private const string Select = """
        SELECT c.advocate_id, c.program_id, c.code, c.kind FROM codes c
        JOIN programs p ON p.shop_id = @shop AND p.program_id = c.program_id AND p.status = 'active'
        WHERE c.shop_id = @shop AND c.advocate_id = ANY(@ids) AND c.kind IN ('generated', 'vanity')
            AND (c.expires_at IS NULL OR c.expires_at >= @now)
        ORDER BY c.program_id, CASE c.kind WHEN 'vanity' THEN 0 ELSE 1 END, c.created_at DESC, c.code
        """;

    private const string Lacking = """
        SELECT a.advocate_id FROM advocates a JOIN programs p ON p.shop_id = @shop AND p.status = 'active'
        WHERE a.shop_id = @shop AND a.advocate_id = ANY(@ids) AND a.status IN ('invited', 'active') AND NOT EXISTS (
            SELECT 1 FROM codes c
            WHERE c.shop_id = @shop AND c.advocate_id = a.advocate_id AND c.program_id = p.program_id AND c.kind = 'generated')
        LIMIT 1
        """;

    /// <summary>The links of these advocates, oldest program first; an advocate without any is not in it.</summary>
    public static async Task<ILookup<AdvocateId, AdvocateLink>> Of(
        Reads db, Shop shop, IReadOnlyCollection<AdvocateId> ids, Instant now, string publicUrl) =>
        (await db.Query<LinkRow>(Select, new { Ids = ids, Now = now }))
            .DistinctBy(row => (row.AdvocateId, row.ProgramId))
            .ToLookup(row => row.AdvocateId, row => new AdvocateLink(row.ProgramId, row.Code, Url(shop, row.Code, row.Kind, publicUrl)));

    /// <summary>True when one of these advocates still lacks a code for an active program.</summary>
    public static async Task<bool> AreMissing(Reads db, IReadOnlyCollection<AdvocateId> ids) =>
        await db.First<AdvocateId?>(Lacking, new { Ids = ids }) is not null;

    /// <summary>Where a code leads: generated ones are known to the whole installation, others only within their shop.</summary>
    public static string Url(Shop shop, string code, CodeKind kind, string publicUrl) =>
        kind == CodeKind.Vanity ? $"{publicUrl}/r/{shop.Id}/{code}" : $"{publicUrl}/r/{code}";

    private sealed record LinkRow(AdvocateId AdvocateId, ProgramId ProgramId, string Code, CodeKind Kind);
}
