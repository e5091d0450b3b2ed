using Vouch.Domain.Rewards;

namespace Vouch.Domain.Programs;

/// <summary>Turns the stated size of a reward into a <see cref="RewardValue"/> that suits its kind.</summary>
internal static class RewardValueParsing
{
    private const long MostPoints = 1_000_000_000;
    private const long MostQuantity = 1_000;
    private const int LongestSku = 100;

    private static readonly string[] Periods = ["day", "week", "month", "year"];
    private static readonly RewardValue NoValue = new(RewardValueType.Fixed);

    /// <summary>Reads one size. <paramref name="basis"/> is the size there is (PATCH), null for a new one.</summary>
    public static RewardValue Value(
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
            _ => same with
            {
                Quantity = reader.Number("quantity", request.Quantity, Math.Max(same.Quantity, 1), 1, MostQuantity),
                Sku = reader.TextOrNone("sku", request.Sku, same.Sku, LongestSku),
                Period = Period(reader, request.Period, same.Period, kind),
            },
        };
    }

    private static void Suits(FieldReader reader, RewardValueType type, RewardKind? kind)
    {
        if (kind is { } known && RewardKinds.ValueTypes(known) is var types && !types.Contains(type))
        {
            reader.Fault("type", $"Must be {string.Join(" or ", types.Select(WireName.Of))} for the kind {WireName.Of(known)}.");
        }
    }

    private static string? Period(FieldReader reader, Optional<string?> field, string? basis, RewardKind? kind)
    {
        var period = (field.IsPresent ? field.Value : basis) ?? (kind == RewardKind.FreePeriod ? "month" : null);
        if (period is null)
        {
            return null;
        }

        if (kind is not (null or RewardKind.FreePeriod))
        {
            reader.Fault("period", "Belongs to free_period alone.");
        }
        else if (!Periods.Contains(period, StringComparer.Ordinal))
        {
            reader.Fault("period", $"Must be one of {string.Join(", ", Periods)}.");
        }

        return period;
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
}
