using Vouch.Domain;
using Vouch.Domain.Languages;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;

namespace Vouch.Server.Referrals.Portal;

/// <summary>How the advocate's page says where friends and rewards stand: fairly, and without a recipe.</summary>
internal static class PortalWords
{
    /// <summary>A friend's state in a sentence.</summary>
    /// <param name="words">The language.</param>
    /// <param name="status">Where the referral stands.</param>
    /// <param name="reason">Why.</param>
    /// <param name="note">Why there is no reward; null where there is one.</param>
    /// <param name="due">The day on which the hold ends; null while unknown.</param>
    public static string State(Words words, string status, string reason, string? note, string? due) => (status, reason) switch
    {
        ("approved", _) when IsNoReward(note) => words.Say("portal.state.approved_no_reward", ("why", words["portal.state." + note])),
        ("pending" or "in_review", _) when IsNoReward(note) =>
            words.Say("portal.state.pending_no_reward", ("why", words["portal.state." + note])),
        ("pending", _) when due is not null => words.Say("portal.state.pending_until", ("day", due)),
        ("rejected", CloseReferral.CodeLeaked) => words["portal.state.code_leaked"],
        ("rejected", ReviewReferral.Expired) => words["portal.state.review_expired"],
        ("cancelled", "below_minimum") => words["portal.state.below_minimum"],
        ("cancelled", "order_refunded") => words["portal.state.refunded"],
        ("cancelled", "order_cancelled") => words["portal.state.order_cancelled"],
        _ => words["portal.state." + status],
    };

    /// <summary>Rewards without those that a later one of the same referral stands for: a decision was taken back and made again.</summary>
    public static IEnumerable<RewardAnswer> Standing(IReadOnlyList<RewardAnswer> rewards) => rewards.Where(reward =>
        reward is not { Status: RewardStatus.Revoked, ReferralId: { } referral }
        || !rewards.Any(later => later.ReferralId == referral && later.Id.Value > reward.Id.Value && later.Recipient == reward.Recipient));

    /// <summary>Why a reward is not here yet, or until when it is good.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="friend">How its referral stands; null where it is of none, or of one long ago.</param>
    /// <param name="place">Language and zone.</param>
    public static string When(RewardAnswer reward, PortalReferral? friend, Locality place)
    {
        var status = WireName.Of(reward.Status);
        return reward switch
        {
            { Status: RewardStatus.Issued, Kind: RewardKind.Cash, Left: 0 } => place.Words["portal.money.cash_leaves"],
            { Status: RewardStatus.Issued, Kind: RewardKind.Cash } => place.Words["portal.money.cash_waits"],
            { Status: RewardStatus.Issued, Kind: RewardKind.Custom or RewardKind.EarlyAccess }
                or { Status: RewardStatus.Issued, Kind: RewardKind.GiftCard, CouponCode: null, Left: > 0 } =>
                place.Words["portal.money.handed_over"],
            { Status: RewardStatus.Pending or RewardStatus.Revoked } when friend is { Status: "in_review" } =>
                place.Words["portal.state.in_review"],
            { Status: RewardStatus.Revoked } when friend is { Status: "rejected" } =>
                State(place.Words, friend.Status, friend.Reason, null, null),
            { Status: RewardStatus.Pending, IssuableAt: { } due } =>
                place.Words.Say("portal.reward.pending_until", ("day", place.Day(due))),
            { Status: RewardStatus.Issued, ExpiresAt: { } end } => place.Words.Say("portal.reward.issued_until", ("day", place.Day(end))),
            _ => place.Words["portal.reward." + status],
        };
    }

    /// <summary>What a reward is.</summary>
    public static string Of(RewardAnswer reward, Locality place) => RewardWords.Of(reward, place);

    /// <summary>A kind of reward by itself, as a heading.</summary>
    public static string Kind(Words words, RewardKind kind) => words["portal.kind." + WireName.Of(kind)];

    private static bool IsNoReward(string? note) => note is "cap_reached" or "budget_spent";
}
