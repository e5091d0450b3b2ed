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

    /// <summary>Why a reward is not here yet, or until when it is good.</summary>
    public static string When(RewardAnswer reward, Locality place)
    {
        var status = WireName.Of(reward.Status);
        return reward switch
        {
            { Status: RewardStatus.Issued, Kind: RewardKind.Cash, Left: 0 } => place.Words["portal.money.cash_leaves"],
            { Status: RewardStatus.Issued, Kind: RewardKind.Cash } => place.Words["portal.money.cash_waits"],
            { Status: RewardStatus.Issued, Kind: RewardKind.Custom or RewardKind.EarlyAccess }
                or { Status: RewardStatus.Issued, Kind: RewardKind.GiftCard, CouponCode: null, Left: > 0 } =>
                place.Words["portal.money.handed_over"],
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
