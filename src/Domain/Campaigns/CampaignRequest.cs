using Vouch.Domain.Ids;

namespace Vouch.Domain.Campaigns;

/// <summary>A campaign as a client states it, whole (POST) or in part (PATCH: absent keeps, null clears). Nothing is checked yet.</summary>
public sealed record CampaignRequest
{
    public Optional<ProgramId?> ProgramId { get; init; }
    public Optional<string?> Name { get; init; }
    public Optional<Instant?> StartsAt { get; init; }
    public Optional<Instant?> EndsAt { get; init; }
    public Optional<BonusRequest?> AdvocateBonus { get; init; }
    public Optional<BonusRequest?> FriendBonus { get; init; }
    public Optional<CampaignLimitsRequest?> Limits { get; init; }
    public Optional<SegmentId?> SegmentId { get; init; }
    public Optional<bool?> Announce { get; init; }
    public Optional<long?> RemindDaysBefore { get; init; }
    public Optional<string?> Headline { get; init; }
    public Optional<string?> Words { get; init; }
}

/// <summary>A bonus, as stated: one of the two.</summary>
public sealed record BonusRequest
{
    public Optional<long?> Multiplier { get; init; }
    public Optional<long?> Extra { get; init; }
}

/// <summary>Bounds, as stated.</summary>
public sealed record CampaignLimitsRequest
{
    public Optional<long?> Rewards { get; init; }
    public Optional<long?> Amount { get; init; }
}
