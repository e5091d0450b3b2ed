using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages.Charts;

namespace Vouch.Server.Insights.Pages;

/// <summary>A number of the last thirty days beside that of the thirty before, with its course by day.</summary>
public sealed record OverviewFigure(long Value, long Before, IReadOnlyList<long> Days);

/// <summary>A referral as lists show it.</summary>
public sealed record LatestReferral(
    ReferralId ReferralId, string? FriendName, string? FriendEmail, AdvocateId AdvocateId, string? AdvocateName, string? AdvocateEmail,
    string Status, long? OrderAmount, Instant CreatedAt);

/// <summary>How far a shop has come that has no referral yet.</summary>
/// <param name="HasProgram">It has a program.</param>
/// <param name="IsRunning">One of its programs is active.</param>
/// <param name="HasAdvocate">Somebody can share.</param>
/// <param name="HasClick">A link was followed.</param>
public sealed record FirstStepsModel(bool HasProgram, bool IsRunning, bool HasAdvocate, bool HasClick);

/// <summary>What the overview shows.</summary>
/// <param name="Labels">The days of the chart, oldest first, as text.</param>
/// <param name="Revenue">Goods of attributed orders after refunds, minor units.</param>
/// <param name="Orders">Attributed orders that stand.</param>
/// <param name="Advocates">Who shared or brought somebody.</param>
/// <param name="Joined">All advocates who joined.</param>
/// <param name="Cost">Rewards promised and not taken back, minor units.</param>
/// <param name="Clicks">Human visits through links.</param>
/// <param name="Funnel">From share to approval.</param>
/// <param name="Notices">What needs a person.</param>
/// <param name="Latest">The newest referrals.</param>
/// <param name="MayEditPrograms">Whether the visitor may make programs.</param>
/// <param name="FirstSteps">What a fresh shop has done of its beginning; null once there was a referral.</param>
public sealed record OverviewModel(
    IReadOnlyList<string> Labels, OverviewFigure Revenue, OverviewFigure Orders, OverviewFigure Advocates, long Joined,
    OverviewFigure Cost, OverviewFigure Clicks,
    IReadOnlyList<FunnelStep> Funnel, IReadOnlyList<Notice> Notices, IReadOnlyList<LatestReferral> Latest, bool MayEditPrograms,
    FirstStepsModel? FirstSteps);
