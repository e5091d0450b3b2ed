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

    /// <summary>What a campaign did to it; null without one.</summary>
    public string? Campaign { get; init; }

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
/// <param name="Next">How far it is to what comes next on the ladder, in sentences.</param>
/// <param name="Terms">The live rules.</param>
/// <param name="ProductLink">The link to a page of the shop that was asked for; null where none was.</param>
/// <param name="Bonuses">What campaigns add now, and until when, in sentences.</param>
public sealed record PortalOffer(
    string Url, string Code, string? YouGet, string FriendGets, string Headline, IReadOnlyList<string> Next,
    IReadOnlyList<TermsChapter> Terms, string? ProductLink, IReadOnlyList<string> Bonuses);

/// <summary>The advocate's own page.</summary>
/// <param name="Face">What stands around it.</param>
/// <param name="Root">Where the portal begins.</param>
/// <param name="FirstName">Of the advocate; null without a name.</param>
/// <param name="Blocked">True where the link earns nothing.</param>
/// <param name="Offers">What can be shared.</param>
/// <param name="Clicks">Human visits.</param>
/// <param name="Ordered">Friends who ordered.</param>
/// <param name="Approved">Friends who count.</param>
/// <param name="Balance">The money.</param>
/// <param name="Friends">The latest friends.</param>
/// <param name="Rewards">The latest rewards.</param>
/// <param name="Money">What goes beyond the three numbers.</param>
/// <param name="Own">What the advocate decides.</param>
/// <param name="Product">The page of the shop to which a link was asked for; null where none was.</param>
public sealed record PortalModel(
    PublicFace Face, string Root, string? FirstName, bool Blocked, IReadOnlyList<PortalOffer> Offers, long Clicks, long Ordered,
    long Approved, BalanceAnswer Balance, IReadOnlyList<PortalFriend> Friends, IReadOnlyList<PortalReward> Rewards,
    PortalMoneyModel Money, PortalOwnModel Own, string? Product);

/// <summary>A referral as the portal's page reads it.</summary>
internal sealed record PortalReferral(
    ReferralId ReferralId, string? FriendName, string Status, string Reason, string? RewardNote, Instant? HoldUntil, bool HasOrder,
    Instant CreatedAt, Instant UpdatedAt, Instant? AppealedAt, string? Question);
