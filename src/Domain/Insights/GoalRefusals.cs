namespace Vouch.Domain.Insights;

/// <summary>Every "no" about goals.</summary>
public static class GoalRefusals
{
    /// <summary>No such goal in this shop.</summary>
    public static readonly Refusal NoSuchGoal = Refusal.NotFound("goal");

    /// <summary>Changing what was decided.</summary>
    public static readonly Refusal IsSettled = Refusal.State(
        "goal_settled", "The goal is reached or missed, and was told; only its name can change. Set a new one instead.");

    /// <summary>Changing what was put away.</summary>
    public static readonly Refusal IsArchived = Refusal.State("goal_archived", "The goal is archived; restore it first.");

    /// <summary>More than anybody follows.</summary>
    public static readonly Refusal TooMany = Refusal.State(
        "too_many_goals", "A shop has at most 50 goals at once that are neither settled nor archived; archive one first.");

    /// <summary>A return on a margin that nobody has told.</summary>
    public static readonly Refusal MarginIsUnknown = Refusal.Invalid(
        "kpi", "The return on margin needs your margin: tell it as finance.marginPercent of the shop first.");
}
