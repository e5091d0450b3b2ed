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
