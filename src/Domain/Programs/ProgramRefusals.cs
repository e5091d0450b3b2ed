namespace Vouch.Domain.Programs;

/// <summary>Every "no" of Programs.</summary>
public static class ProgramRefusals
{
    /// <summary>No such program in this shop.</summary>
    public static readonly Refusal NoSuchProgram = Refusal.NotFound("program");

    /// <summary>Activating what is active.</summary>
    public static readonly Refusal ProgramIsAlreadyActive = Refusal.State("program_already_active", "The program is active already.");

    /// <summary>Pausing a draft.</summary>
    public static readonly Refusal DraftCannotBePaused =
        Refusal.State("program_not_active", "Only an active program can be paused; this one has not begun.");

    /// <summary>Pausing what is paused.</summary>
    public static readonly Refusal ProgramIsAlreadyPaused = Refusal.State("program_not_active", "The program is paused already.");

    /// <summary>Ending a draft.</summary>
    public static readonly Refusal DraftCannotBeEnded = Refusal.State(
        "program_not_active", "The program has not begun, so there is nothing to end.");

    /// <summary>Anything with an ended program.</summary>
    public static readonly Refusal ProgramHasEnded = Refusal.State(
        "program_ended", "The program has ended and stays as it is; make a new one instead.");
}
