namespace Vouch.Domain.Insights;

/// <summary>Which side of the target is good.</summary>
public enum GoalDirection
{
    /// <summary>At least the target: new customers, revenue, rates.</summary>
    AtLeast,

    /// <summary>At most the target: cost of a customer, cycle time.</summary>
    AtMost,
}

/// <summary>A measure that is to come to a target in a time.</summary>
/// <param name="Kpi">Which measure.</param>
/// <param name="Direction">Which side is good.</param>
/// <param name="Target">Cases, minor units or a share, as the measure is.</param>
/// <param name="From">First instant of its time.</param>
/// <param name="To">First instant after it.</param>
public sealed record Goal(Kpi Kpi, GoalDirection Direction, decimal Target, Instant From, Instant To)
{
    /// <summary>A goal; refused without a time, and for a target below 0 where the measure has no such values.</summary>
    public static Result<Goal> Make(Kpi kpi, GoalDirection direction, decimal target, Instant from, Instant to)
    {
        if (to <= from)
        {
            return Refusal.Invalid("to", "A goal ends after it begins.");
        }

        // Returns alone may be negative, and even reaching for less loss is a goal.
        return target < 0 && kpi is not (Kpi.RoiSeed or Kpi.RoiMargin)
            ? Refusal.Invalid("target", "A target of this measure is not below 0.")
            : new Goal(kpi, direction, target, from, to);
    }

    /// <summary>A goal as a change: 15 % more new customers, 10 % less cost. What is to fall is good below its target.</summary>
    /// <param name="kpi">Which measure.</param>
    /// <param name="before">What it was in the time compared with; positive.</param>
    /// <param name="basisPoints">The change: 1500 is 15 % more, -1000 is 10 % less.</param>
    /// <param name="from">First instant of its time.</param>
    /// <param name="to">First instant after it.</param>
    public static Result<Goal> ByChange(Kpi kpi, decimal before, int basisPoints, Instant from, Instant to) => Make(
        kpi, basisPoints < 0 ? GoalDirection.AtMost : GoalDirection.AtLeast, before * (10_000 + basisPoints) / 10_000, from, to);

    /// <summary>Whether a value is good enough.</summary>
    public bool IsMetBy(decimal value) => Direction == GoalDirection.AtLeast ? value >= Target : value <= Target;
}
