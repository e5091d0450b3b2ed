using Vouch.Domain.Ids;
using Vouch.Domain.Search;
using Vouch.Storage;

namespace Vouch.Server.Search;

/// <summary>
/// What begins with a text, a few of each kind: every question is a range of one index, read in the index's own order, so that it costs
/// the same in a shop of any size. (Advocates are found by <see cref="People.SuggestAdvocates"/>.)
/// </summary>
internal static class SearchQueries
{
    private const string Friend = "SELECT r.referral_id, r.friend_name, r.friend_email, r.status FROM referrals r WHERE r.shop_id = @shop";

    private const string FriendsByAddress = Friend + """
         AND r.friend_email IS NOT NULL AND lower(r.friend_email) COLLATE "C" >= @from AND lower(r.friend_email) COLLATE "C" < @until
        ORDER BY lower(r.friend_email) COLLATE "C" NULLS LAST LIMIT @take
        """;

    private const string FriendsByName = Friend + """
         AND r.friend_name IS NOT NULL AND lower(r.friend_name) COLLATE "C" >= @from AND lower(r.friend_name) COLLATE "C" < @until
        ORDER BY lower(r.friend_name) COLLATE "C" NULLS LAST LIMIT @take
        """;

    private const string FriendById = Friend + " AND r.referral_id = @id";

    // Orders that nobody brought have no page: of the first so many, those that have one.
    private const string OrdersByNumber = """
        SELECT o.external_id, r.referral_id, r.friend_name, r.friend_email, r.status FROM (
            SELECT order_id, external_id FROM orders
            WHERE shop_id = @shop AND external_id COLLATE "C" >= @from AND external_id COLLATE "C" < @until
            ORDER BY external_id COLLATE "C" LIMIT 200) AS o
        JOIN referrals r ON r.shop_id = @shop AND r.order_id = o.order_id AND r.reason <> 'attribution_changed'
        ORDER BY o.external_id COLLATE "C" LIMIT @take
        """;

    private const string Programs = """
        SELECT program_id, name, status FROM programs WHERE shop_id = @shop ORDER BY program_id DESC LIMIT 200
        """;

    /// <summary>Referrals by their friend's address or name, or by id, each once.</summary>
    public static async Task<List<FriendHit>> Friends(Reads db, SearchText text, int take)
    {
        var found = new List<FriendHit>();
        if (IdText.TryParse<ReferralId>(text.Lower, out var id))
        {
            found.AddRange(await db.Query<FriendHit>(FriendById, new { Id = id }));
        }

        found.AddRange(await db.Query<FriendHit>(FriendsByAddress, Range(text.Lower, take)));
        foreach (var name in text.Names)
        {
            found.AddRange(await db.Query<FriendHit>(FriendsByName, Range(name, take)));
        }

        return [.. found.DistinctBy(hit => hit.ReferralId).Take(take)];
    }

    /// <summary>Orders that somebody brought, by the shop's own number.</summary>
    public static async Task<List<OrderHit>> Orders(Reads db, SearchText text, int take)
    {
        var found = new List<OrderHit>();
        foreach (var number in text.Numbers)
        {
            found.AddRange(await db.Query<OrderHit>(OrdersByNumber, Range(number, take)));
        }

        return [.. found.DistinctBy(hit => hit.ReferralId).Take(take)];
    }

    /// <summary>The names of a shop's programs, the newest first: there are few.</summary>
    public static Task<List<ProgramHit>> ProgramNames(Reads db) => db.Query<ProgramHit>(Programs);

    private static object Range(string text, int take)
    {
        var (from, until) = Beginning.Of(text);
        return new { From = from, Until = until, Take = take };
    }

    internal sealed record FriendHit(ReferralId ReferralId, string? FriendName, string? FriendEmail, string Status);

    internal sealed record OrderHit(string ExternalId, ReferralId ReferralId, string? FriendName, string? FriendEmail, string Status);

    internal sealed record ProgramHit(ProgramId ProgramId, string Name, string Status);
}
