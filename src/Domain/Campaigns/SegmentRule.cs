using Vouch.Domain.Ids;

namespace Vouch.Domain.Campaigns;

/// <summary>
/// Which advocates belong to a segment: those who are active and for whom everything that is stated holds. What is null is not asked.
/// "Older" takes in those who never did; "newer" does not.
/// </summary>
/// <param name="JoinedFrom">Joined at or after.</param>
/// <param name="JoinedBefore">Joined before.</param>
/// <param name="JoinedMoreThanDaysAgo">Joined at least so many days ago.</param>
/// <param name="JoinedWithinDays">Joined within so many days.</param>
/// <param name="Language">Reads this language (two letters); who has stated none reads the shop's.</param>
/// <param name="ProgramId">Brought a friend to this program; the referrals counted below are then its alone.</param>
/// <param name="ApprovedAtLeast">At least so many approved referrals.</param>
/// <param name="ApprovedAtMost">At most so many.</param>
/// <param name="SharedMoreThanDaysAgo">Last share at least so many days ago, or never.</param>
/// <param name="SharedWithinDays">Shared within so many days.</param>
/// <param name="ClickedMoreThanDaysAgo">Last human click on their links at least so many days ago, or never.</param>
/// <param name="ClickedWithinDays">Such a click within so many days.</param>
/// <param name="ReferredMoreThanDaysAgo">Last referral at least so many days ago, or none.</param>
/// <param name="ReferredWithinDays">A referral within so many days.</param>
/// <param name="HasBalance">Has something unspent, or nothing.</param>
/// <param name="HasExternalId">Is known by the shop's customer id, or not.</param>
public sealed record SegmentRule(
    Instant? JoinedFrom = null, Instant? JoinedBefore = null, int? JoinedMoreThanDaysAgo = null, int? JoinedWithinDays = null,
    string? Language = null, ProgramId? ProgramId = null, int? ApprovedAtLeast = null, int? ApprovedAtMost = null,
    int? SharedMoreThanDaysAgo = null, int? SharedWithinDays = null, int? ClickedMoreThanDaysAgo = null, int? ClickedWithinDays = null,
    int? ReferredMoreThanDaysAgo = null, int? ReferredWithinDays = null, bool? HasBalance = null, bool? HasExternalId = null);

/// <summary>A segment's rules as a client states them: absent keeps, null is not asked.</summary>
public sealed record SegmentRuleRequest
{
    public Optional<Instant?> JoinedFrom { get; init; }
    public Optional<Instant?> JoinedBefore { get; init; }
    public Optional<long?> JoinedMoreThanDaysAgo { get; init; }
    public Optional<long?> JoinedWithinDays { get; init; }
    public Optional<string?> Language { get; init; }
    public Optional<ProgramId?> ProgramId { get; init; }
    public Optional<long?> ApprovedAtLeast { get; init; }
    public Optional<long?> ApprovedAtMost { get; init; }
    public Optional<long?> SharedMoreThanDaysAgo { get; init; }
    public Optional<long?> SharedWithinDays { get; init; }
    public Optional<long?> ClickedMoreThanDaysAgo { get; init; }
    public Optional<long?> ClickedWithinDays { get; init; }
    public Optional<long?> ReferredMoreThanDaysAgo { get; init; }
    public Optional<long?> ReferredWithinDays { get; init; }
    public Optional<bool?> HasBalance { get; init; }
    public Optional<bool?> HasExternalId { get; init; }
}

/// <summary>A segment as a client states it.</summary>
public sealed record SegmentRequest
{
    public Optional<string?> Name { get; init; }
    public Optional<SegmentRuleRequest?> Rule { get; init; }
}
