using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>A wish for a vanity or spoken code.</summary>
/// <param name="Code">4–32 characters of A–Z, 0–9 and hyphen; case does not count.</param>
/// <param name="ProgramId">Which program's; absent for the shop's oldest active one.</param>
/// <param name="ExpiresAt">The last instant at which it is good; absent for ever.</param>
public sealed record AddCodeRequest(string Code, ProgramId? ProgramId = null, Instant? ExpiresAt = null);

/// <summary>Gives an advocate a code chosen by the merchant. The key of codes decides who was first.</summary>
public static class AddCode
{
    private const string Insert = """
        INSERT INTO codes (shop_id, code, advocate_id, program_id, kind, created_at, expires_at)
        SELECT @shop, @code, @advocateId, @programId, 'vanity', @at, @expiresAt WHERE NOT EXISTS (
            SELECT 1 FROM code_doors d WHERE d.code = @code AND d.shop_id = @shop)
        ON CONFLICT DO NOTHING
        """;

    private const string Oldest = "SELECT program_id FROM programs WHERE shop_id = @shop AND status = 'active' ORDER BY program_id LIMIT 1";

    private const string Exists = "SELECT program_id FROM programs WHERE shop_id = @shop AND program_id = @programId";

    private const string Own = "SELECT advocate_id FROM codes WHERE shop_id = @shop AND code = @code AND program_id = @programId";

    /// <summary>The code as it is kept. The same code for the same advocate and program again is no error.</summary>
    public static async Task<Result<string>> Run(ShopTx tx, AdvocateId advocate, AddCodeRequest request, Instant now)
    {
        if (Code.Normalize(request.Code) is not { } code)
        {
            return AdvocateRefusals.NotACode;
        }

        var program = request.ProgramId is { } wanted
            ? await tx.First<ProgramId?>(Exists, new { ProgramId = wanted })
            : await tx.First<ProgramId?>(Oldest);
        if (program is not { } programId)
        {
            return request.ProgramId is null ? AdvocateRefusals.CodeNeedsAProgram : AdvocateRefusals.NoSuchProgram;
        }

        var row = new { Code = code, AdvocateId = advocate, ProgramId = programId, At = now, request.ExpiresAt };
        if (await tx.Execute(Insert, row) == 0)
        {
            var owner = await tx.First<AdvocateId?>(Own, new { Code = code, ProgramId = programId });
            return owner == advocate ? code : AdvocateRefusals.CodeIsTaken;
        }

        tx.Publish(new CodeAdded(advocate, programId, code), now);
        return code;
    }

    internal static async Task<Outcome> Handle(Call call, ShopTx tx, AddCodeRequest request)
    {
        var advocate = await AdvocateQueries.Require(tx, call.RouteId<AdvocateId>());
        if (advocate.IsRefused || advocate.Value.IsErased)
        {
            return advocate.Refusal ?? AdvocateRefusals.AdvocateWasErased;
        }

        var added = await Run(tx, advocate.Value.AdvocateId, request, call.Now);
        return added.IsRefused ? added.Refusal : Outcome.Created(await AdvocateAnswers.Of(tx, call, advocate.Value));
    }
}
