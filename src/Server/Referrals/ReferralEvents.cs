using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A friend left an address for the offer.</summary>
internal sealed record FriendClaimed(ClaimId Claim, ReferralId Referral, ProgramId ProgramId, AdvocateId AdvocateId, RewardId? RewardId)
    : IShopEvent
{
    public string Type => "friend.claimed";

    public string Subject => Claim.ToString();
}

/// <summary>A claim went unused, or another one won.</summary>
internal sealed record ClaimExpired(ClaimId Claim, ReferralId? Referral, ProgramId ProgramId, AdvocateId AdvocateId) : IShopEvent
{
    public string Type => "claim.expired";

    public string Subject => Claim.ToString();
}

/// <summary>What every step of a referral tells.</summary>
/// <param name="Step">The event's second word: <c>pending</c>, <c>approved</c>, …</param>
/// <param name="ReferralId">The case.</param>
/// <param name="ProgramId">Its program.</param>
/// <param name="AdvocateId">Its advocate.</param>
/// <param name="OrderId">Its order.</param>
/// <param name="OrderExternalId">The order as the shop knows it.</param>
/// <param name="Reason">Stable code.</param>
/// <param name="Amount">The order's goods after discounts, minor units of the shop's currency.</param>
internal sealed record ReferralStepped(
    [property: System.Text.Json.Serialization.JsonIgnore] string Step,
    ReferralId ReferralId, ProgramId ProgramId, AdvocateId AdvocateId, OrderId? OrderId, string? OrderExternalId, string Reason,
    long Amount) : IShopEvent
{
    public string Type => "referral." + Step;

    public string Subject => ReferralId.ToString();
}
