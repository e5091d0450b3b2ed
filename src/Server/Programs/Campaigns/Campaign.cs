using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Programs;

/// <summary>A campaign as it is now.</summary>
/// <param name="CampaignId">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Terms">What it gives, to whom, and when; once it is over the window is the one it really had.</param>
/// <param name="Audience">How many advocates it had when it began; null before.</param>
/// <param name="CreatedAt">Shop time.</param>
/// <param name="UpdatedAt">Shop time.</param>
public sealed record Campaign(
    CampaignId CampaignId, CampaignStatus Status, CampaignTerms Terms, long? Audience, Instant CreatedAt, Instant UpdatedAt)
{
    /// <summary>The same as far as it decides about rewards.</summary>
    public RunningCampaign Running => new(CampaignId, Terms.Window, Terms);
}

/// <summary>A campaign's row.</summary>
internal sealed record CampaignRow(
    CampaignId CampaignId, CampaignStatus Status, string Terms, long? Audience, Instant CreatedAt, Instant UpdatedAt)
{
    internal const string Columns = "c.campaign_id, c.status, c.terms, c.audience, c.created_at, c.updated_at";

    internal Campaign ToCampaign() => new(
        CampaignId, Status, JsonSerializer.Deserialize<CampaignTerms>(Terms, WireJson.Options)!, Audience, CreatedAt, UpdatedAt);

    /// <summary>Terms as they are kept.</summary>
    internal static string Write(CampaignTerms terms) => JsonSerializer.Serialize(terms, WireJson.Options);
}
