using Vouch.Domain.Ids;
using Vouch.Server.Referrals.Pages;
using Vouch.Storage;

namespace Vouch.Server.People.Pages;

/// <summary>What the desk's pages about advocates read: their own data, and what came of it.</summary>
internal static class AdvocatePageQueries
{
    private const string ListSql = """
        SELECT a.advocate_id, a.name, a.email, a.status, a.joined_at,
            (SELECT min(c.code) FROM codes c WHERE c.shop_id = @shop AND c.advocate_id = a.advocate_id AND c.kind = 'generated') AS code,
            (SELECT count(*) FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id) AS referrals,
            (SELECT count(*) FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id AND r.status = 'approved') AS
                approved
        FROM advocates a
        WHERE a.shop_id = @shop AND a.merged_into IS NULL AND (CAST(@after AS bigint) IS NULL OR a.advocate_id < @after)
            AND (CAST(@search AS text) IS NULL OR a.search_key LIKE @search)
        ORDER BY a.advocate_id DESC LIMIT @take
        """;

    private const string HeadSql = """
        SELECT advocate_id, name, email, external_id, status, joined_at FROM advocates WHERE shop_id = @shop AND advocate_id = @id
        """;

    private const string CodesSql = """
        SELECT c.code, c.kind, p.name AS program_name, p.status AS program_status, c.expires_at FROM codes c
        JOIN programs p ON p.shop_id = @shop AND p.program_id = c.program_id
        WHERE c.shop_id = @shop AND c.advocate_id = @id ORDER BY c.created_at, c.code
        """;

    public static Task<List<AdvocateLine>> List(ShopDb db, string? search, AdvocateId? after, int take) =>
        db.Query<AdvocateLine>(ListSql, new { Search = ReferralPageQueries.Pattern(search), After = after, Take = take });

    public static Task<AdvocateHead?> Head(ShopDb db, AdvocateId id) => db.First<AdvocateHead>(HeadSql, new { Id = id });

    public static Task<List<AdvocateCode>> Codes(ShopDb db, AdvocateId id) => db.Query<AdvocateCode>(CodesSql, new { Id = id });
}
