using System.Security.Cryptography;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>Makes the generated codes an advocate lacks: one for each active program.</summary>
public static class IssueCodes
{
    internal const string Job = "issue_codes";
    private const int BatchSize = 500;
    private const int MostTries = 50;

    private const string Lacking = """
        SELECT p.program_id FROM programs p
        WHERE p.shop_id = @shop AND p.status = 'active' AND NOT EXISTS (
            SELECT 1 FROM codes c
            WHERE c.shop_id = @shop AND c.advocate_id = @advocateId AND c.program_id = p.program_id AND c.kind = 'generated')
        ORDER BY p.program_id
        """;

    private const string WithoutCode = """
        SELECT a.advocate_id, a.name FROM advocates a
        WHERE a.shop_id = @shop AND a.status IN ('invited', 'active') AND a.merged_into IS NULL AND NOT EXISTS (
            SELECT 1 FROM codes c
            WHERE c.shop_id = @shop AND c.advocate_id = a.advocate_id AND c.program_id = @programId AND c.kind = 'generated')
        ORDER BY a.advocate_id LIMIT @take
        """;

    private const string IsActive =
        "SELECT program_id FROM programs WHERE shop_id = @shop AND program_id = @programId AND status = 'active'";

    // The door is unique in the installation; a vanity code of this shop bars the same text too.
    private const string OpenDoor = """
        INSERT INTO code_doors (code, shop_id)
        SELECT @code, @shop WHERE NOT EXISTS (SELECT 1 FROM codes c WHERE c.shop_id = @shop AND c.code = @code)
        ON CONFLICT (code) DO NOTHING
        """;

    private const string CloseDoor = "DELETE FROM code_doors WHERE code = @code AND shop_id = @shop";

    private const string Insert = """
        INSERT INTO codes (shop_id, code, advocate_id, program_id, kind, created_at, expires_at)
        VALUES (@shop, @code, @advocateId, @programId, 'generated', @at, NULL)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>Makes what is missing for one advocate; nothing when all is there.</summary>
    public static async Task Ensure(ShopTx tx, AdvocateId advocate, string? name, Instant now)
    {
        foreach (var program in await tx.Query<ProgramId>(Lacking, new { AdvocateId = advocate }))
        {
            await Make(tx, advocate, program, name, now);
        }
    }

    /// <summary>
    /// Makes the codes of one program for advocates who have none yet, a batch at a time; schedules itself until all have
    /// one. Called when a program is activated.
    /// </summary>
    internal static async Task ForProgram(ShopTx tx, Shop shop, ProgramId program)
    {
        if (await tx.First<ProgramId?>(IsActive, new { ProgramId = program }) is null)
        {
            return;
        }

        var now = shop.Now(tx.Wall);
        var advocates = await tx.Query<AdvocateRow>(WithoutCode, new { ProgramId = program, Take = BatchSize });
        foreach (var advocate in advocates)
        {
            await Make(tx, advocate.AdvocateId, program, advocate.Name, now);
        }

        if (advocates.Count == BatchSize)
        {
            tx.Schedule(Job, program.ToString(), tx.Wall, JobClock.Wall);
        }
    }

    private static async Task Make(ShopTx tx, AdvocateId advocate, ProgramId program, string? name, Instant now)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var code = Generate(name);
            if (await tx.Execute(OpenDoor, new { Code = code }) == 0)
            {
                continue;
            }

            if (await tx.Execute(Insert, new { Code = code, AdvocateId = advocate, ProgramId = program, At = now }) == 0)
            {
                // Somebody else made this advocate's code in the meantime.
                await tx.Execute(CloseDoor, new { Code = code });
                return;
            }

            tx.Publish(new CodeAdded(advocate, program, code), now);
            return;
        }

        throw new InvalidOperationException("No free code was found; this cannot happen by chance.");
    }

    private static string Generate(string? name)
    {
        var random = new int[Code.SymbolsFor(name)];
        for (var i = 0; i < random.Length; i++)
        {
            random[i] = RandomNumberGenerator.GetInt32(Code.Alphabet.Length);
        }

        return Code.Generate(name, random);
    }

    private sealed record AdvocateRow(AdvocateId AdvocateId, string? Name);
}
