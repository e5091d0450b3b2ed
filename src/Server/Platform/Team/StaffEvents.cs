using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Somebody is asked to work at the desk; whoever sends mail writes the link.</summary>
internal sealed record StaffInvited(StaffInvitationId Invitation, StaffRole Role, bool Again) : IShopEvent
{
    internal const string Name = "staff.invited";

    public string Type => Name;

    public string Subject => Invitation.ToString();
}

/// <summary>An invitation opens nothing any more.</summary>
internal sealed record StaffInvitationWithdrawn(StaffInvitationId Invitation) : IShopEvent
{
    public string Type => "staff.invitation_withdrawn";

    public string Subject => Invitation.ToString();
}

/// <summary>Somebody works here now; without an invitation where the command line added them.</summary>
internal sealed record StaffJoined(StaffId Staff, StaffRole Role, StaffInvitationId? Invitation) : IShopEvent
{
    public string Type => "staff.joined";

    public string Subject => Staff.ToString();
}

/// <summary>Somebody has another role.</summary>
internal sealed record StaffRoleChanged(StaffId Staff, StaffRole Before, StaffRole After) : IShopEvent
{
    public string Type => "staff.role_changed";

    public string Subject => Staff.ToString();
}

/// <summary>Somebody does not work here any more.</summary>
internal sealed record StaffRemoved(StaffId Staff, StaffRole Role) : IShopEvent
{
    public string Type => "staff.removed";

    public string Subject => Staff.ToString();
}

/// <summary>A second factor is asked of everybody who works here, or of nobody.</summary>
internal sealed record StaffRulesChanged(ShopId Shop, bool NeedsFactor) : IShopEvent
{
    public string Type => "staff.rules_changed";

    public string Subject => Shop.ToString();
}

/// <summary>Somebody has set up a second factor, or switched it off.</summary>
internal sealed record StaffFactorChanged(StaffId Staff, bool On) : IShopEvent
{
    public string Type => "staff.second_factor_changed";

    public string Subject => Staff.ToString();
}

/// <summary>Somebody has another password.</summary>
internal sealed record StaffPasswordChanged(StaffId Staff) : IShopEvent
{
    public string Type => "staff.password_changed";

    public string Subject => Staff.ToString();
}
