using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.People.Pages;

/// <summary>What the desk's pages about advocates read: their own data, and what came of it.</summary>
internal static class AdvocatePageQueries
{
    private const string HeadSql = """
        SELECT advocate_id, name, email, external_id, status, joined_at FROM advocates WHERE shop_id = @shop AND advocate_id = @id
        """;

    private const string CodesSql = """
        SELECT c.code, c.kind, p.name AS program_name, p.status AS program_status, c.expires_at FROM codes c
        JOIN programs p ON p.shop_id = @shop AND p.program_id = c.program_id
        WHERE c.shop_id = @shop AND c.advocate_id = @id ORDER BY c.created_at, c.code
        """;

    public static Task<AdvocateHead?> Head(ShopDb db, AdvocateId id) => db.First<AdvocateHead>(HeadSql, new { Id = id });

    public static Task<List<AdvocateCode>> Codes(ShopDb db, AdvocateId id) => db.Query<AdvocateCode>(CodesSql, new { Id = id });
}
