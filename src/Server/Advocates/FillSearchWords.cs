using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>
/// Gives search words to advocates who joined before such were kept, a batch at a time. Scheduled by the migration from which on the
/// desk's search needs them (<c>0025_one_search.sql</c>).
/// </summary>
internal static class FillSearchWords
{
    internal const string Job = "fill_search_words";
    private const int BatchSize = 500;

    // Locked: whoever changes one of them meanwhile puts their words after us.
    private const string Wordless = "SELECT " + AdvocateQueries.Columns + """
         FROM advocates a
        WHERE a.shop_id = @shop AND a.merged_into IS NULL AND a.status <> 'erased'
            AND (CAST(@after AS bigint) IS NULL OR a.advocate_id > @after)
            AND NOT EXISTS (
                SELECT 1 FROM search_words w WHERE w.shop_id = @shop AND w.kind = 'advocate' AND w.subject_id = a.advocate_id)
        ORDER BY a.advocate_id LIMIT @take FOR UPDATE OF a
        """;

    /// <summary>Does a batch, and schedules the next behind the id that is then the subject.</summary>
    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        AdvocateId? after = IdText.TryParse<AdvocateId>(job.Subject, out var id) ? id : null;
        if (await Batch(tx, after) is { } last)
        {
            tx.Schedule(Job, last.ToString(), tx.Wall, JobClock.Wall);
        }
    }

    /// <summary>Does a batch; the last of it, or null when nobody is left.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="after">The last of the batch before; null for the first.</param>
    internal static async Task<AdvocateId?> Batch(ShopTx tx, AdvocateId? after)
    {
        var advocates = await tx.Query<Advocate>(Wordless, new { After = after, Take = BatchSize });
        foreach (var advocate in advocates)
        {
            AdvocateStore.PutWords(tx, advocate);
        }

        return advocates.Count == BatchSize ? advocates[^1].AdvocateId : null;
    }
}
