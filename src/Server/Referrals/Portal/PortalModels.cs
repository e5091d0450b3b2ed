using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Rewards;

namespace Vouch.Server.Referrals.Portal;

/// <summary>A friend as their advocate may see them: no address, no order, an initial at most.</summary>
/// <param name="Initial">The first letter of the name; null without one.</param>
/// <param name="Since">When the case began.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Words">The same in a sentence.</param>
/// <param name="Asked">Which case, and what the shop asks about it; null where nothing is open.</param>
/// <param name="Appealable">Which case may be looked at again; null where it may not.</param>
public sealed record PortalFriend(
    string? Initial, Instant Since, string Status, string Words, (ReferralId Id, string Question)? Asked, ReferralId? Appealable);

/// <summary>A reward as its owner sees it.</summary>
public sealed record PortalReward(string What, string Status, string Words, string? CouponCode)
{
    /// <summary>Which.</summary>
    public RewardId Id { get; init; }

    /// <summary>What of it is left, where a part is gone; null otherwise.</summary>
    public string? Left { get; init; }

    /// <summary>What it may be taken as instead, each with the words of its button.</summary>
    public IReadOnlyList<(string Kind, string Text)> Choices { get; init; } = [];
}

/// <summary>An offer that can be shared.</summary>
/// <param name="Url">The link.</param>
/// <param name="Code">The code in it.</param>
/// <param name="YouGet">What the advocate gets; null for nothing.</param>
/// <param name="FriendGets">What the friend gets, as the advocate reads it.</param>
/// <param name="Headline">The same as the friend reads it.</param>
/// <param name="Terms">The live rules.</param>
public sealed record PortalOffer(
    string Url, string Code, string? YouGet, string FriendGets, string Headline, IReadOnlyList<TermsChapter> Terms);

/// <summary>The advocate's own page.</summary>
public sealed record PortalModel(
    string ShopName, string? ShopAddress, string Root, string BrandSheet, Locality Place, string? FirstName, bool Blocked,
        IReadOnlyList<PortalOffer> Offers,
    long Clicks, long Ordered, long Approved, BalanceAnswer Balance, IReadOnlyList<PortalFriend> Friends,
        IReadOnlyList<PortalReward> Rewards, PortalMoneyModel Money);

/// <summary>A page of the portal before one is in.</summary>
public sealed record PortalDoorModel(
    string ShopName, string? ShopAddress, string Root, string BrandSheet, string Title, string Text, string? Token);

/// <summary>A referral as the portal's page reads it.</summary>
internal sealed record PortalReferral(
    ReferralId ReferralId, string? FriendName, string Status, string Reason, string? RewardNote, Instant? HoldUntil, bool HasOrder,
    Instant CreatedAt, Instant UpdatedAt, Instant? AppealedAt, string? Question);
