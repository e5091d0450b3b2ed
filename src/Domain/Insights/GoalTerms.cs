using Vouch.Domain.Ids;

namespace Vouch.Domain.Insights;

/// <summary>A goal as it is stated, in days of the shop's calendar.</summary>
/// <param name="Name">For people.</param>
/// <param name="Kpi">Which measure.</param>
/// <param name="Direction">Which side of the target is good.</param>
/// <param name="Target">Cases, minor units, a share or a ratio, as the measure is.</param>
/// <param name="From">First day inside.</param>
/// <param name="To">First day after.</param>
/// <param name="ProgramId">Of one program alone; null for all.</param>
public sealed record GoalTerms(
    string Name, Kpi Kpi, GoalDirection Direction, decimal Target, DateOnly From, DateOnly To, ProgramId? ProgramId);

/// <summary>A goal as a client states it, whole (POST) or in part (PATCH: absent keeps). Nothing is checked yet.</summary>
public sealed record GoalRequest
{
    /// <summary>1 to 200 characters.</summary>
    public Optional<string?> Name { get; init; }

    /// <summary>A name of <c>/v1/reports/kpis</c>, such as <c>newReferredCustomers</c>.</summary>
    public Optional<string?> Kpi { get; init; }

    /// <summary><c>at_least</c> or <c>at_most</c>; the measure's own good side when absent.</summary>
    public Optional<string?> Direction { get; init; }

    /// <summary>Cases, minor units, a share (0.25 is a quarter) or a ratio, as the measure is.</summary>
    public Optional<decimal?> Target { get; init; }

    /// <summary>The first day, in the shop's calendar.</summary>
    public Optional<DateOnly?> From { get; init; }

    /// <summary>The first day after it.</summary>
    public Optional<DateOnly?> To { get; init; }

    /// <summary>Only this program's; null for all.</summary>
    public Optional<ProgramId?> ProgramId { get; init; }
}
