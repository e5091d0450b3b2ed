using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;

namespace Vouch.Domain.Referrals;

/// <summary>A referral as it stands, as far as planning looks.</summary>
/// <param name="Advocate">Whose it is.</param>
/// <param name="Program">Under which program.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RejectedByHand">True when a person rejected it: only a person's word gives its order to another advocate.</param>
public sealed record ReferralStanding(AdvocateId Advocate, ProgramId Program, ReferralStatus Status, bool RejectedByHand = false);

/// <summary>What is to become of an order's referral.</summary>
public enum ReferralMove
{
    /// <summary>Nothing: there is none and none is to be, or it is closed for good.</summary>
    Leave,

    /// <summary>It waits on, its hold counted afresh.</summary>
    Wait,

    /// <summary>It was cancelled for a cause that is gone: it waits again.</summary>
    Revive,

    /// <summary>It is closed.</summary>
    Cancel,

    /// <summary>It was closed before, and makes room for the one that begins.</summary>
    SetAside,

    /// <summary>It stays approved, its rewards counted afresh on what was kept.</summary>
    Reprice,
}

/// <summary>The plan for one order.</summary>
/// <param name="Current">What becomes of the referral there is.</param>
/// <param name="Reason">Why it is cancelled; null otherwise.</param>
/// <param name="Opens">True when a new referral begins for the decision's advocate.</param>
/// <param name="OpensCancelledFor">Why the new one is cancelled from the start; null when it may earn.</param>
public sealed record ReferralPlan(ReferralMove Current, string? Reason, bool Opens, string? OpensCancelledFor = null);

/// <summary>
/// Decides what an order's referral should be, from the decision about its credit and the order's standing alone;
/// asked again after every fact, in whatever order facts come, it ends in the same place.
/// </summary>
public static class PlanReferral
{
    /// <summary>The credit went to somebody else, or to nobody.</summary>
    public const string AttributionChanged = "attribution_changed";

    /// <summary>The kept goods are below the program's minimum.</summary>
    public const string BelowMinimum = "below_minimum";

    /// <summary>The order was cancelled.</summary>
    public const string OrderCancelled = "order_cancelled";

    /// <summary>The order was wholly refunded.</summary>
    public const string OrderRefunded = "order_refunded";

    /// <summary>The plan.</summary>
    /// <param name="decision">Who has the credit.</param>
    /// <param name="qualifies">Whether the order meets the terms; ignored where nobody has the credit.</param>
    /// <param name="current">The referral there is; null when the order has none.</param>
    public static ReferralPlan For(AttributionDecision decision, QualificationOutcome qualifies, ReferralStanding? current)
    {
        var cause = Cause(qualifies);
        var earns = decision is { Outcome: AttributionOutcome.Attributed, Advocate: not null, Program: not null }
            && (decision.NewReferral || decision.RewardEligible);
        var belongs = current is not null && earns && decision.Advocate == current.Advocate && decision.Program == current.Program;
        if (belongs)
        {
            return new ReferralPlan(MoveOf(current!.Status, cause), cause, false);
        }

        if (current is { Status: ReferralStatus.Rejected, RejectedByHand: true } && decision.Via != Via.Manual)
        {
            return new ReferralPlan(ReferralMove.Leave, null, false);
        }

        var move = MovedAway(current?.Status, earns);
        return new ReferralPlan(move, move == ReferralMove.Leave ? null : AttributionChanged, earns, earns ? cause : null);
    }

    /// <summary>Why an order cannot earn, whoever has its credit; null while it can.</summary>
    public static string? Cause(QualificationOutcome qualifies) => qualifies switch
    {
        QualificationOutcome.BelowMinimum => BelowMinimum,
        QualificationOutcome.Cancelled => OrderCancelled,
        QualificationOutcome.Refunded => OrderRefunded,
        _ => null,
    };

    // An order stands for one referral: a closed one makes room where another begins, and otherwise stays what it came to.
    private static ReferralMove MovedAway(ReferralStatus? status, bool opens) => status switch
    {
        ReferralStatus.Claimed or ReferralStatus.Pending or ReferralStatus.InReview or ReferralStatus.Approved => ReferralMove.Cancel,
        ReferralStatus.Rejected when opens => ReferralMove.Cancel,
        ReferralStatus.Cancelled or ReferralStatus.Expired when opens => ReferralMove.SetAside,
        _ => ReferralMove.Leave,
    };

    private static ReferralMove MoveOf(ReferralStatus status, string? cause) => (status, cause) switch
    {
        (ReferralStatus.Approved, null) => ReferralMove.Reprice,
        (ReferralStatus.Cancelled, null) => ReferralMove.Revive,
        (ReferralStatus.Cancelled or ReferralStatus.Expired, _) => ReferralMove.Leave,
        (ReferralStatus.Rejected, null) => ReferralMove.Leave,
        (_, null) => ReferralMove.Wait,
        _ => ReferralMove.Cancel,
    };
}
