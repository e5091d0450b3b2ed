namespace Vouch.Domain.Programs;

/// <summary>What a person does to a program.</summary>
public enum ProgramAction { Activate, Pause, End, Update }

/// <summary>The one transition table: draft → active ⇄ paused → ended.</summary>
public static class ProgramStates
{
    /// <summary>Where an action leads, or why it is refused.</summary>
    public static Result<ProgramStatus> After(ProgramStatus status, ProgramAction action) => (status, action) switch
    {
        (ProgramStatus.Ended, _) => ProgramRefusals.ProgramHasEnded,
        (_, ProgramAction.Update) => status,
        (ProgramStatus.Active, ProgramAction.Activate) => ProgramRefusals.ProgramIsAlreadyActive,
        (_, ProgramAction.Activate) => ProgramStatus.Active,
        (ProgramStatus.Active, ProgramAction.Pause) => ProgramStatus.Paused,
        (ProgramStatus.Paused, ProgramAction.Pause) => ProgramRefusals.ProgramIsAlreadyPaused,
        (_, ProgramAction.Pause) => ProgramRefusals.DraftCannotBePaused,
        (ProgramStatus.Draft, ProgramAction.End) => ProgramRefusals.DraftCannotBeEnded,
        _ => ProgramStatus.Ended,
    };
}
