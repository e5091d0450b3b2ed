using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Insights.Pages;

/// <summary>
/// The goal's form, both ways: percents for shares, units of money, and the last day inside instead of the first outside.
/// </summary>
internal static class GoalForm
{
    private const string DayForm = "yyyy-MM-dd";
    private const int UsualDays = 90;

    /// <summary>The fields of a new goal: what a proposal's link says, the next ninety days otherwise.</summary>
    internal static FormValues New(DeskVisit visit, DateOnly today)
    {
        var kpi = Kpis.TryParse(visit.Query("kpi"), out var known) && GoalAims.DirectionOf(known) is not null
            ? known : Kpi.NewReferredCustomers;
        return new FormValues
        {
            ["name"] = visit.Query("name") ?? "",
            ["kpi"] = Kpis.JsonName(kpi),
            ["target"] = visit.Query("target") is { } target
                && decimal.TryParse(target, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15m
                    ? Typed(visit.Place, kpi, number) : "",
            ["from"] = Text(today),
            ["to"] = Text(today.AddDays(UsualDays - 1)),
        };
    }

    /// <summary>The fields of a goal.</summary>
    internal static FormValues Of(GoalTerms terms, Locality place) => new()
    {
        ["name"] = terms.Name,
        ["kpi"] = Kpis.JsonName(terms.Kpi),
        ["target"] = Typed(place, terms.Kpi, terms.Target),
        ["from"] = Text(terms.From),
        ["to"] = Text(terms.To.AddDays(-1)),
        ["programId"] = terms.ProgramId?.ToString() ?? "",
    };

    /// <summary>The request that the fields state; what cannot be read is said in <paramref name="form"/>.</summary>
    internal static GoalRequest Read(FormValues form, Locality place)
    {
        var request = new GoalRequest
        {
            Name = form["name"], Kpi = form["kpi"], From = Day(form, "from"), To = Day(form, "to")?.AddDays(1), ProgramId = Program(form),
        };
        return Kpis.TryParse(form["kpi"], out var kpi) ? request with { Target = Target(form, kpi, place) } : request;
    }

    /// <summary>Puts a refusal where it belongs in the form.</summary>
    internal static void Explain(FormValues form, Refusal refusal)
    {
        foreach (var (field, sentences) in refusal.Errors
            ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? ""] = [refusal.Sentence] })
        {
            if (field.Length > 0 && form.Errors(field).Count == 0)
            {
                form.Refuse(field, Said(field, form["kpi"], string.Join(' ', sentences)));
            }
        }

        form.Refuse(refusal.Kind == RefusalKind.Invalid ? GoalTexts.Wrong : refusal.Sentence);
    }

    // The API counts in shares, minor units and first days outside; whoever types here does not.
    private static string Said(string field, string kpi, string sentence) => field switch
    {
        "to" when sentence.StartsWith("Must be after", StringComparison.Ordinal) => "Must not be before the first day.",
        "target" when Kpis.TryParse(kpi, out var known) => GoalAims.UnitOf(known) switch
        {
            GoalUnit.Share => "Type a percentage above 0 and at most 100.",
            GoalUnit.Return => "Type a percentage above -100; 0 is neither gain nor loss.",
            GoalUnit.Money => "Type an amount above 0.",
            GoalUnit.Count => "Type a whole number above 0.",
            _ => "Type a number above 0.",
        },
        _ => sentence,
    };

    private static decimal? Target(FormValues form, Kpi kpi, Locality place)
    {
        var unit = GoalAims.UnitOf(kpi);
        if (unit == GoalUnit.Money)
        {
            return place.Minor(form["target"]) is { } minor ? minor : Unread(form, "target", GoalTexts.NotANumber);
        }

        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return !decimal.TryParse(form["target"].Replace(',', '.'), styles, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > 1e12m
            ? Unread(form, "target", GoalTexts.NotANumber)
            : unit is GoalUnit.Share or GoalUnit.Return ? number / 100 : number;
    }

    private static decimal? Unread(FormValues form, string name, string sentence)
    {
        form.Refuse(name, sentence);
        return null;
    }

    private static DateOnly? Day(FormValues form, string name)
    {
        if (ReportPeriod.Day(form[name]) is { } day)
        {
            return day;
        }

        form.Refuse(name, GoalTexts.NotADay);
        return null;
    }

    private static ProgramId? Program(FormValues form)
    {
        if (IdText.TryParse<ProgramId>(form["programId"], out var id))
        {
            return id;
        }

        if (form["programId"].Length > 0)
        {
            form.Refuse("programId", GoalTexts.NotOfTheList);
        }

        return null;
    }

    private static string Typed(Locality place, Kpi kpi, decimal target) => GoalAims.UnitOf(kpi) switch
    {
        GoalUnit.Money => place.Plain((long)target),
        GoalUnit.Share or GoalUnit.Return => (target * 100).ToString("0.####", CultureInfo.InvariantCulture),
        _ => target.ToString("0.####", CultureInfo.InvariantCulture),
    };

    private static string Text(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);
}
