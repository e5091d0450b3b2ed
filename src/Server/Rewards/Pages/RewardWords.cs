using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Rewards.Pages;

/// <summary>Rewards in a few words.</summary>
internal static class RewardWords
{
    /// <summary>What it is: <c>€15 of store credit</c>, <c>2 free months</c>.</summary>
    public static string Of(RewardAnswer reward, Locality place) => reward switch
    {
        { Points: 1 } => "1 point",
        { Points: { } points } => $"{place.Number(points)} points",
        { Kind: RewardKind.Coupon, Amount: { } amount, Status: not RewardStatus.Redeemed } => $"coupon, up to {place.ShortMoney(amount)}",
        { Kind: RewardKind.Coupon, Amount: { } amount } => $"{place.ShortMoney(amount)} coupon",
        { Amount: { } amount } => $"{place.ShortMoney(amount)} {As(reward.Kind)}",
        { Title: { } title } => reward.Value?.Quantity is > 1 and var many ? $"{place.Number(many)} × {title}" : title,
        { Kind: RewardKind.FreePeriod, Value: { Quantity: 1 } one } => $"a free {one.Period}",
        { Kind: RewardKind.FreePeriod, Value: { Quantity: { } many } value } => $"{place.Number(many)} free {value.Period}s",
        { Value.Quantity: > 1 and var many } => $"{place.Number(many)} × {Word(reward.Kind)}",
        _ => Word(reward.Kind),
    };

    /// <summary>A kind of money as the last words of an amount: <c>€15 of store credit</c>.</summary>
    public static string As(RewardKind kind) => kind switch
    {
        RewardKind.StoreCredit => "of store credit",
        RewardKind.AccountCredit => "of account credit",
        RewardKind.Cash => "in cash",
        RewardKind.GiftCard => "on a gift card",
        RewardKind.Donation => "as a donation",
        _ => Word(kind),
    };

    /// <summary>A kind by itself.</summary>
    public static string Word(RewardKind kind) => kind == RewardKind.Custom ? "a gift" : WireName.Of(kind).Replace('_', ' ');

    /// <summary>When it came, comes or ends.</summary>
    public static string When(RewardAnswer reward, Locality place) => reward switch
    {
        { Status: RewardStatus.Pending, IssuableAt: { } due } => $"from {place.Day(due)}, at the earliest",
        { Status: RewardStatus.Pending } => "once paid and delivered",
        { Status: RewardStatus.Waiting } => "as soon as there is a code",
        { Status: RewardStatus.Issued, ExpiresAt: { } end } => $"usable until {place.Day(end)}",
        { IssuedAt: { } issued } => $"given {place.Day(issued)}",
        _ => "–",
    };
}
