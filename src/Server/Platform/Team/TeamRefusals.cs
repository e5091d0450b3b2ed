using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>What is refused about people of the desk.</summary>
internal static class TeamRefusals
{
    public static readonly Refusal AboveYours = new(
        RefusalKind.Forbidden, "role_above_yours", "Only an owner gives or takes the role of an owner.");

    public static readonly Refusal LastOwner = Refusal.State(
        "last_owner", "A shop always has an owner: make somebody else one first.");

    public static readonly Refusal WorksHere = Refusal.Invalid("email", "Somebody with this address works here already.");

    public static readonly Refusal InvitedAlready = Refusal.Invalid(
        "email", "This address has an invitation already: send it again, or withdraw it first.");

    public static readonly Refusal NoAddress = Refusal.Invalid("email", "Type an e-mail address.");

    public static readonly Refusal NoRole = Refusal.Invalid("role", "Choose one of the roles.");

    public static readonly Refusal NoInvitation = Refusal.NotFound("invitation");

    public static readonly Refusal NoMember = Refusal.NotFound("member of staff");

    public static readonly Refusal TooMany = new(
        RefusalKind.TooMany, "too_many_invitations", "Too many invitations in one hour. Wait a little.");
}
