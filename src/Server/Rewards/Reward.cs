using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;

namespace Vouch.Server.Rewards;

/// <summary>Whether a reward is the program's offer for one referral, a milestone of the ladder, or a correction by hand.</summary>
public enum RewardRole { Offer, Milestone, Adjustment }

/// <summary>A reward as its row holds it. Amounts are minor units of the shop's currency, or points.</summary>
/// <param name="RewardId">Its id.</param>
/// <param name="ProgramId">Of which program.</param>
/// <param name="ProgramVersion">By which version of the terms.</param>
/// <param name="ReferralId">For which referral; null until a claim's coupon has one.</param>
/// <param name="ClaimId">By which claim it was made; null otherwise.</param>
/// <param name="OrderId">For which order; null for a claim's coupon.</param>
/// <param name="Recipient">Who has it.</param>
/// <param name="AdvocateId">The advocate who owns it; null for a friend's.</param>
/// <param name="PersonKey">The friend's keyed hash, where a coupon is bound to a person.</param>
/// <param name="Role">Offer or milestone.</param>
/// <param name="Milestone">Which milestone; empty for an offer.</param>
/// <param name="Step">At which count it fired; 0 for an offer.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Specification">The promise, as JSON text.</param>
/// <param name="BaseAmount">The order's base that the promise was counted on; 0 without an order.</param>
/// <param name="Asset">The shop's currency code, or <c>points</c>.</param>
/// <param name="Granted">Promised for the whole purchase, after caps and budget; 0 for what is no credit.</param>
/// <param name="Entitled">What refunds left of it; 0 for what is no credit.</param>
/// <param name="Remaining">What of it is available and unspent.</param>
/// <param name="InTransit">What of it is on its way to a bank.</param>
/// <param name="Worth">For what is no credit: the amount of an advocate's, the ceiling of a coupon, the budget value of pieces.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="CouponCode">The code, of what is handed over as one.</param>
/// <param name="RedeemedAmount">What was used of it.</param>
/// <param name="RedeemedOrder">The shop's own id of the order that used the coupon.</param>
/// <param name="IssuableAt">When the hold ends; null while that is unknown.</param>
/// <param name="IssuedAt">When it became usable.</param>
/// <param name="ExpiresAt">When it runs out; null never.</param>
/// <param name="ReservedAmount">What it holds of caps and budget.</param>
/// <param name="ReservedCount">1, or 0 once released.</param>
/// <param name="ReservedScopes">In which rows of the limits, separated by spaces.</param>
/// <param name="CreatedAt">When it was promised.</param>
/// <param name="CampaignId">Which campaign added to it; null without one.</param>
/// <param name="BonusAmount">What of it is that campaign's bonus; 0 once it is void.</param>
public sealed record Reward(
    RewardId RewardId, ProgramId ProgramId, long ProgramVersion, ReferralId? ReferralId, ClaimId? ClaimId, OrderId? OrderId,
    Recipient Recipient, AdvocateId? AdvocateId, string? PersonKey, RewardRole Role, string Milestone, long Step,
    RewardKind Kind, string Specification, long BaseAmount, string Asset, long Granted, long Entitled, long Remaining, long InTransit,
    long Worth, RewardStatus Status, string? CouponCode, long RedeemedAmount, string? RedeemedOrder,
    Instant? IssuableAt, Instant? IssuedAt, Instant? ExpiresAt,
    long ReservedAmount, long ReservedCount, string ReservedScopes, Instant CreatedAt,
    CampaignId? CampaignId = null, long BonusAmount = 0)
{
    /// <summary>The promise.</summary>
    public RewardSpecification Promise() => JsonSerializer.Deserialize<RewardSpecification>(Specification, WireJson.Options)!;

    /// <summary>True for what lives in the ledger from its accrual on: money and points.</summary>
    public bool IsCredit => RewardKinds.IsCredit(Kind);

    /// <summary>True for pieces or periods, whose cost no order tells.</summary>
    public bool IsInPieces => RewardWorth.IsInPieces(Promise(), BaseAmount);

    /// <summary>
    /// True for a code whose amount was fixed by the order that earned it: an advocate's offer, and whatever has no
    /// code. A friend's and a milestone's are counted on the cart on which they are used.
    /// </summary>
    public bool HasOwnAmount => !RewardKinds.HasCode(Kind) || (Recipient == Recipient.Advocate && Role == RewardRole.Offer);

    /// <summary>What the coupon takes off a cart, minor units; 0 where the cart is below its minimum.</summary>
    public long OnCart(long cartSubtotal) =>
        HasOwnAmount && !IsInPieces ? Math.Min(Worth, Math.Max(cartSubtotal, 0)) : RewardWorth.OnCart(Promise(), cartSubtotal);

    /// <summary>
    /// True where some of it was spent, handed over or sent to a bank: it cannot be taken back unnoticed. What a friend's own order
    /// took of its offer is no such use: it was there before anything was approved.
    /// </summary>
    /// <param name="order">The shop's own id of the order that the reward is for.</param>
    public bool HasLeft(string order) =>
        !(Recipient == Recipient.Friend && RedeemedOrder == order)
        && (InTransit > 0 || RedeemedAmount > 0 || Status == RewardStatus.Redeemed
            || (IsCredit && Status == RewardStatus.Issued && Remaining < Entitled));

    /// <summary>Whose account in the ledger it is.</summary>
    internal LedgerOwner Owner => LedgerOwner.Of(AdvocateId, RewardId);

    /// <summary>The same reward after a step; a step that its state forbids is a bug here and was refused before.</summary>
    internal Reward Stepped(RewardMove step) => this with { Status = RewardStates.After(Status, step).Value };
}
