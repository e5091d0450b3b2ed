using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Domain.Screening;
using Vouch.Server.Messaging;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;

namespace Vouch.Server.People.Pages;

/// <summary>A referral with what decides it, as one row.</summary>
/// <param name="ReferralId">Which.</param>
/// <param name="FriendName">The friend's name.</param>
/// <param name="FriendEmail">The friend's address.</param>
/// <param name="ProgramName">By which program.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">Why, a stable code.</param>
/// <param name="RewardNote">Why it earns nothing although it counts.</param>
/// <param name="HoldUntil">When its return window ends; null while that is unknown.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="OrderExternalId">The shop's own id of the order.</param>
/// <param name="OrderAmount">Goods after discounts, minor units.</param>
/// <param name="RefundedBase">What of them was refunded.</param>
/// <param name="Explanation">Who has the credit and why, in a sentence.</param>
/// <param name="Decision">What screening said last.</param>
/// <param name="Score">How it scored, of 100.</param>
/// <param name="Rule">The rule that decided the screening.</param>
/// <param name="Veto">How far the question to the shop's own system is.</param>
/// <param name="OpenedAt">Since when a person looks at it.</param>
/// <param name="AskedAt">When the advocate was asked.</param>
/// <param name="AnsweredAt">When they answered.</param>
/// <param name="ClaimExpiresAt">Until when the friend's offer is good.</param>
public sealed record PersonCase(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, string ProgramName, ReferralStatus Status, string Reason,
    string? RewardNote, Instant? HoldUntil, Instant CreatedAt, string? OrderExternalId, long? OrderAmount, long? RefundedBase,
    string? Explanation, ScreeningDecision? Decision, long? Score, ScreeningRule? Rule, VetoState? Veto, Instant? OpenedAt,
    Instant? AskedAt, Instant? AnsweredAt, Instant? ClaimExpiresAt)
{
    /// <summary>True as long as something is to come of it.</summary>
    public bool IsOpen => Status is ReferralStatus.Claimed or ReferralStatus.Pending or ReferralStatus.InReview;
}

/// <summary>How often one of the links was followed by people.</summary>
public sealed record CodeClicks(string Code, long N, Instant LastAt);

/// <summary>A payment to the person.</summary>
public sealed record PersonPayment(PayoutId PayoutId, long Amount, string Status, string? Reason, Instant CreatedAt, Instant? ClosedAt);

/// <summary>A mail to the person.</summary>
public sealed record PersonMail(
    MessageId MessageId, string Template, string Subject, MessageStatus Status, Instant QueuedAt, Instant? SentAt);

/// <summary>A line of the journal that is about the person, their referrals or their rewards.</summary>
public sealed record PersonEvent(string Type, Instant At, string Subject, string? Actor);

/// <summary>One answer to "where is my reward?".</summary>
/// <param name="What">What it is, in a few words.</param>
/// <param name="Friend">For which friend; null for none in particular.</param>
/// <param name="Href">Where the case stands.</param>
/// <param name="Why">Why it is not there yet, or why there is none: a sentence.</param>
/// <param name="When">The earliest day, in words.</param>
/// <param name="Deed">What to do about it; null where nothing is to be done.</param>
/// <param name="DeedHref">Where to do it; null where that is elsewhere.</param>
/// <param name="Tone">wait, stop, or plain.</param>
public sealed record RewardReply(
    string What, string? Friend, string Href, string Why, string When, string? Deed, string? DeedHref, string Tone);

/// <summary>Everything that came of a person, beside their own data.</summary>
/// <param name="Replies">Why what is open is open, and why lately nothing came.</param>
/// <param name="Unsaid">How many open things there are beside those.</param>
/// <param name="Cases">Their referrals, open ones first.</param>
/// <param name="Rewards">Their rewards.</param>
/// <param name="Clicks">By code.</param>
/// <param name="Payments">To them; null for whom payouts are closed.</param>
/// <param name="Mails">To them; null for whom mails are closed.</param>
/// <param name="Events">From the journal, the newest first.</param>
/// <param name="Names">Who did what stands there.</param>
/// <param name="Language">In which screening gives its reasons.</param>
public sealed record PersonStory(
    IReadOnlyList<RewardReply> Replies, int Unsaid, IReadOnlyList<PersonCase> Cases, IReadOnlyList<RewardAnswer> Rewards,
    IReadOnlyDictionary<string, CodeClicks> Clicks, IReadOnlyList<PersonPayment>? Payments, IReadOnlyList<PersonMail>? Mails,
    IReadOnlyList<PersonEvent> Events, IReadOnlyDictionary<string, string> Names, string Language);
