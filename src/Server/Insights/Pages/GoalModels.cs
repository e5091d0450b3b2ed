using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Insights.Pages;

/// <summary>A goal as a row shows it.</summary>
/// <param name="GoalId">Its id.</param>
/// <param name="Name">For people.</param>
/// <param name="Measure">What is measured, and of which program.</param>
/// <param name="Span">From when to when.</param>
/// <param name="Status">How it stands.</param>
/// <param name="Sentence">The same in words.</param>
/// <param name="Target">Where it is to come.</param>
/// <param name="Progress">How far it is.</param>
public sealed record GoalLine(
    GoalId GoalId, string Name, string Measure, string Span, GoalStatus Status, string Sentence, decimal Target, GoalProgress Progress);

/// <summary>A goal to take with one click.</summary>
/// <param name="Title">What it says.</param>
/// <param name="Note">Why this one.</param>
/// <param name="Href">The form, filled in.</param>
public sealed record GoalProposal(string Title, string Note, string Href);

/// <summary>The list of goals.</summary>
/// <param name="Lines">Those of this page.</param>
/// <param name="Proposals">Three to begin with; empty where there are goals.</param>
/// <param name="IsArchived">Those that were put away are shown.</param>
/// <param name="Archived">How many were.</param>
/// <param name="Next">Behind which the next page begins; null on the last.</param>
/// <param name="Paged">True behind the first page.</param>
/// <param name="JustArchived">What was just put away, to be undone; null without.</param>
/// <param name="IsSaved">Something was just saved.</param>
/// <param name="MayEdit">The visitor may set goals.</param>
/// <param name="Refused">Why a deed was not done; null otherwise.</param>
/// <param name="State">Of when what was measured is.</param>
public sealed record GoalListModel(
    IReadOnlyList<GoalLine> Lines, IReadOnlyList<GoalProposal> Proposals, bool IsArchived, long Archived, GoalId? Next, bool Paged,
    GoalId? JustArchived, bool IsSaved, bool MayEdit, string? Refused, KeptState State);

/// <summary>The form of a goal.</summary>
/// <param name="GoalId">Null for a new one.</param>
/// <param name="Title">Above it.</param>
/// <param name="Values">As typed.</param>
/// <param name="Kpis">The measures to choose from.</param>
/// <param name="Programs">The programs to choose from.</param>
/// <param name="IsSettled">Only the name can change.</param>
public sealed record GoalFormModel(
    GoalId? GoalId, string Title, FormValues Values, IReadOnlyList<(string Value, string Text)> Kpis,
    IReadOnlyList<(string Value, string Text)> Programs, bool IsSettled);
