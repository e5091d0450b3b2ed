using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;

namespace Vouch.Server.Insights.Pages;

/// <summary>What the chart of the overview shows.</summary>
public enum OverviewTrend { Revenue, Customers, Cost }

/// <summary>A number of the period beside that of the period before.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">Written out; a dash for none.</param>
/// <param name="Change">Against the period before; empty where there is nothing to compare.</param>
/// <param name="Tone">good, stop, or plain where there are too few cases to judge.</param>
/// <param name="Note">What else belongs to it; empty without.</param>
/// <param name="Days">Its course; null where a day says nothing.</param>
public sealed record OverviewFigure(string Label, string Value, string Change, string Tone, string Note, IReadOnlyList<long>? Days);

/// <summary>Something that waits for a person.</summary>
/// <param name="Icon">Its icon.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Since">Since when; null where many wait.</param>
/// <param name="Href">Where to see to it, behind the desk's root; null where there is no such place.</param>
public sealed record OverviewTask(string Icon, string Text, Instant? Since, string? Href);

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

/// <summary>What the overview counts, as it shows it.</summary>
/// <param name="Maturity">What of it may still change, in words.</param>
/// <param name="Figures">Revenue, new customers, cost and return.</param>
/// <param name="Labels">The days of the chart, oldest first.</param>
/// <param name="Now">The period by day.</param>
/// <param name="Before">The one before by day.</param>
/// <param name="Mature">How many of the first days can no longer change.</param>
/// <param name="Cohort">What became of the friends who clicked in the period.</param>
/// <param name="ClickDays">For how long each is followed.</param>
public sealed record OverviewCourse(
    string Maturity, IReadOnlyList<OverviewFigure> Figures, IReadOnlyList<string> Labels, IReadOnlyList<long> Now,
    IReadOnlyList<long> Before, int Mature, ClickCohort Cohort, int ClickDays);

/// <summary>What the overview shows.</summary>
/// <param name="Days">How many days the period has; the last one is today.</param>
/// <param name="State">Of when its figures are.</param>
/// <param name="Span">The period and the one before, in words.</param>
/// <param name="Course">The figures; null while they are counted for the first time.</param>
/// <param name="Tasks">What needs a person.</param>
/// <param name="Goals">Those that are followed or were just decided, the most urgent first.</param>
/// <param name="MoreGoals">How many stand on their own page alone.</param>
/// <param name="Latest">The newest referrals.</param>
/// <param name="MayEditPrograms">Whether the visitor may make programs.</param>
/// <param name="MaySetGoals">Whether the visitor may set goals.</param>
/// <param name="FirstSteps">What a fresh shop has done of its beginning; null once there was a referral.</param>
/// <param name="Trend">What the chart shows.</param>
public sealed record OverviewModel(
    int Days, KeptState State, string Span, OverviewCourse? Course, IReadOnlyList<OverviewTask> Tasks, IReadOnlyList<GoalLine> Goals,
    int MoreGoals, IReadOnlyList<LatestReferral> Latest, bool MayEditPrograms, bool MaySetGoals, FirstStepsModel? FirstSteps,
    OverviewTrend Trend);
