using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Server.Rewards;

/// <summary>What a reward is given for: one advocate, one friend, one set of terms.</summary>
/// <param name="ProgramId">The program.</param>
/// <param name="ProgramVersion">The version of its terms that holds for this case.</param>
/// <param name="Terms">Those terms.</param>
/// <param name="Limits">The program's caps and budget as they are now, not as they were at the touch.</param>
/// <param name="AdvocateId">Who recommends.</param>
/// <param name="ReferralId">The referral; null where there is none yet (a claim's coupon).</param>
/// <param name="OrderId">The qualifying order; null where there is none yet.</param>
/// <param name="FriendKey">The friend's keyed hash, to whom a coupon is bound; null when unknown.</param>
public sealed record RewardCase(
    ProgramId ProgramId,
    long ProgramVersion,
    ProgramTerms Terms,
    ProgramLimits Limits,
    AdvocateId AdvocateId,
    ReferralId? ReferralId,
    OrderId? OrderId,
    string? FriendKey)
{
    /// <summary>The campaigns that hold for this advocate at <see cref="At"/>.</summary>
    public IReadOnlyList<RunningCampaign> Campaigns { get; init; } = [];

    /// <summary>When the order was placed, or the offer taken.</summary>
    public Instant At { get; init; }
}
