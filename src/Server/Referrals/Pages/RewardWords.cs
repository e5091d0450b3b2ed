using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Rewards;

namespace Vouch.Server.Referrals.Pages;

/// <summary>Rewards in a few words.</summary>
internal static class RewardWords
{
    /// <summary>What it is: <c>€15 of store credit</c>.</summary>
    public static string Of(RewardAnswer reward, Locality place)
    {
        var kind = Domain.WireName.Of(reward.Kind).Replace('_', ' ');
        return reward switch
        {
            { Points: { } points } => $"{place.Number(points)} points",
            { Amount: { } amount, Kind: RewardKind.Coupon, Status: not RewardStatus.Redeemed } =>
                $"{kind}, up to {place.ShortMoney(amount)}",
            { Amount: { } amount, Kind: RewardKind.StoreCredit } => $"{place.ShortMoney(amount)} of {kind}",
            { Amount: { } amount } => $"{place.ShortMoney(amount)} {kind}",
            _ => kind,
        };
    }

    /// <summary>When it came, comes or ends.</summary>
    public static string When(RewardAnswer reward, Locality place) => reward switch
    {
        { Status: RewardStatus.Pending, IssuableAt: { } due } => $"from {place.Day(due)}, at the earliest",
        { Status: RewardStatus.Pending } => "once paid and delivered",
        { Status: RewardStatus.Issued, ExpiresAt: { } end } => $"usable until {place.Day(end)}",
        { IssuedAt: { } issued } => $"given {place.Day(issued)}",
        _ => "–",
    };
}
