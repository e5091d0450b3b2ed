using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Server.Rewards;

namespace Vouch.Server.Referrals.Pages;

/// <summary>A referral in a list.</summary>
public sealed record ReferralLine(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, AdvocateId AdvocateId, string? AdvocateName, string? AdvocateEmail,
    string ProgramName, string? OrderExternalId, long? OrderAmount, string Status, string Reason, Instant CreatedAt);

/// <summary>How many referrals stand in one state.</summary>
public sealed record StatusCount(string Status, long N);

/// <summary>The list with its filter.</summary>
/// <param name="Lines">One page.</param>
/// <param name="Counts">All states, for the filter.</param>
/// <param name="Status">The chosen state; null for all.</param>
/// <param name="Search">What was searched for; empty without.</param>
/// <param name="Next">The last id of this page where there are more.</param>
/// <param name="Paged">True when this is not the first page.</param>
/// <param name="Views">Saved filters.</param>
public sealed record ReferralListModel(
    IReadOnlyList<ReferralLine> Lines, IReadOnlyList<StatusCount> Counts, string? Status, string Search, ReferralId? Next, bool Paged,
    SavedViewsModel Views);

/// <summary>One referral with the names its page shows.</summary>
public sealed record ReferralHead(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, AdvocateId AdvocateId, string? AdvocateName, string? AdvocateEmail,
    ProgramId ProgramId, string ProgramName, OrderId? OrderId, string Status, string Reason, string? RewardNote, Instant? HoldUntil,
        Instant CreatedAt);

/// <summary>The order behind a referral.</summary>
public sealed record OrderFigures(
    string ExternalId, string Status, Instant PlacedAt, long BaseAmount, long RefundedBase, Instant? PaidAt, Instant? DeliveredAt);

/// <summary>Who got the credit and why.</summary>
public sealed record CreditLine(string Outcome, string? Via, string Reason, string Explanation, string Flags, string Evidence);

/// <summary>One touch that was looked at.</summary>
/// <param name="What">Click, claim, coupon…</param>
/// <param name="At">When; null where unknown.</param>
/// <param name="Code">The code, where one was used.</param>
/// <param name="Verdict">Decided, counted, or why not.</param>
/// <param name="Won">True for the one that decided.</param>
public sealed record EvidenceLine(string What, Instant? At, string? Code, string Verdict, bool Won);

/// <summary>Everything about one referral.</summary>
public sealed record ReferralModel(
    ReferralHead Head, OrderFigures? Order, CreditLine? Credit, IReadOnlyList<EvidenceLine> Evidence,
    IReadOnlyList<RewardAnswer> Rewards, IReadOnlyList<TimelineStep> Steps, string? Next, bool MayDecide, bool Done, string? Refused,
    bool MayAskVeto, string Language, CaseModel? Case, NotesModel Notes);
