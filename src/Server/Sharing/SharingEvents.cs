using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Sharing;

/// <summary>An advocate passed the link on.</summary>
public sealed record ShareRecorded(ShareId Share, AdvocateId AdvocateId, ProgramId ProgramId, ShareChannel Channel) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "share.recorded";

    /// <inheritdoc/>
    public string Subject => Share.ToString();
}

/// <summary>An advocate asked us to write to a friend.</summary>
public sealed record InvitationRecorded(InvitationId Invitation, AdvocateId AdvocateId, ProgramId ProgramId) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "invitation.recorded";

    /// <inheritdoc/>
    public string Subject => Invitation.ToString();
}

/// <summary>Nobody is invited from now on.</summary>
public sealed record InvitationsPaused(ShopId Shop, PauseReason Reason) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "invitation.paused";

    /// <inheritdoc/>
    public string Subject => Shop.ToString();
}

/// <summary>Friends can be invited again.</summary>
public sealed record InvitationsResumed(ShopId Shop) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "invitation.resumed";

    /// <inheritdoc/>
    public string Subject => Shop.ToString();
}
