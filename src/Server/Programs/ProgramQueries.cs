using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>When a program was active.</summary>
public sealed record ProgramPeriod(ProgramId ProgramId, Instant FromAt, Instant? UntilAt)
{
    /// <summary>The same as Domain sees it.</summary>
    public ActivePeriod Period => new(FromAt, UntilAt);
}

/// <summary>A program as one chooses it.</summary>
public sealed record NamedProgram(ProgramId ProgramId, string Name);

/// <summary>What the slices to the right may ask about programs.</summary>
public static class ProgramQueries
{
    private const string From = "SELECT " + ProgramRow.Columns + """

        FROM programs p JOIN program_versions v ON v.shop_id = p.shop_id AND v.program_id = p.program_id AND v.version = p.version
        WHERE p.shop_id = @shop
        """;

    private const string One = From + " AND p.program_id = @programId";

    private const string Page = From
        + " AND (CAST(@after AS bigint) IS NULL OR p.program_id < @after) ORDER BY p.program_id DESC LIMIT @limit";

    private const string Choices = """
        SELECT program_id, name FROM programs
        WHERE shop_id = @shop ORDER BY CASE WHEN program_id = @chosen THEN 0 ELSE 1 END, program_id DESC LIMIT @limit
        """;

    private const string NamesOf = "SELECT program_id, name FROM programs WHERE shop_id = @shop AND program_id = ANY(@programIds)";

    private const string AllActive = From + " AND p.status = 'active' ORDER BY p.program_id";

    private const string OneVersion =
        "SELECT terms FROM program_versions WHERE shop_id = @shop AND program_id = @programId AND version = @version";

    private const string AllVersions = """
        SELECT program_id, version, terms, from_at FROM program_versions
        WHERE shop_id = @shop AND program_id = ANY(@programIds) ORDER BY program_id, version
        """;

    private const string AllPeriods = """
        SELECT program_id, from_at, until_at FROM program_periods
        WHERE shop_id = @shop AND program_id = ANY(@programIds) ORDER BY program_id, from_at, from_id
        """;

    /// <summary>A program as it is now; null when there is none.</summary>
    public static async Task<KnownProgram?> Find(Reads db, ProgramId id) =>
        (await db.First<ProgramRow>(One, new { ProgramId = id }))?.ToProgram();

    /// <summary>A page of programs, the newest first.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">How many at most.</param>
    public static async Task<List<KnownProgram>> List(Reads db, ProgramId? after, int limit) =>
        (await db.Query<ProgramRow>(Page, new { After = after, Limit = limit })).ConvertAll(row => row.ToProgram());

    /// <summary>What one may choose from: the newest programs, and the one that is chosen, however old it is.</summary>
    /// <param name="db">Where to read.</param>
    /// <param name="chosen">The one that is chosen; null for none.</param>
    /// <param name="limit">How many at most.</param>
    public static async Task<List<NamedProgram>> Choose(Reads db, ProgramId? chosen, int limit) =>
    [
        .. (await db.Query<NamedProgram>(Choices, new { Chosen = chosen ?? default, Limit = limit }))
            .OrderByDescending(program => program.ProgramId.Value),
    ];

    /// <summary>The names of some programs.</summary>
    public static async Task<Dictionary<ProgramId, string>> Names(Reads db, IReadOnlyCollection<ProgramId> ids) => ids.Count == 0 ? []
        : (await db.Query<NamedProgram>(NamesOf, new { ProgramIds = ids })).ToDictionary(one => one.ProgramId, one => one.Name);

    /// <summary>The active programs, the oldest first.</summary>
    public static async Task<List<KnownProgram>> Active(Reads db) =>
        (await db.Query<ProgramRow>(AllActive)).ConvertAll(row => row.ToProgram());

    /// <summary>The terms of one version; a missing one is a bug.</summary>
    public static async Task<ProgramTerms> Terms(Reads db, ProgramId id, long version) =>
        ProgramRow.Read(await db.First<string>(OneVersion, new { ProgramId = id, Version = version })
            ?? throw new InvalidOperationException($"There is no version {version} of {id}."));

    /// <summary>The present limits of a program: caps and budget hold by what is said now, whatever a referral's own terms.</summary>
    public static async Task<ProgramLimits> LimitsNow(Reads db, ProgramId id) =>
        (await Find(db, id) ?? throw new InvalidOperationException($"There is no {id}.")).Terms.Limits;

    /// <summary>All versions of some programs, the oldest first.</summary>
    public static async Task<List<ProgramVersion>> Versions(Reads db, IReadOnlyCollection<ProgramId> ids) =>
        (await db.Query<VersionRow>(AllVersions, new { ProgramIds = ids }))
            .ConvertAll(row => new ProgramVersion(row.ProgramId, row.Version, ProgramRow.Read(row.Terms), row.FromAt));

    /// <summary>The version in force at an instant; before the first version the first.</summary>
    public static async Task<ProgramVersion> VersionAt(Reads db, ProgramId id, Instant at)
    {
        var versions = await Versions(db, [id]);
        return versions.LastOrDefault(version => version.FromAt <= at) ?? versions[0];
    }

    /// <summary>When some programs were active, in order of time.</summary>
    public static Task<List<ProgramPeriod>> Periods(Reads db, IReadOnlyCollection<ProgramId> ids) =>
        db.Query<ProgramPeriod>(AllPeriods, new { ProgramIds = ids });

    private sealed record VersionRow(ProgramId ProgramId, long Version, string Terms, Instant FromAt);
}
