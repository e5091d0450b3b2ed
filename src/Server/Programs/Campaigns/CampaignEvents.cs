using System.Text.Json.Serialization;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Programs;

/// <summary>
/// What happened to a campaign: <c>campaign.created</c>, <c>campaign.updated</c>, <c>campaign.scheduled</c>, <c>campaign.began</c>,
/// <c>campaign.ended</c>, <c>campaign.cancelled</c>.
/// </summary>
/// <param name="Step">The second word.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="ProgramId">Its program.</param>
/// <param name="Audience">How many advocates it has; null before it begins.</param>
public sealed record CampaignHappened(
    [property: JsonIgnore] string Step, CampaignId CampaignId, ProgramId ProgramId, long? Audience) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "campaign." + Step;

    /// <inheritdoc/>
    public string Subject => CampaignId.ToString();
}
