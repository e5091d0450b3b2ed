using Vouch.Domain;
using Vouch.Domain.Feedback;

namespace Vouch.Server.Sharing;

/// <summary>Every "no" of Sharing.</summary>
internal static class SharingRefusals
{
    internal static readonly Refusal NobodyHasThisCode = Refusal.NotFound("code");

    internal static readonly Refusal NoActiveProgram =
        Refusal.State("no_active_program", "No program is active, so there is nothing to invite to.");

    internal static readonly Refusal AdvocateMayNotInvite =
        Refusal.State("advocate_not_active", "Only an active advocate can invite friends.");

    internal static Refusal InvitationsPaused(PauseReason reason) => Refusal.State("invitations_paused", PauseInvitations.Sentence(reason));

    internal static Refusal TooManyAddresses(int most) => Refusal.Invalid("emails", $"must have 1 to {most} addresses");
}
