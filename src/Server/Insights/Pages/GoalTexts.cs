using Vouch.Domain.Insights;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Insights.Pages;

/// <summary>The words of the desk's pages about goals, and of the mail that tells how one ended.</summary>
internal static class GoalTexts
{
    public const string Title = "Goals";
    public const string Under =
        "What a measure is to come to, by when, and how it goes. Looked at every midnight; you are told by mail how each ends.";
    public const string New = "New goal";
    public const string Goal = "Goal";
    public const string Stands = "How it stands";
    public const string State = "State";
    public const string Deeds = "Change";
    public const string Edit = "Edit";
    public const string Archive = "Archive";
    public const string ArchiveWarning = "It is looked at no more. You find it under Archived and can bring it back.";
    public const string ArchiveOf = "Archive this goal";
    public const string Archived = "Archived";
    public const string Current = "Current";
    public const string Shelves = "Which goals";
    public const string WasArchived = "The goal is archived.";
    public const string Undo = "Undo";
    public const string Restore = "Bring back";
    public const string Saved = "Saved.";
    public const string NothingArchived = "No goal is archived";
    public const string NothingCurrent = "No goal yet";
    public const string NothingCurrentText = "Here are three that fit your shop. Take one, or set your own.";
    public const string Take = "Take this goal";
    public const string SeeGoals = "See your goals";
    public const string All = "All goals";
    public const string Name = "Name";
    public const string Measure = "Measure";
    public const string MeasureHint =
        "Rates, means and costs of a customer are judged when the time is over; what adds up is reached the day it is.";
    public const string Target = "Target";
    public const string From = "First day";
    public const string To = "Last day";
    public const string Program = "Program";
    public const string AllPrograms = "All programs";
    public const string Create = "Set the goal";
    public const string Save = "Save changes";
    public const string Cancel = "Cancel";
    public const string Days = "days";
    public const string Wrong = "Some fields are not right yet.";
    public const string NotADay = "Choose a day.";
    public const string NotANumber = "Type a number.";
    public const string NotOfTheList = "Choose one of the list.";
    public const string SettledNote = "It is decided and was told, so that only its name can change.";
    public const string What = "What it says";
    public const string When = "When";

    /// <summary>A state in words.</summary>
    public static string Word(GoalStatus status) => status switch
    {
        GoalStatus.Waiting => "not begun", GoalStatus.TooEarly => "too early to say", GoalStatus.OnTrack => "on track",
        GoalStatus.Behind => "behind", GoalStatus.Reached => "reached", _ => "missed",
    };

    /// <summary>The tone of a state: good, wait, stop, or plain.</summary>
    public static string Tone(GoalStatus status) => status switch
    {
        GoalStatus.OnTrack or GoalStatus.Reached => "good", GoalStatus.Behind => "wait", GoalStatus.Missed => "stop", _ => "plain",
    };

    /// <summary>Which side is good, in words.</summary>
    public static string Side(GoalDirection direction) => direction == GoalDirection.AtLeast ? "at least" : "at most";

    /// <summary>The days of a goal, both of them inside.</summary>
    public static string Span(Locality place, GoalTerms terms)
    {
        var last = terms.To.AddDays(-1);
        var from = terms.From.ToString(terms.From.Year == last.Year ? "d MMM" : "d MMM yyyy", place.Culture);
        return $"{from} to {Day(place, last)}";
    }

    /// <summary>How a goal stands, in a sentence or two.</summary>
    public static string Say(Locality place, GoalTerms terms, GoalProgress progress, Measure? measure)
    {
        var text = KpiTexts.Of(terms.Kpi);
        string Written(decimal? value) => InsightsPages.Written(place, text, value);
        var wanted = $"{Side(terms.Direction)} {Written(terms.Target)}";
        var value = progress.Value is null ? "nothing to measure" : Written(progress.Value);
        if (progress.Status is GoalStatus.Reached or GoalStatus.Missed)
        {
            return $"It came to {value}; wanted was {wanted}.";
        }

        if (progress.Status == GoalStatus.Waiting)
        {
            return $"Wanted is {wanted}. It begins on {Day(place, terms.From)}.";
        }

        if (measure is null)
        {
            return $"Wanted is {wanted}. What there is so far is being counted.";
        }

        var now = progress.Method == ForecastMethod.RunRate
            ? $"{value} so far, wanted is {wanted}; by today it should be {Written(decimal.Round(progress.Pace))}."
            : $"Now {value}, wanted is {wanted}.";
        return progress.Elapsed == 1 ? $"It came to {value}; wanted was {wanted}. Orders of its last days may still be paid or sent back."
            : measure is { Data.Missing: { } missing } ? $"{now} Too few cases to judge: {missing}."
            : progress.Forecast is { } forecast ? $"{now} {Forecast(place, terms, progress, Written(Whole(terms.Kpi, forecast)))}" : now;
    }

    /// <summary>The mail of a goal that is decided.</summary>
    public static (string Subject, string Text) Mail(Locality place, GoalTerms terms, GoalProgress progress, GoalDecision decision)
    {
        var text = KpiTexts.Of(terms.Kpi);
        var value = progress.Value is null ? "nothing that could be measured" : InsightsPages.Written(place, text, progress.Value);
        var (word, end) = decision == GoalDecision.Reached
            ? ("reached", "Whatever comes now, it stays reached.") : ("missed", "Set the next one while you still know why.");
        return ($"Goal {word}: {terms.Name}", $"The goal “{terms.Name}” is {word}. {text.Name}, {Span(place, terms)}: {value}. "
            + $"Wanted was {Side(terms.Direction)} {InsightsPages.Written(place, text, terms.Target)}. {end}");
    }

    /// <summary>What is said above a suggested goal.</summary>
    public static string Suggested(Locality place, SuggestedGoal goal)
    {
        var text = KpiTexts.Of(goal.Kpi);
        return goal.Before is not { } before ? "A first target for the next 90 days."
            : $"{Math.Abs(goal.BasisPoints) / 100} % {(goal.BasisPoints > 0 ? "more" : "less")} than the "
                + $"{InsightsPages.Written(place, text, before)} of the last 90 days, in the next 90.";
    }

    /// <summary>The name that a suggested goal is given.</summary>
    public static string NameOf(Locality place, SuggestedGoal goal) =>
        $"{KpiTexts.Of(goal.Kpi).Name}: {Side(goal.Direction)} {InsightsPages.Written(place, KpiTexts.Of(goal.Kpi), goal.Target)}";

    /// <summary>A day as people read it.</summary>
    public static string Day(Locality place, DateOnly day) => day.ToString("d MMM yyyy", place.Culture);

    private static string Forecast(Locality place, GoalTerms terms, GoalProgress progress, string forecast)
    {
        var between = progress.ForecastRange is { } interval && interval.Low < interval.High
            ? InsightsPages.Written(place, KpiTexts.Of(terms.Kpi), interval) : "";
        var range = between.Length > 0 ? $" (95\u00a0%: {between})" : "";
        return progress.Method == ForecastMethod.RunRate
            ? $"Going on like this it comes to {forecast}{range}." : $"If it stays as it is it ends at {forecast}{range}.";
    }

    // Nobody expects half a customer.
    private static decimal Whole(Kpi kpi, decimal value) => GoalAims.UnitOf(kpi) == GoalUnit.Count ? decimal.Round(value) : value;
}
