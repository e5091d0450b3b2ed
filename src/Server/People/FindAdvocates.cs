using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Search;
using Vouch.Server.Campaigns;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.People;

/// <summary>An advocate in the list.</summary>
/// <param name="AdvocateId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address.</param>
/// <param name="ExternalId">The shop's own id of the customer.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="JoinedAt">When they joined.</param>
/// <param name="Code">One of their codes.</param>
/// <param name="Referrals">How many they brought.</param>
/// <param name="Approved">How many of them were approved.</param>
/// <param name="Earned">What they were given in money, minor units.</param>
public sealed record AdvocateLine(
    AdvocateId AdvocateId, string? Name, string? Email, string? ExternalId, AdvocateStatus Status, Instant JoinedAt, string? Code,
    long Referrals, long Approved, long Earned)
{
    /// <summary>Behind this one.</summary>
    public AdvocateCursor Cursor => new(AdvocateId, Approved);
}

/// <summary>Finds advocates for list, file and deeds alike: by beginnings of words, and by what they are.</summary>
internal static class FindAdvocates
{
    private const string Columns = """
         a.advocate_id, a.name, a.email, a.external_id, a.status, a.joined_at,
            (SELECT min(c.code) FROM codes c WHERE c.shop_id = @shop AND c.advocate_id = a.advocate_id AND c.kind = 'generated') AS code,
            (SELECT count(*) FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id) AS referrals,
            (SELECT count(*) FROM referrals r WHERE r.shop_id = @shop AND r.advocate_id = a.advocate_id AND r.status = 'approved') AS
                approved,
            (SELECT CAST(coalesce(sum(w.entitled), 0) AS bigint) FROM rewards w WHERE w.shop_id = @shop AND w.advocate_id = a.advocate_id
                AND w.asset <> 'points' AND w.status IN ('issued', 'redeemed', 'expired')) AS earned

        """;

    private const string Asked = """
        WHERE a.shop_id = @shop AND a.merged_into IS NULL
            AND (CAST(@status AS text) IS NULL OR a.status = @status)
            AND (CAST(@segmented AS bigint) = 0 OR a.advocate_id = ANY(@members))
            AND (CAST(@program AS bigint) IS NULL OR EXISTS (
                SELECT 1 FROM referrals p
                WHERE p.shop_id = @shop AND p.advocate_id = a.advocate_id AND p.program_id = @program))

        """;

    // Who has all words, or the code: told first and by itself. As a condition on the advocates PostgreSQL looks through a hundred thousand
    // words for each of a hundred thousand advocates.
    private const string Named = """
        (SELECT c.advocate_id FROM codes c WHERE c.shop_id = @shop AND c.code = @code
            UNION
            SELECT s.subject_id FROM search_words s
            WHERE s.shop_id = @shop AND s.kind = 'advocate' AND s.word >= @from AND s.word < @until
                AND (CAST(@from2 AS text) IS NULL OR EXISTS (SELECT 1 FROM search_words s2
                    WHERE s2.shop_id = @shop AND s2.kind = 'advocate' AND s2.subject_id = s.subject_id
                        AND s2.word >= @from2 AND s2.word < @until2))
                AND (CAST(@from3 AS text) IS NULL OR EXISTS (SELECT 1 FROM search_words s3
                    WHERE s3.shop_id = @shop AND s3.kind = 'advocate' AND s3.subject_id = s.subject_id
                        AND s3.word >= @from3 AND s3.word < @until3))) AS named

        """;

    private const string ByPart = """
            AND a.search_key LIKE @part ESCAPE '!'

        """;

    private const string Everybody = "SELECT" + Columns + "FROM advocates a\n" + Asked;

    private const string EverybodyNamed = "SELECT" + Columns + "FROM " + Named
        + "JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = named.advocate_id\n" + Asked;

    private const string Counted = """
        FROM (SELECT x.advocate_id, count(*) AS n FROM referrals x
            WHERE x.shop_id = @shop AND x.status = 'approved' GROUP BY x.advocate_id) t
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = t.advocate_id

        """;

    private const string Ranked = "SELECT" + Columns + Counted + Asked;

    private const string RankedNamed = "SELECT" + Columns + Counted + "JOIN " + Named + "ON named.advocate_id = a.advocate_id\n" + Asked;

    private const string NewestFirst = """
            AND (CAST(@after AS bigint) IS NULL OR a.advocate_id < @after) ORDER BY a.advocate_id DESC LIMIT @take
        """;

    private const string OldestFirst = """
            AND (CAST(@after AS bigint) IS NULL OR a.advocate_id > @after) ORDER BY a.advocate_id LIMIT @take
        """;

    private const string MostFirst = """
            AND (CAST(@after AS bigint) IS NULL OR t.n < @afterN OR (t.n = @afterN AND a.advocate_id < @after))
        ORDER BY t.n DESC, a.advocate_id DESC LIMIT @take
        """;

    private const string AllOldestFirst = Everybody + OldestFirst;

    private const string RankedMostFirst = Ranked + MostFirst;

    private const string AllNewestFirst = Everybody + NewestFirst;

    private const string AllByWordsOldestFirst = EverybodyNamed + OldestFirst;

    private const string RankedByWordsMostFirst = RankedNamed + MostFirst;

    private const string AllByWordsNewestFirst = EverybodyNamed + NewestFirst;

    private const string AllByPartOldestFirst = Everybody + ByPart + OldestFirst;

    private const string RankedByPartMostFirst = Ranked + ByPart + MostFirst;

    private const string AllByPartNewestFirst = Everybody + ByPart + NewestFirst;

    /// <summary>A page of those who are meant.</summary>
    /// <param name="db">The shop's rows.</param>
    /// <param name="shop">Whose.</param>
    /// <param name="filter">Who is meant.</param>
    /// <param name="after">The last one of the page before; null for the first.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="now">Shop time, by which segments are told.</param>
    /// <param name="only">Only these; null for all who are meant.</param>
    internal static async Task<List<AdvocateLine>> Page(
        ShopDb db, Shop shop, AdvocateFilter filter, AdvocateCursor? after, int take, Instant now,
        IReadOnlyList<AdvocateId>? only = null)
    {
        var members = only ?? (filter.Segment is { } segment ? await MembersOf(db, shop, segment, now) : []);
        var words = WordRanges.Of(SearchTerms.TermsOf(filter.Search ?? ""));
        var args = new Args(
            filter.Status, filter.Segment is null && only is null ? 0 : 1, members, filter.Program, Code.Normalize(filter.Search) ?? "",
            words.First.From, words.First.Until, words.Second?.From, words.Second?.Until, words.Third?.From, words.Third?.Until,
            SearchTerms.Within(filter.Search ?? ""), after?.Id, after?.Approved ?? 0, take);
        return await ((filter.Search, filter.IsPart, filter.Sort) switch
        {
            (null, _, AdvocateSort.Oldest) => db.Query<AdvocateLine>(AllOldestFirst, args),
            (null, _, AdvocateSort.Most) => db.Query<AdvocateLine>(RankedMostFirst, args),
            (null, _, _) => db.Query<AdvocateLine>(AllNewestFirst, args),
            (_, false, AdvocateSort.Oldest) => db.Query<AdvocateLine>(AllByWordsOldestFirst, args),
            (_, false, AdvocateSort.Most) => db.Query<AdvocateLine>(RankedByWordsMostFirst, args),
            (_, false, _) => db.Query<AdvocateLine>(AllByWordsNewestFirst, args),
            (_, true, AdvocateSort.Oldest) => db.Query<AdvocateLine>(AllByPartOldestFirst, args),
            (_, true, AdvocateSort.Most) => db.Query<AdvocateLine>(RankedByPartMostFirst, args),
            _ => db.Query<AdvocateLine>(AllByPartNewestFirst, args),
        });
    }

    private static async Task<List<AdvocateId>> MembersOf(ShopDb db, Shop shop, SegmentId id, Instant now) =>
        await SegmentStore.Find(db, id) is { } segment ? await SegmentMembers.All(db, shop, segment.Rule, now) : [];

    private sealed record Args(
        AdvocateStatus? Status, long Segmented, IReadOnlyList<AdvocateId> Members, ProgramId? Program, string Code, string From,
        string Until, string? From2, string? Until2, string? From3, string? Until3, string Part, AdvocateId? After, long AfterN, int Take);
}
