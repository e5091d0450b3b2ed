using Vouch.Domain.Ids;

namespace Vouch.Domain.Insights;

/// <summary>Turns a stated goal into valid terms, or says everything that is wrong with it.</summary>
public static class GoalParsing
{
    /// <summary>The longest name, characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest time, days.</summary>
    public const int LongestDays = 1_096;

    /// <summary>How far from today a goal may begin, days: a year back and ten years ahead.</summary>
    public const int FurthestBack = 366, FurthestAhead = 3_660;

    private const decimal MostCount = 1_000_000_000;
    private const decimal MostReturn = 1_000;
    private const decimal MostNumber = 3_650;

    private static readonly GoalTerms Nothing = new("", default, default, 0, default, default, null);

    /// <summary>Terms of a new goal.</summary>
    /// <param name="request">As stated.</param>
    /// <param name="today">The shop's present day.</param>
    public static Result<GoalTerms> Parse(GoalRequest request, DateOnly today) => Merge(request, null, today);

    /// <summary>Terms after a merge patch.</summary>
    /// <param name="request">What is to change.</param>
    /// <param name="known">As they are; null for a new goal.</param>
    /// <param name="today">The shop's present day.</param>
    public static Result<GoalTerms> Merge(GoalRequest request, GoalTerms? known, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var reader = new FieldReader(errors, "");
        var basis = known ?? Nothing;
        var kpi = Measured(reader, request, known?.Kpi);
        var terms = new GoalTerms(
            reader.Text("name", request.Name, basis.Name, LongestName), kpi ?? default, Direction(reader, request, kpi),
            Required(reader, "target", request.Target, known?.Target), Required(reader, "from", request.From, known?.From),
            Required(reader, "to", request.To, known?.To), request.ProgramId.Or(basis.ProgramId));
        if (kpi is { } one && !errors.Has("target"))
        {
            CheckTarget(reader, one, terms.Target);
        }

        if (!errors.Has("from") && !errors.Has("to") && (known is null || (known.From, known.To) != (terms.From, terms.To)))
        {
            CheckTime(reader, terms, known, today);
        }

        return errors.Any ? errors.ToRefusal() : terms;
    }

    private static Kpi? Measured(FieldReader reader, GoalRequest request, Kpi? basis)
    {
        if (!request.Kpi.IsPresent)
        {
            if (basis is null)
            {
                reader.Fault("kpi", "Is required.");
            }

            return basis;
        }

        if (Kpis.TryParse(request.Kpi.Value, out var kpi) && GoalAims.DirectionOf(kpi) is not null)
        {
            return kpi;
        }

        reader.Fault("kpi", $"Must be one of {string.Join(", ", GoalAims.All.Select(Kpis.JsonName))}.");
        return null;
    }

    // A goal to have fewer customers, or to spend at least so much, is a slip of the hand.
    private static GoalDirection Direction(FieldReader reader, GoalRequest request, Kpi? kpi)
    {
        var good = kpi is { } one ? GoalAims.DirectionOf(one)!.Value : default;
        var stated = reader.Choice("direction", request.Direction, good);
        if (kpi is not null && !reader.Errors.Has("direction") && stated != good)
        {
            reader.Fault("direction", good == GoalDirection.AtMost
                ? "Of a cost or a time the good side is at_most." : "Of this measure the good side is at_least.");
        }

        return good;
    }

    private static T Required<T>(FieldReader reader, string name, Optional<T?> field, T? basis) where T : struct
    {
        var value = field.IsPresent ? field.Value : basis;
        if (value is null)
        {
            reader.Fault(name, "Is required.");
        }

        return value ?? default;
    }

    private static void CheckTarget(FieldReader reader, Kpi kpi, decimal target)
    {
        var isWhole = target == decimal.Truncate(target);
        switch (GoalAims.UnitOf(kpi))
        {
            case GoalUnit.Count when !isWhole || target is < 1 or > MostCount:
                reader.Fault("target", $"Must be a whole number from 1 to {MostCount}.");
                break;
            case GoalUnit.Money when !isWhole || target < 1 || target > Currency.MaxMinor:
                reader.Fault("target", $"Must be an amount in whole minor units, from 1 to {Currency.MaxMinor}.");
                break;
            case GoalUnit.Share when target is <= 0 or > 1:
                reader.Fault("target", "Must be a share above 0 and at most 1; 0.25 is a quarter.");
                break;
            case GoalUnit.Return when target is <= -1 or > MostReturn:
                reader.Fault("target", $"Must be above -1 and at most {MostReturn}; 0 is neither gain nor loss.");
                break;
            case GoalUnit.Number when target is <= 0 or > MostNumber:
                reader.Fault("target", $"Must be above 0 and at most {MostNumber}.");
                break;
        }
    }

    private static void CheckTime(FieldReader reader, GoalTerms terms, GoalTerms? known, DateOnly today)
    {
        if (terms.To <= terms.From)
        {
            reader.Fault("to", "Must be after from: it is the first day that no longer counts.");
            return;
        }

        if (terms.To.DayNumber - terms.From.DayNumber > LongestDays)
        {
            reader.Fault("to", $"Must be at most {LongestDays} days after from.");
        }

        if (terms.To <= today)
        {
            reader.Fault("to", "Must lie ahead: what is over cannot be worked towards.");
        }

        if (known?.From != terms.From && terms.From < today.AddDays(-FurthestBack))
        {
            reader.Fault("from", $"May lie at most {FurthestBack} days back.");
        }
        else if (terms.From > today.AddDays(FurthestAhead))
        {
            reader.Fault("from", $"May lie at most {FurthestAhead} days ahead.");
        }
    }
}
