using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>The rows of programs, their versions and active periods.</summary>
internal static class ProgramStore
{
    private const string ForUpdate = "SELECT " + ProgramRow.Columns + """

        FROM programs p JOIN program_versions v ON v.shop_id = p.shop_id AND v.program_id = p.program_id AND v.version = p.version
        WHERE p.shop_id = @shop AND p.program_id = @programId
        FOR UPDATE
        """;

    private const string Insert = """
        INSERT INTO programs (shop_id, program_id, name, kind, status, version, created_at, updated_at)
        VALUES (@shop, @programId, @name, @kind, @status, @version, @createdAt, @updatedAt)
        """;

    private const string Update = """
        UPDATE programs SET name = @name, kind = @kind, status = @status, version = @version, updated_at = @updatedAt
        WHERE shop_id = @shop AND program_id = @programId
        """;

    private const string InsertVersion = """
        INSERT INTO program_versions (shop_id, program_id, version, terms, from_at, from_id)
        VALUES (@shop, @programId, @version, @terms, @updatedAt, @momentId)
        """;

    private const string Begin = """
        INSERT INTO program_periods (shop_id, program_id, from_at, from_id, until_at, until_id)
        VALUES (@shop, @programId, @at, @momentId, NULL, NULL)
        """;

    private const string Stop = """
        UPDATE program_periods SET until_at = @at, until_id = @momentId WHERE shop_id = @shop AND program_id = @programId
            AND until_at IS NULL
        """;

    /// <summary>The program, locked until the transaction ends; null when there is none.</summary>
    internal static async Task<KnownProgram?> Lock(ShopTx tx, ProgramId id) =>
        (await tx.First<ProgramRow>(ForUpdate, new { ProgramId = id }))?.ToProgram();

    internal static void Add(ShopTx tx, KnownProgram program)
    {
        tx.Enqueue(Insert, Row(tx, program));
        tx.Enqueue(InsertVersion, Row(tx, program));
    }

    internal static void Save(ShopTx tx, KnownProgram program, bool hasNewTerms)
    {
        tx.Enqueue(Update, Row(tx, program));
        if (hasNewTerms)
        {
            tx.Enqueue(InsertVersion, Row(tx, program));
        }
    }

    internal static void BeginPeriod(ShopTx tx, ProgramId id, Instant at) =>
        tx.Enqueue(Begin, new { ProgramId = id, At = at, MomentId = tx.NewId<EventId>() });

    internal static void StopPeriod(ShopTx tx, ProgramId id, Instant at) =>
        tx.Enqueue(Stop, new { ProgramId = id, At = at, MomentId = tx.NewId<EventId>() });

    private static object Row(ShopTx tx, KnownProgram program) => new
    {
        program.ProgramId, program.Terms.Name, program.Terms.Kind, program.Status, program.Version, program.CreatedAt, program.UpdatedAt,
        Terms = ProgramRow.Write(program.Terms), MomentId = tx.NewId<EventId>(),
    };
}
