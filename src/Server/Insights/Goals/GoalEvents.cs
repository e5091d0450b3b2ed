using System.Text.Json.Serialization;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>
/// What was done to a goal: <c>goal.created</c>, <c>goal.updated</c>, <c>goal.archived</c>, <c>goal.restored</c>.
/// </summary>
/// <param name="Step">The second word.</param>
/// <param name="GoalId">The goal.</param>
internal sealed record GoalHappened([property: JsonIgnore] string Step, GoalId GoalId) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "goal." + Step;

    /// <inheritdoc/>
    public string Subject => GoalId.ToString();
}

/// <summary>A goal was decided, once and for good: <c>goal.reached</c> or <c>goal.missed</c>.</summary>
/// <param name="Decision">The second word.</param>
/// <param name="GoalId">The goal.</param>
/// <param name="Kpi">The measure, as <c>/v1/reports/kpis</c> calls it.</param>
/// <param name="Direction">Which side of the target is good.</param>
/// <param name="Target">Cases, minor units, a share or a ratio.</param>
/// <param name="Value">The measure when it was decided; null where it had none.</param>
/// <param name="From">First day inside.</param>
/// <param name="To">First day after.</param>
/// <param name="ProgramId">Of one program alone; null for all.</param>
internal sealed record GoalDecided(
    [property: JsonIgnore] string Decision, GoalId GoalId, string Kpi, GoalDirection Direction, decimal Target, decimal? Value,
    DateOnly From, DateOnly To, ProgramId? ProgramId) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "goal." + Decision;

    /// <inheritdoc/>
    public string Subject => GoalId.ToString();
}
