using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Rewards.Pages;

/// <summary>Rewards in a few words of the page's language.</summary>
internal static class RewardWords
{
    /// <summary>What it is: <c>€15 of store credit</c>, <c>2 free months</c>.</summary>
    public static string Of(RewardAnswer reward, Locality place) => reward switch
    {
        { Points: { } points } => place.Words.Count("reward.points", points),
        { Kind: RewardKind.Coupon, Amount: { } amount } => place.Words.Say(
            reward.Status == RewardStatus.Redeemed ? "portal.reward.coupon" : "portal.reward.coupon_up_to",
            ("amount", place.ShortMoney(amount))),
        { Kind: RewardKind.FreeShipping, Amount: { } amount } =>
            place.Words.Say("reward.free_shipping_up_to", ("amount", place.ShortMoney(amount))),
        { Kind: not (RewardKind.FreeProduct or RewardKind.FreePeriod or RewardKind.EarlyAccess), Amount: { } amount } =>
            Amount(reward.Kind, amount, place),
        { Title: { } title } => reward.Value?.Quantity is > 1 and var many
            ? place.Words.Count("reward.many", many, ("title", title)) : title,
        { Kind: RewardKind.FreePeriod, Value: { Quantity: { } many, Period: { } period } } =>
            place.Words.Count("reward.free_period." + period, many),
        { Kind: RewardKind.FreeShipping or RewardKind.FreeProduct, Value.Quantity: { } many } =>
            place.Words.Count("reward." + WireName.Of(reward.Kind), many),
        { Kind: RewardKind.EarlyAccess } => place.Words["reward.early_access"],
        { Kind: RewardKind.Custom } => place.Words["reward.gift"],
        _ => Word(reward.Kind, place).ToLower(place.Culture),
    };

    /// <summary>An amount of a kind of money: <c>€15 of store credit</c>.</summary>
    public static string Amount(RewardKind kind, long amount, Locality place) =>
        place.Words.Say($"reward.{WireName.Of(kind)}_fixed", ("amount", place.ShortMoney(amount)));

    /// <summary>A kind by itself.</summary>
    public static string Word(RewardKind kind, Locality place) => place.Words["portal.kind." + WireName.Of(kind)];

    /// <summary>When it came, comes or ends, for the desk.</summary>
    public static string When(RewardAnswer reward, Locality place) => reward switch
    {
        { Status: RewardStatus.Pending, IssuableAt: { } due } => $"not before {place.Day(due)}",
        { Status: RewardStatus.Pending } => "once paid and delivered",
        { Status: RewardStatus.Waiting } => "as soon as there is a code",
        { Status: RewardStatus.Issued, ExpiresAt: { } end } => $"usable until {place.Day(end)}",
        { IssuedAt: { } issued } => $"given {place.Day(issued)}",
        _ => "–",
    };
}
