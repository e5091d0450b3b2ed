using Vouch.Domain.Rewards;

namespace Vouch.Domain.Programs;

/// <summary>Turns a stated reward into a <see cref="RewardSpecification"/>, keeping what a part leaves out.</summary>
internal static class RewardParsing
{
    private const int LongestExpiryDays = 3650;
    private const int MostSteps = 20;
    private const int LongestTitle = 120;
    private const int LongestPool = 60;

    /// <summary>Reads one reward. <paramref name="basis"/> is the reward there is (PATCH), null for a new one.</summary>
    public static RewardSpecification Parse(
        FieldReader reader, RewardRequest request, RewardSpecification? basis, HoldTerms programHold, int? expiresAfterDays, bool hasBudget)
    {
        var kind = Kind(reader, request.Kind, basis?.Kind);
        var value = request.Value is { IsPresent: false } && basis is null && kind is { } alone && RewardKinds.IsOneByItself(alone)
            ? new RewardValue(RewardValueType.Quantity, Quantity: 1)
            : RewardValueParsing.Value(reader, "value", request.Value, basis?.Value, kind);
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
                "expiresAfterDays", request.ExpiresAfterDays,
                basis is null ? Usual(kind, expiresAfterDays) : basis.ExpiresAfterDays, 1, LongestExpiryDays),
            hold,
            reader.NumberOrNone("budgetValue", request.BudgetValue, basis?.BudgetValue, 1, Currency.MaxMinor),
            reader.TextOrNone("title", request.Title, basis?.Title, LongestTitle),
            Pool(reader, request.CodePool, basis?.CodePool, kind),
            Choice(reader, request.Choice, basis?.Choice, kind));
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

        return kind;
    }

    private static int? Usual(RewardKind? kind, int? expiresAfterDays) =>
        kind is { } known && !RewardKinds.UsuallyExpires(known) ? null : expiresAfterDays;

    private static string? Pool(FieldReader reader, Optional<string?> field, string? basis, RewardKind? kind)
    {
        var pool = reader.TextOrNone("codePool", field, basis, LongestPool);
        if (pool is not null && kind is { } known && !RewardKinds.MayHavePool(known))
        {
            reader.Fault("codePool", "Only rewards that are a code can come from a pool of codes.");
        }

        return pool;
    }

    private static IReadOnlyList<RewardKind>? Choice(
        FieldReader reader, Optional<IReadOnlyList<string?>?> field, IReadOnlyList<RewardKind>? basis, RewardKind? kind)
    {
        var kinds = field.IsPresent ? Kinds(reader, field.Value ?? []) : basis ?? [];
        if (kind is { } known && kinds.Any(other => !RewardKinds.AreExchangeable(known, other)))
        {
            reader.Fault("choice", "A holder can choose between kinds of money alone, of which this reward is another one.");
        }

        return kinds.Count == 0 ? null : kinds;
    }

    private static List<RewardKind> Kinds(FieldReader reader, IReadOnlyList<string?> words)
    {
        var kinds = new List<RewardKind>();
        foreach (var word in words)
        {
            if (!WireName.TryParse<RewardKind>(word, out var kind) || kinds.Contains(kind))
            {
                reader.Fault("choice", $"Must be different ones of {string.Join(", ", WireName.All<RewardKind>())}.");
                return [];
            }

            kinds.Add(kind);
        }

        return kinds;
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
            steps.Add(new RewardStep(from, RewardValueParsing.Value(at, "value", request.Value, null, kind)));
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
