using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;

namespace Vouch.Server.Referrals;

/// <summary>A referral as its row holds it.</summary>
/// <param name="ReferralId">Its id.</param>
/// <param name="ProgramId">Under which program.</param>
/// <param name="ProgramVersion">By the terms in force at the winning touch.</param>
/// <param name="AdvocateId">Who brought the friend.</param>
/// <param name="FriendEmail">The friend's address as given; null once erased or never told.</param>
/// <param name="FriendName">The friend's name.</param>
/// <param name="FriendKey">The friend's keyed hash.</param>
/// <param name="ClaimId">The claim it began with.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="ParentId">For a repeat order: the referral that locked the friend.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why, a stable code.</param>
/// <param name="RewardNote">Why it earns no reward although it counts: <c>cap_reached</c>, <c>budget_spent</c>.</param>
/// <param name="HoldUntil">When it is released; null while that is unknown.</param>
/// <param name="Nth">The how-manieth approved one of its advocate it was.</param>
/// <param name="CreatedAt">Shop time.</param>
/// <param name="UpdatedAt">Shop time.</param>
public sealed record Referral(
    ReferralId ReferralId, ProgramId ProgramId, long ProgramVersion, AdvocateId AdvocateId, string? FriendEmail, string? FriendName,
    string? FriendKey, ClaimId? ClaimId, OrderId? OrderId, ReferralId? ParentId, ReferralStatus Status, string Reason, string? RewardNote,
    Instant? HoldUntil, long? Nth, Instant CreatedAt, Instant UpdatedAt)
{
    internal const string Columns =
        "r.referral_id, r.program_id, r.program_version, r.advocate_id, r.friend_email, r.friend_name, r.friend_key, "
        + "r.claim_id, r.order_id, "
        + "r.parent_id, r.status, r.reason, r.reward_note, r.hold_until, r.nth, r.created_at, r.updated_at";

    /// <summary>As planning sees it.</summary>
    internal ReferralStanding Standing => new(AdvocateId, ProgramId, Status, Reason == DecideReferral.RejectedByHand);
}

/// <summary>One line of a referral's timeline.</summary>
/// <param name="At">Shop time.</param>
/// <param name="Type">What happened, snake_case.</param>
/// <param name="Detail">One sentence.</param>
public sealed record TimelineEntry(Instant At, string Type, string Detail);
