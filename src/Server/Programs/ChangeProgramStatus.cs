using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>Activates, pauses and ends programs, and keeps when they were active.</summary>
public static class ChangeProgramStatus
{
    /// <summary>Does what a person asked for, or says why it cannot be.</summary>
    public static async Task<Result<KnownProgram>> Run(ShopTx tx, ProgramId id, ProgramAction action, Instant now)
    {
        if (await ProgramStore.Lock(tx, id) is not { } program)
        {
            return ProgramRefusals.NoSuchProgram;
        }

        var status = ProgramStates.After(program.Status, action);
        return status.IsRefused ? status.Refusal : Become(tx, program, status.Value, now);
    }

    /// <summary>
    /// The budget is spent: the program pauses and the merchant is told. False when it was not active any more, so that
    /// of many who notice at once one tells.
    /// </summary>
    public static async Task<bool> PauseForBudget(ShopTx tx, ProgramId id, Instant now)
    {
        if (await ProgramStore.Lock(tx, id) is not { Status: ProgramStatus.Active } program)
        {
            return false;
        }

        tx.Publish(new ProgramHappened("budget_spent", id, program.Version), now);
        Become(tx, program, ProgramStatus.Paused, now);
        return true;
    }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "activate", ProgramAction.Activate);
        Map(routes, "pause", ProgramAction.Pause);
        Map(routes, "end", ProgramAction.End);
    }

    private static void Map(IEndpointRouteBuilder routes, string word, ProgramAction action) =>
        routes.Write<NoBody, ProgramAnswer>("POST", "/v1/programs/{id}/" + word, Permission.ProgramsWrite, async (call, tx, _) =>
            Outcome.Of(await Run(tx, call.RouteId<ProgramId>(), action, call.Now), ProgramAnswer.Of));

    private static KnownProgram Become(ShopTx tx, KnownProgram program, ProgramStatus status, Instant now)
    {
        var changed = program with { Status = status, UpdatedAt = now };
        ProgramStore.Save(tx, changed, hasNewTerms: false);
        if (status == ProgramStatus.Active)
        {
            ProgramStore.BeginPeriod(tx, program.ProgramId, now);
        }
        else
        {
            ProgramStore.StopPeriod(tx, program.ProgramId, now);
        }

        tx.Publish(new ProgramHappened(Word(status), program.ProgramId, program.Version), now);
        ShopChanges.Tell(tx);
        return changed;
    }

    private static string Word(ProgramStatus status) => status == ProgramStatus.Active ? "activated" : WireName.Of(status);
}
