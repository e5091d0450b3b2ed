using Vouch.Domain.Rewards;

namespace Vouch.Domain.Referrals;

/// <summary>What a reward that nobody can use yet waits for.</summary>
public enum WaitCause
{
    /// <summary>The friend's order.</summary>
    Order,

    /// <summary>The payment of the order, which opens the return window.</summary>
    Payment,

    /// <summary>The end of the return window.</summary>
    ReturnWindow,

    /// <summary>The decision of a person at the shop.</summary>
    Person,

    /// <summary>The advocate's answer to a question of the shop.</summary>
    AdvocatesAnswer,

    /// <summary>The answer of the shop's own system.</summary>
    ShopSystem,

    /// <summary>Nothing that comes by itself: the advocate is blocked, and the end of the window turns the case down.</summary>
    Unblocking,

    /// <summary>A code in the pool that it is taken from.</summary>
    Code,

    /// <summary>The account that money is to be paid to.</summary>
    PayoutDetails,

    /// <summary>The next payout.</summary>
    Payout,

    /// <summary>The bank's word on a payment that is on its way.</summary>
    Bank,
}

/// <summary>What is known of a reward and its referral where somebody asks when it comes.</summary>
/// <param name="Referral">Where the referral stands; null for a reward without one.</param>
/// <param name="Reward">Where the reward stands; null while none is promised.</param>
public sealed record WaitFacts(ReferralStatus? Referral, RewardStatus? Reward)
{
    /// <summary>The advocate is blocked.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>The end of the return window; null while the order is unpaid.</summary>
    public Instant? Due { get; init; }

    /// <summary>The shop's own system was asked and has not answered.</summary>
    public bool AsksSystem { get; init; }

    /// <summary>The advocate was asked and has not answered.</summary>
    public bool AsksAdvocate { get; init; }

    /// <summary>Money to a bank account, of which some is unpaid.</summary>
    public bool IsUnpaidCash { get; init; }

    /// <summary>Some of it is with the bank.</summary>
    public bool IsWithBank { get; init; }

    /// <summary>The advocate said where to be paid.</summary>
    public bool HasAccount { get; init; }
}

/// <summary>Why a reward is not there yet.</summary>
/// <param name="Cause">What it waits for.</param>
/// <param name="Earliest">The first instant at which it may be there; null where that depends on somebody.</param>
public sealed record Waiting(WaitCause Cause, Instant? Earliest);

/// <summary>Answers "where is my reward?".</summary>
public static class RewardWait
{
    /// <summary>What it waits for; null where it waits for nothing: it is there, or will never be.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="now">Shop time: no day promised is over.</param>
    public static Waiting? Of(WaitFacts facts, Instant now) => facts switch
    {
        { Reward: RewardStatus.Redeemed or RewardStatus.Expired or RewardStatus.Revoked } => null,
        { Reward: RewardStatus.Waiting } => new Waiting(WaitCause.Code, null),
        { Reward: RewardStatus.Issued, IsUnpaidCash: true, HasAccount: false } => new Waiting(WaitCause.PayoutDetails, null),
        { Reward: RewardStatus.Issued, IsUnpaidCash: true } => new Waiting(WaitCause.Payout, null),
        { Reward: RewardStatus.Issued, IsWithBank: true } => new Waiting(WaitCause.Bank, null),
        { Reward: RewardStatus.Issued } => null,
        { Referral: ReferralStatus.Claimed } => new Waiting(WaitCause.Order, null),
        { Referral: ReferralStatus.InReview } => new Waiting(facts.AsksAdvocate ? WaitCause.AdvocatesAnswer : WaitCause.Person, null),
        { Referral: ReferralStatus.Pending or null, Reward: not null } or { Referral: ReferralStatus.Pending } => Held(facts, now),
        _ => null,
    };

    private static Waiting Held(WaitFacts facts, Instant now) => facts switch
    {
        { IsBlocked: true } => new Waiting(WaitCause.Unblocking, null),
        { AsksSystem: true } => new Waiting(WaitCause.ShopSystem, null),
        { Due: { } due } => new Waiting(WaitCause.ReturnWindow, Instant.Max(due, now)),
        _ => new Waiting(WaitCause.Payment, null),
    };
}
