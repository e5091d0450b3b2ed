using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>All programs of the shop with every version of their terms and when they were active.</summary>
internal static class LoadPrograms
{
    private const string Select = """
        SELECT program_id, version, terms, from_at, from_id, CAST(NULL AS bigint) AS until_at, CAST(NULL AS bigint) AS until_id
        FROM program_versions WHERE shop_id = @shop
        UNION ALL
        SELECT program_id, CAST(NULL AS bigint), CAST(NULL AS text), from_at, from_id, until_at, until_id
        FROM program_periods WHERE shop_id = @shop
        """;

    internal static async Task<Dictionary<ProgramId, ProgramFacts>> All(Reads db) =>
        (await db.Query<FactRow>(Select)).GroupBy(row => row.ProgramId).ToDictionary(
            rows => rows.Key,
            rows => new ProgramFacts(
                [.. rows.Where(row => row.Version is not null).OrderBy(row => row.Version).Select(row => row.ToTerms())],
                [.. rows.Where(row => row.Version is null).Select(row => row.ToPeriod())]));

    private sealed record FactRow(
        ProgramId ProgramId, long? Version, string? Terms, Instant FromAt, long FromId, Instant? UntilAt, long? UntilId)
    {
        internal ActivePeriod ToPeriod() => new(FromAt, UntilAt, FromId, UntilId ?? 0);

        internal TermsInForce ToTerms()
        {
            var terms = ProgramRow.Read(Terms!);
            return new TermsInForce(Version!.Value, FromAt, terms.Attribution, terms.Qualification, FromId);
        }
    }
}
