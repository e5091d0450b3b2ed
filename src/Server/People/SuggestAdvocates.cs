using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Search;
using Vouch.Storage;

namespace Vouch.Server.People;

/// <summary>An advocate that may be meant.</summary>
/// <param name="AdvocateId">Who.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Code">The code by which they were found; null where it was something else.</param>
internal sealed record AdvocateHit(AdvocateId AdvocateId, string? Name, string? Email, string Status, string? Code);

/// <summary>
/// The first few advocates whom a text may mean, while it is typed: by the words that <see cref="FindAdvocates"/> looks for too, by the
/// beginning of a code, by id. Of each range so many rows are read at most, so that it costs the same in a shop of any size.
/// </summary>
internal static class SuggestAdvocates
{
    private const string Advocate = "a.advocate_id, a.name, a.email, a.status";

    private const string ByWords = "SELECT " + Advocate + """
        , CAST(NULL AS text) AS code
        FROM (SELECT w.subject_id, min(w.word) AS word
            FROM (SELECT s.word, s.subject_id FROM search_words s
                WHERE s.shop_id = @shop AND s.kind = 'advocate' AND s.word >= @from AND s.word < @until
                ORDER BY s.word, s.subject_id LIMIT 1000) AS w
            GROUP BY w.subject_id) AS f
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = f.subject_id AND a.merged_into IS NULL
        WHERE (CAST(@from2 AS text) IS NULL OR EXISTS (SELECT 1 FROM search_words x
                WHERE x.shop_id = @shop AND x.kind = 'advocate' AND x.subject_id = f.subject_id AND x.word >= @from2 AND x.word < @until2))
            AND (CAST(@from3 AS text) IS NULL OR EXISTS (SELECT 1 FROM search_words y
                WHERE y.shop_id = @shop AND y.kind = 'advocate' AND y.subject_id = f.subject_id AND y.word >= @from3 AND y.word < @until3))
        ORDER BY f.word, f.subject_id LIMIT @take
        """;

    private const string ByCode = "SELECT " + Advocate + """
        , c.code FROM codes c
        JOIN advocates a ON a.shop_id = @shop AND a.advocate_id = c.advocate_id AND a.merged_into IS NULL
        WHERE c.shop_id = @shop AND c.code COLLATE "C" >= @from AND c.code COLLATE "C" < @until
        ORDER BY c.code COLLATE "C" LIMIT @take
        """;

    private const string ById = "SELECT " + Advocate + """
        , CAST(NULL AS text) AS code FROM advocates a WHERE a.shop_id = @shop AND a.advocate_id = @id AND a.merged_into IS NULL
        """;

    /// <summary>Advocates by id, words or code, each once.</summary>
    /// <param name="db">The shop's rows.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="take">How many at most.</param>
    internal static async Task<List<AdvocateHit>> Run(Reads db, SearchText text, int take)
    {
        var found = new List<AdvocateHit>();
        if (IdText.TryParse<AdvocateId>(text.Lower, out var id))
        {
            found.AddRange(await db.Query<AdvocateHit>(ById, new { Id = id }));
        }

        // The longest first, of which there are the fewest.
        if (SearchTerms.TermsOf(text.Text).OrderByDescending(term => term.Length).ToList() is { Count: > 0 } terms)
        {
            var (first, second, third) = WordRanges.Of(terms);
            found.AddRange(await db.Query<AdvocateHit>(ByWords, new
            {
                first.From, first.Until, From2 = second?.From, Until2 = second?.Until, From3 = third?.From, Until3 = third?.Until,
                Take = take,
            }));
        }

        var (from, until) = Beginning.Of(text.Upper);
        found.AddRange(await db.Query<AdvocateHit>(ByCode, new { From = from, Until = until, Take = take }));
        return [.. found.DistinctBy(hit => hit.AdvocateId).Take(take)];
    }
}
