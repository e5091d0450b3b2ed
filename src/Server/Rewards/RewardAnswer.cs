using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.Rewards;

/// <summary>One line of a reward's history.</summary>
/// <param name="At">When, in shop time.</param>
/// <param name="Type">What happened.</param>
/// <param name="Amount">How much; null where none is meant.</param>
/// <param name="Detail">A reason or an external id; empty without.</param>
public sealed record RewardHistoryAnswer(Instant At, string Type, long? Amount, string Detail);

/// <summary>What a campaign added to a reward.</summary>
/// <param name="Id">Which campaign.</param>
/// <param name="Name">Its name.</param>
/// <param name="Multiplier">What the reward is worth by it, hundredths of the plain one; null for a fixed extra.</param>
/// <param name="Extra">What it added, as far as there was room; null for a multiple.</param>
/// <param name="Bonus">What of the reward is the bonus now: minor units or points, 0 once it is void.</param>
/// <param name="Explanation">The same in a sentence.</param>
public sealed record RewardCampaignAnswer(CampaignId Id, string Name, int? Multiplier, long? Extra, long Bonus, string Explanation);

/// <summary>A reward as the contract shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ReferralId">For which referral.</param>
/// <param name="Recipient">Who has it.</param>
/// <param name="AdvocateId">Whose balance it counts in; null for a friend's.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Amount">Minor units: what refunds left of credit, a coupon's amount (what it took off, once used); null for points, for
/// pieces, and for a percentage without a cap.</param>
/// <param name="Currency">The shop's; null for points.</param>
/// <param name="Points">Whole points; null for anything else.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="IssuableAt">When the hold ends; null while that is unknown.</param>
/// <param name="IssuedAt">When it became usable.</param>
/// <param name="ExpiresAt">When it runs out; null never.</param>
/// <param name="CouponCode">The code of what is handed over as one.</param>
/// <param name="History">What happened to it, oldest first.</param>
/// <param name="Value">How many pieces or periods; left out where it is an amount.</param>
/// <param name="Title">What it is in the merchant's words; left out for the kind's own.</param>
/// <param name="Remaining">What of credit is available and unspent; left out while that is all of it, or nothing.</param>
/// <param name="Choice">What its holder may still take instead; left out without a choice.</param>
/// <param name="Campaign">Which campaign added to it; left out without one.</param>
public sealed record RewardAnswer(
    RewardId Id, ReferralId? ReferralId, Recipient Recipient, AdvocateId? AdvocateId, RewardKind Kind,
    long? Amount, string? Currency, long? Points, RewardStatus Status, Instant? IssuableAt, Instant? IssuedAt, Instant? ExpiresAt,
    string? CouponCode, IReadOnlyList<RewardHistoryAnswer> History,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RewardValueAnswer? Value,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Remaining,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RewardKind>? Choice,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RewardCampaignAnswer? Campaign)
{
    /// <summary>What of credit is available and unspent, for pages: always said; 0 for anything else.</summary>
    [JsonIgnore]
    public long Left { get; private init; }

    internal static RewardAnswer Of(Reward reward, IReadOnlyList<RewardHistoryAnswer> history, string? campaign = null)
    {
        var points = reward.Kind == RewardKind.Points;
        var promise = reward.Promise();
        return new RewardAnswer(
            reward.RewardId, reward.ReferralId, reward.Recipient, reward.AdvocateId, reward.Kind,
            points ? null : MoneyOf(reward), points ? null : reward.Asset, points ? Promised(reward) : null,
            reward.Status, reward.IssuableAt, reward.IssuedAt, reward.ExpiresAt, reward.CouponCode,
            history,
            reward.IsInPieces ? RewardValueAnswer.Of(RewardWorth.ValueFor(promise, reward.BaseAmount)) : null, promise.Title,
            reward is { IsCredit: true, Status: RewardStatus.Issued } && reward.Remaining != reward.Entitled ? reward.Remaining : null,
            ChooseReward.ChoicesOf(reward, promise) is { Count: > 0 } choice ? choice : null,
            campaign is null ? null : CampaignOf(reward, promise, campaign))
        {
            Left = reward.Remaining,
        };
    }

    private static RewardCampaignAnswer? CampaignOf(Reward reward, RewardSpecification promise, string name)
    {
        if (reward.CampaignId is not { } id || promise.Bonus is not { } bonus)
        {
            return null;
        }

        var place = Locality.Neutral with { Currency = Domain.Currency.Of(reward.Kind == RewardKind.Points ? "EUR" : reward.Asset) };
        return new RewardCampaignAnswer(
            id, name, bonus.Multiplier, bonus.Extra, reward.BonusAmount, CampaignWords.OfReward(bonus, reward.Kind, name, place));
    }

    private static long? MoneyOf(Reward reward)
    {
        if (reward.IsCredit)
        {
            return Promised(reward);
        }

        if (reward.IsInPieces)
        {
            return null;
        }

        if (reward.Status == RewardStatus.Redeemed)
        {
            return reward.RedeemedAmount;
        }

        return reward.HasOwnAmount || reward.Promise().Value is not { Type: RewardValueType.Percent, Cap: null } ? reward.Worth : null;
    }

    // What was taken back whole still shows what had been promised.
    private static long Promised(Reward reward) => reward.Status == RewardStatus.Revoked ? reward.Granted : reward.Entitled;
}
