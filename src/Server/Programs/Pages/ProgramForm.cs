using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Programs.Pages;

/// <summary>
/// The program's form, both ways: terms as fields, and fields as the same request that the API takes. Fields are named by the
/// request's JSON paths, so that a refusal finds its field.
/// </summary>
internal static class ProgramForm
{
    private static readonly string[] PartsOfOffer = [".value.type", ".kind"];
    private static readonly string[] PartsOfSize = [".value.amount", ".value.percent", ".value.points", ".value"];

    /// <summary>A new program's fields: the usual terms and a usual offer, to be changed.</summary>
    public static FormValues New(string? address) => new()
    {
        ["destination"] = address ?? "",
        ["landing"] = "hosted",
        ["friendReward.offer"] = ProgramTexts.CouponPercent,
        ["friendReward.size"] = "15",
        ["friendReward.expiresAfterDays"] = "30",
        ["advocateReward.offer"] = ProgramTexts.Credit,
        ["advocateReward.size"] = "15",
        ["advocateReward.expiresAfterDays"] = "365",
        ["attribution.windowDays"] = "30",
        ["attribution.model"] = "last_touch",
        ["attribution.honorAfterEnd"] = "on",
        ["qualification.newCustomersOnly"] = "on",
        ["qualification.orders"] = OrdersRule.First,
        // Both rewards together stay well below it.
        ["qualification.minimumSubtotal"] = "50",
        ["hold.days"] = "30",
        ["hold.from"] = "delivered",
        ["hold.assumedDeliveryDays"] = "5",
        ["hold.graceDays"] = "1",
        ["limits.perAdvocate.rewards"] = "10",
        ["limits.perAdvocate.period"] = "month",
    };

    /// <summary>The fields of a program's present terms.</summary>
    public static FormValues Of(ProgramTerms terms, Locality place)
    {
        var values = new FormValues
        {
            ["name"] = terms.Name,
            ["destination"] = terms.Destination,
            ["landing"] = WireName.Of(terms.Landing),
            ["attribution.windowDays"] = Text(terms.Attribution.WindowDays),
            ["attribution.model"] = WireName.Of(terms.Attribution.Model),
            ["attribution.honorAfterEnd"] = terms.Attribution.HonorAfterEnd ? "on" : "",
            ["qualification.newCustomersOnly"] = terms.Qualification.NewCustomersOnly ? "on" : "",
            ["qualification.orders"] = terms.Qualification.Orders switch
            {
                1 => OrdersRule.First,
                null => OrdersRule.All,
                { } n => Text(n),
            },
            ["qualification.minimumSubtotal"] = Amount(terms.Qualification.MinimumSubtotal, place),
            ["hold.days"] = Text(terms.Hold.Days),
            ["hold.from"] = WireName.Of(terms.Hold.From),
            ["hold.assumedDeliveryDays"] = Text(terms.Hold.AssumedDeliveryDays),
            ["hold.graceDays"] = Text(terms.Hold.GraceDays),
            ["limits.perAdvocate.rewards"] = Text(terms.Limits.PerAdvocate?.Rewards),
            ["limits.perAdvocate.period"] = WireName.Of(terms.Limits.PerAdvocate?.Period ?? CapPeriod.Month),
            ["limits.budget"] = terms.Limits.Budget is { } budget ? place.Plain(budget) : "",
        };
        Put(values, "friendReward", terms.FriendReward, place);
        Put(values, "advocateReward", terms.AdvocateReward, place);
        return values;
    }

    /// <summary>The request that the fields state; what cannot be read is said in <paramref name="form"/>.</summary>
    /// <param name="form">The posted fields.</param>
    /// <param name="place">For amounts.</param>
    /// <param name="basis">The terms there are, whose parts without a field stay; null for a new program.</param>
    public static ProgramRequest Read(FormValues form, Locality place, ProgramTerms? basis) => new()
    {
        Name = form["name"],
        Destination = form["destination"],
        Landing = form["landing"],
        FriendReward = Reward(form, "friendReward", place, basis?.FriendReward),
        AdvocateReward = Reward(form, "advocateReward", place, basis?.AdvocateReward),
        Attribution = new AttributionRequest
        {
            WindowDays = Number(form, "attribution.windowDays"), Model = form["attribution.model"],
                HonorAfterEnd = form.Ticked("attribution.honorAfterEnd"),
        },
        Qualification = new QualificationRequest
        {
            NewCustomersOnly = form.Ticked("qualification.newCustomersOnly"),
            MinimumSubtotal = Money(form, "qualification.minimumSubtotal", place) ?? 0,
            Orders = form["qualification.orders"] is OrdersRule.First or OrdersRule.All
                ? new OrdersRule(form["qualification.orders"], null)
                : new OrdersRule(null, Number(form, "qualification.orders")),
        },
        Hold = new HoldRequest
        {
            Days = Number(form, "hold.days"), From = form["hold.from"], AssumedDeliveryDays = Number(form, "hold.assumedDeliveryDays"),
            GraceDays = Number(form, "hold.graceDays"),
        },
        Limits = new LimitsRequest
        {
            PerAdvocate = form["limits.perAdvocate.rewards"].Length == 0 && basis?.Limits.PerAdvocate?.Amount is null
                ? null
                : new PerAdvocateRequest { Rewards = Number(form, "limits.perAdvocate.rewards"),
                    Period = form["limits.perAdvocate.period"] },
            Budget = Money(form, "limits.budget", place),
        },
    };

    /// <summary>Puts what a refusal says beside the fields it is about.</summary>
    public static void Explain(FormValues form, Refusal refusal)
    {
        foreach (var (path, sentences) in refusal.Errors
            ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? ""] = [refusal.Sentence] })
        {
            var field = FieldOf(path);
            if (form.Errors(field).Count == 0)
            {
                form.Refuse(field, string.Join(' ', sentences));
            }
        }

        form.Refuse(refusal.Kind == RefusalKind.Invalid ? ProgramTexts.Wrong : refusal.Sentence);
    }

    private static string FieldOf(string path)
    {
        foreach (var part in PartsOfOffer)
        {
            if (path.EndsWith(part, StringComparison.Ordinal))
            {
                return path[..^part.Length] + ".offer";
            }
        }

        foreach (var part in PartsOfSize)
        {
            if (path.EndsWith(part, StringComparison.Ordinal))
            {
                return path[..^part.Length] + ".size";
            }
        }

        return path switch
        {
            "advocateReward" or "friendReward" => path + ".offer",
            _ => path.Replace(".value.cap", ".cap", StringComparison.Ordinal),
        };
    }

    private static void Put(FormValues values, string side, RewardSpecification? reward, Locality place)
    {
        values[side + ".offer"] = (reward?.Kind, reward?.Value.Type) switch
        {
            (RewardKind.Coupon, RewardValueType.Percent) => ProgramTexts.CouponPercent,
            (RewardKind.Coupon, _) => ProgramTexts.Coupon,
            (RewardKind.StoreCredit, RewardValueType.Percent) => ProgramTexts.CreditPercent,
            (RewardKind.StoreCredit, _) => ProgramTexts.Credit,
            (RewardKind.Points, _) => ProgramTexts.Points,
            _ => ProgramTexts.None,
        };
        values[side + ".size"] = reward?.Value switch
        {
            { Type: RewardValueType.Percent } value => (value.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture),
            { Type: RewardValueType.Points } value => Text(value.Points),
            { } value => place.Plain(value.Amount),
            _ => "",
        };
        values[side + ".cap"] = reward?.Value.Cap is { } cap ? place.Plain(cap) : "";
        values[side + ".minimumSubtotal"] = Amount(reward?.MinimumSubtotal ?? 0, place);
        values[side + ".expiresAfterDays"] = Text(reward?.ExpiresAfterDays);
        values[side + ".budgetValue"] = reward?.BudgetValue is { } value2 ? place.Plain(value2) : "";
    }

    private static RewardRequest? Reward(FormValues form, string side, Locality place, RewardSpecification? basis)
    {
        var offer = form[side + ".offer"];
        if (offer == ProgramTexts.None)
        {
            return null;
        }

        var percent = offer is ProgramTexts.CouponPercent or ProgramTexts.CreditPercent;
        var value = percent
            ? new RewardValueRequest { Type = "percent", Percent = Percentage(form, side + ".size"),
                Cap = Money(form, side + ".cap", place) }
            : offer == ProgramTexts.Points
                ? new RewardValueRequest { Type = "points", Points = Number(form, side + ".size") }
                : new RewardValueRequest { Type = "fixed", Amount = Money(form, side + ".size", place) };
        return new RewardRequest
        {
            Kind = offer == ProgramTexts.Points ? "points" : offer is ProgramTexts.Coupon or ProgramTexts.CouponPercent
                ? "coupon" : "store_credit",
            Value = value,
            // Steps by the order's size have no field; they stay as long as the kind of value does.
            ByOrderSubtotal = basis is not null
                && WireName.Of(basis.Value.Type) == value.Type.Value ? default : new Optional<IReadOnlyList<RewardStepRequest?>?>(null),
            MinimumSubtotal = Money(form, side + ".minimumSubtotal", place) ?? 0,
            ExpiresAfterDays = Number(form, side + ".expiresAfterDays"),
            BudgetValue = Money(form, side + ".budgetValue", place),
        };
    }

    private static long? Number(FormValues form, string name)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        if (long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        form.Refuse(name, ProgramTexts.NotANumber);
        return null;
    }

    private static decimal? Percentage(FormValues form, string name)
    {
        if (decimal.TryParse(form[name].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
        {
            return percent;
        }

        if (form[name].Length > 0)
        {
            form.Refuse(name, ProgramTexts.NotANumber);
        }

        return null;
    }

    private static long? Money(FormValues form, string name, Locality place)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        var minor = place.Minor(form[name]);
        if (minor is null)
        {
            form.Refuse(name, ProgramTexts.NotAnAmount);
        }

        return minor;
    }

    private static string Amount(long minor, Locality place) => minor == 0 ? "" : place.Plain(minor);

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
