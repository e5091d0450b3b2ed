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

/// <summary>A case has waited long for a person.</summary>
/// <param name="Referral">Which.</param>
/// <param name="AdvocateId">Whose.</param>
/// <param name="Days">How long, whole days.</param>
/// <param name="DaysLeft">How long until nothing is paid.</param>
internal sealed record ReviewReminded(ReferralId Referral, AdvocateId AdvocateId, int Days, int DaysLeft) : IShopEvent
{
    public string Type => "referral.review_reminded";

    public string Subject => Referral.ToString();
}

/// <summary>The shop asks the advocate about a case.</summary>
/// <param name="Referral">Which.</param>
/// <param name="AdvocateId">Whose.</param>
/// <param name="QuestionId">Which question: its line of the timeline.</param>
internal sealed record AdvocateAsked(ReferralId Referral, AdvocateId AdvocateId, EventId QuestionId) : IShopEvent
{
    public string Type => "referral.question_asked";

    public string Subject => Referral.ToString();
}

/// <summary>The advocate answered.</summary>
internal sealed record AdvocateAnswered(ReferralId Referral, AdvocateId AdvocateId) : IShopEvent
{
    public string Type => "referral.question_answered";

    public string Subject => Referral.ToString();
}

/// <summary>The advocate asks for another look.</summary>
internal sealed record ReferralAppealed(ReferralId Referral, AdvocateId AdvocateId) : IShopEvent
{
    public string Type => "referral.appealed";

    public string Subject => Referral.ToString();
}

/// <summary>An advocate misses a friend's purchase.</summary>
internal sealed record FriendMissed(AdvocateId Advocate) : IShopEvent
{
    public string Type => "referral.friend_missed";

    public string Subject => Advocate.ToString();
}
