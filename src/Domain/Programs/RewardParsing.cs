namespace Vouch.Domain.Programs;

/// <summary>Turns a stated reward into a <see cref="RewardSpecification"/>, keeping what a part leaves out.</summary>
internal static class RewardParsing
{
    private const int LongestExpiryDays = 3650;
    private const int MostSteps = 20;
    private const long MostPoints = 1_000_000_000;

    private static readonly RewardValue NoValue = new(RewardValueType.Fixed);

    /// <summary>Reads one reward. <paramref name="basis"/> is the reward there is (PATCH), null for a new one.</summary>
    public static RewardSpecification Parse(
        FieldReader reader, RewardRequest request, RewardSpecification? basis, HoldTerms programHold, int? expiresAfterDays, bool hasBudget)
    {
        var kind = Kind(reader, request.Kind, basis?.Kind);
        var value = Value(reader, "value", request.Value, basis?.Value, kind);
        var steps = Steps(reader, request.ByOrderSubtotal, basis?.ByOrderSubtotal ?? [], kind);
        var hold = request.Hold.IsPresent
            ? request.Hold.Value is { } stated ? HoldParsing.Parse(reader.Inside("hold"), stated, basis?.Hold ?? programHold) : null
            : basis?.Hold;
        var specification = new RewardSpecification(
            kind ?? RewardKind.Coupon,
            value,
            steps,
            reader.Number("minimumSubtotal", request.MinimumSubtotal, basis?.MinimumSubtotal ?? 0, 0, Currency.MaxMinor),
            (int?)reader.NumberOrNone(
                "expiresAfterDays", request.ExpiresAfterDays, basis is null ? expiresAfterDays : basis.ExpiresAfterDays, 1,
                LongestExpiryDays),
            hold,
            reader.NumberOrNone("budgetValue", request.BudgetValue, basis?.BudgetValue, 1, Currency.MaxMinor));
        if (hasBudget && specification.BudgetValue is null && !IsBounded(specification))
        {
            reader.Fault("budgetValue", "Is required in a program with a budget, because this reward has neither amount nor cap.");
        }

        return specification;
    }

    private static bool IsBounded(RewardSpecification specification) =>
        IsBounded(specification.Value) && specification.ByOrderSubtotal.All(step => IsBounded(step.Value));

    private static bool IsBounded(RewardValue value) =>
        value.Type == RewardValueType.Fixed || (value.Type == RewardValueType.Percent && value.Cap is not null);

    private static RewardKind? Kind(FieldReader reader, Optional<string?> field, RewardKind? basis)
    {
        if (!field.IsPresent && basis is null)
        {
            reader.Fault("kind", "Is required.");
            return null;
        }

        if (!field.IsPresent)
        {
            return basis;
        }

        if (!WireName.TryParse<RewardKind>(field.Value, out var kind))
        {
            reader.Fault("kind", $"Must be one of {string.Join(", ", WireName.All<RewardKind>())}.");
            return null;
        }

        if (kind is not (RewardKind.Coupon or RewardKind.StoreCredit or RewardKind.Points))
        {
            reader.Fault(
                "kind", "This kind of reward cannot be given yet; coupon, store_credit and points can.",
                ProgramRefusals.RewardKindNotSupported);
            return null;
        }

        return kind;
    }

    private static RewardValue Value(
        FieldReader reader, string name, Optional<RewardValueRequest?> field, RewardValue? basis, RewardKind? kind)
    {
        if (!field.IsPresent && basis is not null)
        {
            Suits(reader.Inside(name), basis.Type, kind);
            return basis;
        }

        if (field.Value is not { } request)
        {
            reader.Fault(name, "Is required.");
            return basis ?? NoValue;
        }

        return Sized(reader.Inside(name), request, basis, kind);
    }

    private static RewardValue Sized(FieldReader reader, RewardValueRequest request, RewardValue? basis, RewardKind? kind)
    {
        if (!request.Type.IsPresent && basis is null)
        {
            reader.Fault("type", "Is required.");
            return NoValue;
        }

        if (request.Type.IsPresent && !WireName.TryParse<RewardValueType>(request.Type.Value, out _))
        {
            reader.Fault("type", $"Must be one of {string.Join(", ", WireName.All<RewardValueType>())}.");
            return basis ?? NoValue;
        }

        var type = request.Type.IsPresent ? WireName.Parse<RewardValueType>(request.Type.Value!) : basis!.Type;
        Suits(reader, type, kind);
        OnlyItsOwn(reader, request, type);
        var same = basis is not null && basis.Type == type ? basis : new RewardValue(type);
        return type switch
        {
            RewardValueType.Fixed => same with { Amount = Required(reader, "amount", request.Amount, same.Amount, Currency.MaxMinor) },
            RewardValueType.Percent => same with
            {
                BasisPoints = BasisPoints(reader, request.Percent, same.BasisPoints),
                Cap = reader.NumberOrNone("cap", request.Cap, same.Cap, 1, Currency.MaxMinor),
            },
            RewardValueType.Points => same with { Points = Required(reader, "points", request.Points, same.Points, MostPoints) },
            _ => same with { Quantity = Required(reader, "quantity", request.Quantity, same.Quantity, MostPoints) },
        };
    }

    private static void Suits(FieldReader reader, RewardValueType type, RewardKind? kind)
    {
        var suits = kind switch
        {
            null => true,
            RewardKind.Points => type == RewardValueType.Points,
            _ => type is RewardValueType.Fixed or RewardValueType.Percent,
        };
        if (!suits)
        {
            reader.Fault(
                "type", kind == RewardKind.Points
                ? "Must be points for a reward in points."
                : "Must be fixed or percent for this kind of reward.");
        }
    }

    private static void OnlyItsOwn(FieldReader reader, RewardValueRequest request, RewardValueType type)
    {
        Foreign(reader, "amount", request.Amount.Value is not null, type == RewardValueType.Fixed);
        Foreign(reader, "percent", request.Percent.Value is not null, type == RewardValueType.Percent);
        Foreign(reader, "cap", request.Cap.Value is not null, type == RewardValueType.Percent);
        Foreign(reader, "points", request.Points.Value is not null, type == RewardValueType.Points);
        Foreign(reader, "quantity", request.Quantity.Value is not null, type == RewardValueType.Quantity);
        Foreign(reader, "sku", request.Sku.Value is not null, type == RewardValueType.Quantity);
        Foreign(reader, "period", request.Period.Value is not null, type == RewardValueType.Quantity);
    }

    private static void Foreign(FieldReader reader, string name, bool isPresent, bool belongs)
    {
        if (isPresent && !belongs)
        {
            reader.Fault(name, "Does not belong to this type of value.");
        }
    }

    private static long Required(FieldReader reader, string name, Optional<long?> field, long basis, long most)
    {
        if (!field.IsPresent && basis == 0)
        {
            reader.Fault(name, "Is required.");
            return 0;
        }

        return reader.Number(name, field, basis, 1, most);
    }

    private static int BasisPoints(FieldReader reader, Optional<decimal?> field, int basis)
    {
        if (!field.IsPresent && basis > 0)
        {
            return basis;
        }

        if (field.Value is not { } percent)
        {
            reader.Fault("percent", "Is required.");
            return basis;
        }

        if (percent is <= 0 or > 100)
        {
            reader.Fault("percent", "Must be above 0 and at most 100.");
            return basis;
        }

        if (decimal.Round(percent, 2) != percent)
        {
            reader.Fault("percent", "May have at most two decimals.");
            return basis;
        }

        return decimal.ToInt32(percent * 100);
    }

    private static IReadOnlyList<RewardStep> Steps(
        FieldReader reader, Optional<IReadOnlyList<RewardStepRequest?>?> field, IReadOnlyList<RewardStep> basis, RewardKind? kind)
    {
        if (!field.IsPresent || field.Value is not { Count: > 0 } requests)
        {
            return field.IsPresent ? [] : basis;
        }

        if (requests.Count > MostSteps)
        {
            reader.Fault("byOrderSubtotal", $"May have at most {MostSteps} steps.");
            return [];
        }

        var steps = new List<RewardStep>(requests.Count);
        for (var i = 0; i < requests.Count; i++)
        {
            var at = reader.At("byOrderSubtotal", i);
            var request = requests[i] ?? new RewardStepRequest();
            if (!request.From.IsPresent)
            {
                at.Fault("from", "Is required.");
            }

            var from = at.Number("from", request.From, 0, 0, Currency.MaxMinor);
            steps.Add(new RewardStep(from, Value(at, "value", request.Value, null, kind)));
            if (i > 0)
            {
                Rises(at, steps[i - 1], steps[i]);
            }
        }

        return steps;
    }

    private static void Rises(FieldReader reader, RewardStep before, RewardStep step)
    {
        if (step.From <= before.From)
        {
            reader.Fault("from", "Must be above the step before.");
        }
        else if (StatedWorth.At(step.Value, step.From) < StatedWorth.At(before.Value, step.From))
        {
            reader.Fault("value", "Would pay less at its start than the step before.");
        }
    }
}
