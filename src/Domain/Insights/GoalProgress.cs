using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights;

/// <summary>How a goal stands.</summary>
public enum GoalStatus
{
    /// <summary>Its time has not begun.</summary>
    Waiting,

    /// <summary>Too little time or too few data to say.</summary>
    TooEarly,

    /// <summary>Going on as now, it will be met.</summary>
    OnTrack,

    /// <summary>Going on as now, it will not.</summary>
    Behind,

    /// <summary>Met, and nothing later undoes it but refunds.</summary>
    Reached,

    /// <summary>Not met, and too late.</summary>
    Missed,
}

/// <summary>How a forecast was made; it is said beside it.</summary>
public enum ForecastMethod
{
    /// <summary>What comes together day by day goes on at the mean rate of the time so far.</summary>
    RunRate,

    /// <summary>A rate, a mean or a state stays what it is.</summary>
    StaysAsItIs,
}

/// <summary>How a goal stands at an instant.</summary>
/// <param name="Status">In a word.</param>
/// <param name="Value">The measure so far; null where it has none.</param>
/// <param name="Pace">What it would have to be by now.</param>
/// <param name="Forecast">What it comes to at the end; null where it is too early to say.</param>
/// <param name="ForecastRange">Where that lies, 95 %, if only chance changes it; null where the measure has no interval.</param>
/// <param name="Method">How the forecast is made.</param>
/// <param name="Elapsed">Share of the time that is over, 0 to 1.</param>
public sealed record GoalProgress(
    GoalStatus Status, decimal? Value, decimal Pace, decimal? Forecast, Interval? ForecastRange, ForecastMethod Method, decimal Elapsed)
{
    // Before a tenth of the time a single good day would promise wonders. Our own choice.
    private const decimal LeastElapsed = 0.1m;

    /// <summary>How a goal stands.</summary>
    /// <param name="goal">The goal.</param>
    /// <param name="measure">The goal's measure over its time up to <paramref name="now"/>, or up to its end.</param>
    /// <param name="now">When it is looked at.</param>
    public static GoalProgress Of(Goal goal, Measure measure, Instant now)
    {
        var elapsed = now <= goal.From ? 0 : now >= goal.To ? 1
            : (decimal)(now.Milliseconds - goal.From.Milliseconds) / (goal.To.Milliseconds - goal.From.Milliseconds);
        var isAccruing = Kpis.IsAccruing(goal.Kpi);
        var (forecast, range) = elapsed < LeastElapsed || measure.Value is not { } value ? (null, null)
            : isAccruing ? (value / elapsed, Continued(value, measure.Interval, elapsed)) : ((decimal?)value, measure.Interval);
        return new(
            Judge(goal, measure, elapsed, isAccruing, forecast), measure.Value, isAccruing ? goal.Target * elapsed : goal.Target, forecast,
            range, isAccruing ? ForecastMethod.RunRate : ForecastMethod.StaysAsItIs, elapsed);
    }

    private static GoalStatus Judge(Goal goal, Measure measure, decimal elapsed, bool isAccruing, decimal? forecast)
    {
        if (elapsed == 0)
        {
            return GoalStatus.Waiting;
        }

        var isMet = measure.Value is { } value && goal.IsMetBy(value);

        // What only grows is there once it is there, and too much once it is too much.
        if (isAccruing && measure.Value is not null && isMet == (goal.Direction == GoalDirection.AtLeast) && elapsed < 1)
        {
            return isMet ? GoalStatus.Reached : GoalStatus.Missed;
        }

        if (elapsed == 1)
        {
            // Orders of the last days may still follow: not met is final only when they no longer can.
            return isMet ? GoalStatus.Reached : measure.IsMature ? GoalStatus.Missed : GoalStatus.Behind;
        }

        return forecast is not { } end || !measure.Data.IsShown ? GoalStatus.TooEarly
            : goal.IsMetBy(end) ? GoalStatus.OnTrack : GoalStatus.Behind;
    }

    // What is there stays; only the rest is uncertain, at the rates that what is there allows.
    private static Interval? Continued(decimal value, Interval? soFar, decimal elapsed)
    {
        var rest = (double)((1 - elapsed) / elapsed);
        return soFar is { } rate ? new((double)value + (rate.Low * rest), (double)value + (rate.High * rest)) : null;
    }
}
