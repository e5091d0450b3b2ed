using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>The advocates that evidence names, with those they were merged into and the keys that tell them from the buyer.</summary>
internal static class LoadAdvocates
{
    private const string Select = """
        SELECT a.advocate_id, a.status, a.joined_at, a.merged_into, a.name_key, k.person_key
        FROM unnest(CAST(@ids AS bigint[])) AS i(value) CROSS JOIN advocates a
        LEFT JOIN advocate_keys k ON k.shop_id = @shop AND k.advocate_id = a.advocate_id
            AND k.kind IN ('customer', 'email', 'phone', 'payment', 'address')
        WHERE a.shop_id = @shop AND a.advocate_id = i.value
        """;

    private const string SelectNamed = """
        SELECT advocate_id FROM advocates WHERE shop_id = @shop AND name_key = @name AND merged_into IS NULL ORDER BY advocate_id LIMIT 50
        """;

    private const string SelectByKey =
        "SELECT advocate_id FROM advocate_keys WHERE shop_id = @shop AND kind = 'email' AND person_key = @key";

    internal static async Task<Dictionary<AdvocateId, AdvocateFacts>> Of(Reads db, IReadOnlyCollection<AdvocateId> ids)
    {
        var rows = ids.Count == 0 ? [] : await db.Query<AdvocateRow>(Select, new { Ids = ids });
        var survivors = rows.Select(row => row.MergedInto).OfType<AdvocateId>().Except(ids).ToList();
        if (survivors.Count > 0)
        {
            rows.AddRange(await db.Query<AdvocateRow>(Select, new { Ids = survivors }));
        }

        return rows.GroupBy(row => row.AdvocateId).ToDictionary(same => same.Key, same =>
        {
            var one = same.First();
            var keys = same.Select(row => row.PersonKey).OfType<string>().ToHashSet();
            return new AdvocateFacts(one.Status, one.JoinedAt, keys, one.MergedInto, one.NameKey ?? "");
        });
    }

    internal static Task<List<AdvocateId>> Named(Reads db, string folded) => db.Query<AdvocateId>(SelectNamed, new { Name = folded });

    internal static Task<AdvocateId?> WithKey(Reads db, string key) => db.First<AdvocateId?>(SelectByKey, new { Key = key });

    private sealed record AdvocateRow(
        AdvocateId AdvocateId, AdvocateStatus Status, Instant JoinedAt, AdvocateId? MergedInto, string? NameKey, string? PersonKey);
}
