using Vouch.Domain.Ids;

namespace Vouch.Domain.Attribution;

/// <summary>Who gets the credit, in one word: an advocate; nobody, since nothing pointed to one; nobody, although something did.</summary>
public enum AttributionOutcome { Attributed, Organic, NotQualified }

/// <summary>By what the credit was won.</summary>
public enum Via { Manual, Lock, Coupon, Claim, Name, Click, Invite }

/// <summary>Why the decision is what it is; part of the HTTP contract by its wire name.</summary>
public enum AttributionReason
{
    ManualOverride,
    LockedRepeatOrder,
    ExistingCustomer,
    CouponPrecedence,
    CouponExpired,
    LastClaim,
    FirstClaim,
    NameDeclared,
    NameNotFound,
    NameAmbiguous,
    LastClick,
    FirstClick,
    LastInvite,
    FirstInvite,
    NoTouch,
    OutsideWindow,
    SelfReferral,
    ProgramInactive,
    AdvocateNotJoined,
    AdvocateErased,
    AdvocateBlocked,
}

/// <summary>What a merchant should see beside the decision.</summary>
public enum AttributionWarning { CompetingAdvocates, MultipleReferralCoupons, SelfReferralAttempt }

/// <summary>One touch and what became of it: kept with the decision, so that it can be explained later.</summary>
/// <param name="Class">What it was.</param>
/// <param name="Advocate">Whose, after merges; null for a name that points to nobody.</param>
/// <param name="Program">Under which program; null where none could be told.</param>
/// <param name="At">When.</param>
/// <param name="Id">The click's, claim's or invitation's number; a code's place on the order.</param>
/// <param name="Code">The code on the order.</param>
/// <param name="Dropped">Why it did not count; null where it was a candidate.</param>
/// <param name="Won">True for the one that decided.</param>
public sealed record JudgedTouch(
    TouchClass Class, AdvocateId? Advocate, ProgramId? Program, Instant At, long Id, string? Code, AttributionReason? Dropped, bool Won);

/// <summary>Who gets the credit for an order, and why.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Advocate">Set exactly when attributed.</param>
/// <param name="Program">The program of the credit; may be null only for a decision by hand in a shop without programs.</param>
/// <param name="ProgramVersion">The terms in force at the winning touch: those the referral keeps.</param>
/// <param name="Via">By what; set exactly when attributed.</param>
/// <param name="Reason">Stable code.</param>
/// <param name="Explanation">The reason in one plain sentence with its dates; names nobody.</param>
/// <param name="Flags">In order of declaration, each at most once.</param>
/// <param name="Evidence">Each touch and why it counted or did not, the strongest class first, then by time.</param>
/// <param name="TouchAt">When the winning touch was; null for a decision by hand or lock.</param>
/// <param name="Claim">The claim that won, by itself or by its coupon.</param>
/// <param name="LockedBy">The earlier order whose advocate holds the person.</param>
/// <param name="NewReferral">True when this begins a case of its own: attributed and not by lock.</param>
/// <param name="RewardEligible">
/// True when this order may earn as far as attribution knows; payment, minimum, caps and screening are asked after it.
/// </param>
public sealed record AttributionDecision(
    AttributionOutcome Outcome,
    AdvocateId? Advocate,
    ProgramId? Program,
    long? ProgramVersion,
    Via? Via,
    AttributionReason Reason,
    string Explanation,
    IReadOnlyList<AttributionWarning> Flags,
    IReadOnlyList<JudgedTouch> Evidence,
    Instant? TouchAt,
    ClaimId? Claim,
    OrderId? LockedBy,
    bool NewReferral,
    bool RewardEligible)
{
    /// <summary>What is said of an order imported as history, about which nothing was decided.</summary>
    public static readonly AttributionDecision OfHistory = new(
        AttributionOutcome.Organic,
        null,
        null,
        null,
        null,
        AttributionRefusals.OrderIsHistory.Reason,
        AttributionRefusals.OrderIsHistory.Sentence,
        [],
        [],
        null,
        null,
        null,
        NewReferral: false,
        RewardEligible: false);
}
