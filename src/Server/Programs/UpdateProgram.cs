using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>
/// Changes a program's terms from now on: a merge patch that makes a new version. What was touched before keeps the old
/// one.
/// </summary>
public static class UpdateProgram
{
    /// <summary>Changes a program, or says why not; a patch that changes nothing makes no version.</summary>
    public static async Task<Result<KnownProgram>> Run(ShopTx tx, ProgramId id, ProgramRequest patch, Instant now)
    {
        if (await ProgramStore.Lock(tx, id) is not { } program)
        {
            return ProgramRefusals.NoSuchProgram;
        }

        if (ProgramStates.After(program.Status, ProgramAction.Update) is { IsRefused: true, Refusal: { } refusal })
        {
            return refusal;
        }

        var terms = ProgramParsing.Merge(patch, program.Terms);
        if (terms.IsRefused)
        {
            return terms.Refusal;
        }

        if (ProgramRow.Write(terms.Value) == ProgramRow.Write(program.Terms))
        {
            return program;
        }

        var changed = program with { Terms = terms.Value, Version = program.Version + 1, UpdatedAt = now };
        ProgramStore.Save(tx, changed, hasNewTerms: true);
        tx.Publish(new ProgramHappened("updated", id, changed.Version), now);
        ShopChanges.Tell(tx);
        return changed;
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ProgramRequest, ProgramAnswer>("PATCH", "/v1/programs/{id}", Permission.ProgramsWrite, async (call, tx, patch) =>
            Outcome.Of(await Run(tx, call.RouteId<ProgramId>(), patch, call.Now), ProgramAnswer.Of));
}
