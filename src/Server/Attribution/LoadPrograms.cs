using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Attribution;

/// <summary>All programs of the shop with every version of their terms and when they were active.</summary>
internal static class LoadPrograms
{
    private const string SelectVersions = """
        SELECT program_id, version, terms, from_at, from_id FROM program_versions WHERE shop_id = @shop ORDER BY program_id, version
        """;

    private const string SelectPeriods = "SELECT program_id, from_at, until_at, from_id, until_id FROM program_periods WHERE shop_id = @shop";

    internal static async Task<Dictionary<ProgramId, ProgramFacts>> All(Reads db)
    {
        var versions = await db.Query<VersionRow>(SelectVersions);
        var periods = (await db.Query<PeriodRow>(SelectPeriods)).ToLookup(row => row.ProgramId, row => new ActivePeriod(row.FromAt, row.UntilAt, row.FromId, row.UntilId ?? 0));
        return versions.GroupBy(row => row.ProgramId).ToDictionary(
            rows => rows.Key,
            rows => new ProgramFacts([.. rows.Select(row => row.ToTerms())], [.. periods[rows.Key]]));
    }

    private sealed record VersionRow(ProgramId ProgramId, long Version, string Terms, Instant FromAt, long FromId)
    {
        internal TermsInForce ToTerms()
        {
            var terms = JsonSerializer.Deserialize<ProgramTerms>(Terms, WireJson.Options)!;
            return new TermsInForce(Version, FromAt, terms.Attribution, terms.Qualification, FromId);
        }
    }

    private sealed record PeriodRow(ProgramId ProgramId, Instant FromAt, Instant? UntilAt, long FromId, long? UntilId);
}
