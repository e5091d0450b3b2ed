using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>How each kind of reward lives: as credit in the ledger, as a code, or as something the merchant does.</summary>
public static class RewardKinds
{
    private static readonly RewardValueType[] Money = [RewardValueType.Fixed, RewardValueType.Percent];
    private static readonly RewardValueType[] Pieces = [RewardValueType.Quantity];
    private static readonly RewardValueType[] InPoints = [RewardValueType.Points];

    /// <summary>
    /// True for what is in the ledger from its promise on, in an account of its own: money and points. Anything else
    /// enters the ledger when it is used, at what it cost.
    /// </summary>
    public static bool IsCredit(RewardKind kind) => kind is RewardKind.StoreCredit or RewardKind.AccountCredit or RewardKind.Points
        or RewardKind.Cash or RewardKind.GiftCard or RewardKind.Donation;

    /// <summary>True for what is handed over as a code that one order uses.</summary>
    public static bool HasCode(RewardKind kind) =>
        kind is RewardKind.Coupon or RewardKind.FreeShipping or RewardKind.FreeProduct or RewardKind.FreePeriod;

    /// <summary>True for what may be handed over as a code from a pool: a code for the till, or a card's number.</summary>
    public static bool MayHavePool(RewardKind kind) => HasCode(kind) || kind == RewardKind.GiftCard;

    /// <summary>True for what an advocate spends over all their rewards of the kind; the rest is used one by one or paid out.</summary>
    public static bool IsSpendable(RewardKind kind) => kind is RewardKind.StoreCredit or RewardKind.AccountCredit or RewardKind.Points;

    /// <summary>
    /// True for what a person of the shop has to do: a custom reward, early access, and a gift card that no pool holds.
    /// </summary>
    public static bool IsTask(RewardKind kind, string? codePool) => kind is RewardKind.Custom or RewardKind.EarlyAccess
        || (kind == RewardKind.GiftCard && codePool is null);

    /// <summary>True where a holder may have the one kind instead of the other: both are money of the same amount.</summary>
    public static bool AreExchangeable(RewardKind kind, RewardKind other) =>
        kind != other && IsCredit(kind) && IsCredit(other) && kind != RewardKind.Points && other != RewardKind.Points;

    /// <summary>
    /// True for what runs out where the program says nothing: never money that is somebody's, nor what the shop has to do.
    /// </summary>
    public static bool UsuallyExpires(RewardKind kind) => kind is not (RewardKind.Cash or RewardKind.Donation or RewardKind.GiftCard
        or RewardKind.Custom or RewardKind.EarlyAccess);

    /// <summary>How the size of a kind may be said; the first is the usual one.</summary>
    public static IReadOnlyList<RewardValueType> ValueTypes(RewardKind kind) => kind switch
    {
        RewardKind.Points => InPoints,
        RewardKind.FreeProduct or RewardKind.FreePeriod or RewardKind.EarlyAccess => Pieces,
        RewardKind.FreeShipping => [RewardValueType.Quantity, RewardValueType.Fixed],
        RewardKind.Custom => [RewardValueType.Quantity, RewardValueType.Fixed, RewardValueType.Percent],
        _ => Money,
    };

    /// <summary>True for kinds of which one is meant where no size is said.</summary>
    public static bool IsOneByItself(RewardKind kind) => kind is RewardKind.FreeShipping or RewardKind.EarlyAccess or RewardKind.Custom;
}
