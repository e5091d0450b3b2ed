using Vouch.Domain.Ids;

namespace Vouch.Domain.Campaigns;

/// <summary>What a campaign adds to one side's reward: exactly one of the two.</summary>
/// <param name="Multiplier">What the reward is worth then, hundredths of the plain one (200 doubles); null for a fixed extra.</param>
/// <param name="Extra">What is added, minor units, or points to a reward in points; null for a multiple.</param>
public sealed record BonusTerms(int? Multiplier, long? Extra);

/// <summary>How much bonus there may be in all; null parts are unlimited.</summary>
/// <param name="Rewards">How many rewards with a bonus.</param>
/// <param name="Amount">What the bonuses may come to together, minor units; points do not count.</param>
public sealed record CampaignLimits(int? Rewards, long? Amount);

/// <summary>From when and until when: the start belongs to it, the end does not.</summary>
public readonly record struct CampaignWindow(Instant StartsAt, Instant EndsAt)
{
    /// <summary>True for an instant within.</summary>
    public bool Has(Instant at) => StartsAt <= at && at < EndsAt;

    /// <summary>The span of the same length that ends where this one begins.</summary>
    public CampaignWindow Before() => new(StartsAt - (EndsAt - StartsAt), StartsAt);
}

/// <summary>A time-limited change of a program. Valid by construction of its parser.</summary>
/// <param name="ProgramId">Of which program.</param>
/// <param name="Name">For the merchant; advocates never see it but in what explains a reward.</param>
/// <param name="Window">When.</param>
/// <param name="AdvocateBonus">What advocates get on top; null for nothing.</param>
/// <param name="FriendBonus">What friends get on top; null for nothing.</param>
/// <param name="Limits">How much there may be of it.</param>
/// <param name="SegmentId">Whose friends' orders count; null for everybody's, newcomers' too.</param>
/// <param name="Announce">True where the audience is told by mail when it begins.</param>
/// <param name="RemindDaysBefore">How many days before its end the audience is reminded by mail; null never.</param>
/// <param name="Headline">The mails' headline in the merchant's words; null for the usual one.</param>
/// <param name="Words">A paragraph of the merchant's in the mails; null without one.</param>
public sealed record CampaignTerms(
    ProgramId ProgramId, string Name, CampaignWindow Window, BonusTerms? AdvocateBonus, BonusTerms? FriendBonus, CampaignLimits Limits,
    SegmentId? SegmentId, bool Announce, int? RemindDaysBefore, string? Headline, string? Words);

/// <summary>A campaign as far as it decides about rewards.</summary>
/// <param name="CampaignId">Which.</param>
/// <param name="Window">When it really ran.</param>
/// <param name="Terms">What it gives.</param>
public sealed record RunningCampaign(CampaignId CampaignId, CampaignWindow Window, CampaignTerms Terms);
