using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Referrals.Pages;

/// <summary>A case before a person, as the queue's rows are read.</summary>
public sealed record ReviewRow(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, AdvocateId AdvocateId, string? AdvocateName, string? AdvocateEmail,
    string? OrderExternalId, ReviewCause Cause, Instant OpenedAt, Instant? AskedAt, Instant? AnsweredAt, string? Flags, long? Score,
    string? Signals, ScreeningRule? Rule, long Money, long Points);

/// <summary>A referral that screening would rather see looked at, while its return window lasts.</summary>
public sealed record ComingRow(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, AdvocateId AdvocateId, string? AdvocateName, string? AdvocateEmail,
    string? OrderExternalId, ScreeningDecision Decision, Instant? HoldUntil, long Score, string Signals, ScreeningRule? Rule, long Money,
    long Points);

/// <summary>How many came for one cause.</summary>
public sealed record CauseCount(ReviewCause Cause, long N);

/// <summary>How many stand behind each of the tabs.</summary>
public sealed record ReviewTabCounts(long Waiting, long Coming, long Samples);

/// <summary>What became of many at once.</summary>
/// <param name="Decision">What was asked for.</param>
/// <param name="Done">Those that were decided so: they can be taken back.</param>
/// <param name="NotDone">Whoever could not be, each with why.</param>
public sealed record DecidedModel(
    ReferralDecision Decision, IReadOnlyList<ReferralId> Done, IReadOnlyList<(ReferralId Id, string Why)> NotDone);

/// <summary>The queue.</summary>
/// <param name="Rows">One page, the fewest days left first.</param>
/// <param name="Causes">How many for each cause, for the filter.</param>
/// <param name="Tabs">The tabs' numbers.</param>
/// <param name="Cause">The chosen cause; null for all.</param>
/// <param name="Search">What was searched for; empty without.</param>
/// <param name="Next">The last of this page where there are more.</param>
/// <param name="Paged">True when this is not the first page.</param>
/// <param name="Ticked">True where all are ticked beforehand.</param>
/// <param name="MayDecide">Whether the visitor may decide.</param>
/// <param name="Now">Shop time.</param>
/// <param name="Language">The shop's locale: words of signals are in it.</param>
/// <param name="Decided">What was just decided; null when nothing was.</param>
/// <param name="Refused">Why nothing was decided.</param>
/// <param name="Views">Saved filters.</param>
public sealed record ReviewListModel(
    IReadOnlyList<ReviewRow> Rows, IReadOnlyList<CauseCount> Causes, ReviewTabCounts Tabs, ReviewCause? Cause, string Search,
    ReferralId? Next, bool Paged, bool Ticked, bool MayDecide, Instant Now, string Language, DecidedModel? Decided, string? Refused,
    SavedViewsModel Views);

/// <summary>What comes next.</summary>
public sealed record ComingModel(
    IReadOnlyList<ComingRow> Rows, ReviewTabCounts Tabs, ReferralId? Next, bool Paged, string Language);

/// <summary>What was drawn by lot.</summary>
public sealed record SpotCheckModel(
    IReadOnlyList<SpotCheck> Rows, ReviewTabCounts Tabs, ReferralId? Next, bool Paged, bool MayDecide, bool Done, string? Refused);
