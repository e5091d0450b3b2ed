using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What every event of a reward tells: which one it is, and where it stands after the event.</summary>
public abstract record RewardEvent : IShopEvent
{
    private protected RewardEvent(Reward reward, long amount) =>
        (RewardId, ReferralId, AdvocateId, Recipient, Kind, Asset, Amount, Entitled, Status) =
            (reward.RewardId, reward.ReferralId, reward.AdvocateId, reward.Recipient, reward.Kind, reward.Asset,
             amount, reward.IsCredit ? reward.Entitled : reward.Worth, reward.Status);

    /// <inheritdoc/>
    [JsonIgnore]
    public abstract string Type { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Subject => RewardId.ToString();

    /// <summary>Which reward.</summary>
    public RewardId RewardId { get; }

    /// <summary>For which referral; null for a coupon whose claim has none yet.</summary>
    public ReferralId? ReferralId { get; }

    /// <summary>Whose; null for a friend's.</summary>
    public AdvocateId? AdvocateId { get; }

    /// <summary>Whether the advocate or the friend has it.</summary>
    public Recipient Recipient { get; }

    /// <summary>What it is.</summary>
    public RewardKind Kind { get; }

    /// <summary>The currency code, or <c>points</c>.</summary>
    public string Asset { get; }

    /// <summary>What this event is about: promised, issued, used, expired, taken back; for a change the difference.</summary>
    public long Amount { get; }

    /// <summary>What the reward comes to after it: a coupon's worth, or what refunds left of credit and points.</summary>
    public long Entitled { get; }

    /// <summary>Where it stands after it.</summary>
    public RewardStatus Status { get; }
}

/// <summary>A reward was promised.</summary>
public sealed record RewardPending : RewardEvent
{
    internal RewardPending(Reward reward, long amount) : base(reward, amount)
    {
    }

    /// <inheritdoc/>
    public override string Type => "reward.pending";
}

/// <summary>A reward became its owner's.</summary>
public sealed record RewardIssued : RewardEvent
{
    internal RewardIssued(Reward reward, long amount) : base(reward, amount) =>
        (CouponCode, ExpiresAt, ClaimId) = (reward.CouponCode, reward.ExpiresAt, reward.ClaimId);

    /// <inheritdoc/>
    public override string Type => "reward.issued";

    /// <summary>The code, for coupons.</summary>
    public string? CouponCode { get; }

    /// <summary>When it runs out; null never.</summary>
    public Instant? ExpiresAt { get; }

    /// <summary>The claim that it was made for; null otherwise.</summary>
    public ClaimId? ClaimId { get; }
}

/// <summary>A reward was wholly used.</summary>
public sealed record RewardRedeemed : RewardEvent
{
    internal RewardRedeemed(Reward reward, long amount, string? orderExternalId) : base(reward, amount) =>
        OrderExternalId = orderExternalId;

    /// <inheritdoc/>
    public override string Type => "reward.redeemed";

    /// <summary>The shop's id of the order that used it, where one is known.</summary>
    public string? OrderExternalId { get; }
}

/// <summary>A reward is due, but its pool of codes is empty.</summary>
public sealed record RewardWaiting : RewardEvent
{
    internal RewardWaiting(Reward reward) : base(reward, reward.IsCredit ? reward.Entitled : reward.Worth)
    {
    }

    /// <inheritdoc/>
    public override string Type => "reward.waiting";
}

/// <summary>A reward runs out in a few days, with something left.</summary>
public sealed record RewardExpiring : RewardEvent
{
    internal RewardExpiring(Reward reward, long amount) : base(reward, amount) => ExpiresAt = reward.ExpiresAt!.Value;

    /// <inheritdoc/>
    public override string Type => "reward.expiring";

    /// <summary>When it runs out.</summary>
    public Instant ExpiresAt { get; }
}

/// <summary>A reward's time ran out with something left.</summary>
public sealed record RewardExpired : RewardEvent
{
    internal RewardExpired(Reward reward, long amount) : base(reward, amount)
    {
    }

    /// <inheritdoc/>
    public override string Type => "reward.expired";
}

/// <summary>A reward was taken back: before issue, by a refund, or by a person.</summary>
public sealed record RewardRevoked : RewardEvent
{
    internal RewardRevoked(Reward reward, long amount, string reason) : base(reward, amount) => Reason = reason;

    /// <inheritdoc/>
    public override string Type => "reward.revoked";

    /// <summary>A stable reason.</summary>
    public string Reason { get; }
}

/// <summary>A reward changed its size: a part was refunded, or another tier was reached.</summary>
public sealed record RewardAdjusted : RewardEvent
{
    internal RewardAdjusted(Reward reward, long change, string reason) : base(reward, change) => Reason = reason;

    /// <inheritdoc/>
    public override string Type => "reward.adjusted";

    /// <summary>A stable reason.</summary>
    public string Reason { get; }
}

/// <summary>A coupon's use was undone; it can be used again.</summary>
public sealed record CouponReleased : RewardEvent
{
    internal CouponReleased(Reward reward, long amount, string orderExternalId) : base(reward, amount) => OrderExternalId = orderExternalId;

    /// <inheritdoc/>
    public override string Type => "coupon.released";

    /// <summary>The shop's id of the order that had used it.</summary>
    public string OrderExternalId { get; }
}

/// <summary>An advocate (or a friend, of one reward) spent credit or points.</summary>
public sealed record CreditRedeemed(
    RedemptionId RedemptionId, AdvocateId? AdvocateId, RewardKind Kind, string Asset, long Amount, string? OrderExternalId) : IShopEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Type => "credit.redeemed";

    /// <inheritdoc/>
    [JsonIgnore]
    public string Subject => RedemptionId.ToString();
}

/// <summary>A person put a balance right, or undid that.</summary>
public sealed record BalanceAdjusted(
    AdjustmentId AdjustmentId, AdvocateId AdvocateId, RewardKind Kind, string Asset, long Amount, AdjustmentId? Reverses, string MadeBy)
    : IShopEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Type => "balance.adjusted";

    /// <inheritdoc/>
    [JsonIgnore]
    public string Subject => AdvocateId.ToString();
}

/// <summary>Spent credit or points came back.</summary>
public sealed record CreditReleased(
    RedemptionId RedemptionId, AdvocateId? AdvocateId, RewardKind Kind, string Asset, long Amount, string? OrderExternalId) : IShopEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Type => "credit.released";

    /// <inheritdoc/>
    [JsonIgnore]
    public string Subject => RedemptionId.ToString();
}
