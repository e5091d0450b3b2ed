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
    /// <summary>A rule by months has no choice of its own in the form; it stays by this word and its number.</summary>
    internal const string Months = "months-";

    private static readonly string[] PartsOfOffer = [".value.type", ".kind", ".choice"];
    private static readonly string[] PartsOfSize = [".value.amount", ".value.percent", ".value.points", ".value.quantity", ".value"];

    /// <summary>A new program's fields: the usual terms and a usual offer, to be changed.</summary>
    public static FormValues New(string? address) => new()
    {
        ["destination"] = address ?? "",
        ["landing"] = "hosted",
        ["friendReward.offer"] = "coupon_percent",
        ["friendReward.size"] = "15",
        ["friendReward.period"] = "month",
        ["advocateReward.period"] = "month",
        ["friendReward.expiresAfterDays"] = "30",
        ["advocateReward.offer"] = "store_credit",
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
        ["screening.holdAt"] = "12",
        ["screening.reviewAt"] = "35",
        ["screening.rejectAt"] = "80",
        ["screening.household"] = "spare",
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
            ["attribution.windowDays"] = FieldText.Of(terms.Attribution.WindowDays),
            ["attribution.model"] = WireName.Of(terms.Attribution.Model),
            ["attribution.honorAfterEnd"] = terms.Attribution.HonorAfterEnd ? "on" : "",
            ["qualification.newCustomersOnly"] = terms.Qualification.NewCustomersOnly ? "on" : "",
            ["qualification.orders"] = terms.Qualification.Orders switch
            {
                _ when terms.Qualification.Months is { } months => Months + FieldText.Of(months),
                1 => OrdersRule.First,
                null => OrdersRule.All,
                { } n => FieldText.Of(n),
            },
            ["qualification.minimumSubtotal"] = FieldText.Amount(terms.Qualification.MinimumSubtotal, place),
            ["hold.days"] = FieldText.Of(terms.Hold.Days),
            ["hold.from"] = WireName.Of(terms.Hold.From),
            ["hold.assumedDeliveryDays"] = FieldText.Of(terms.Hold.AssumedDeliveryDays),
            ["hold.graceDays"] = FieldText.Of(terms.Hold.GraceDays),
            ["screening.holdAt"] = FieldText.Of(terms.Screening.HoldAt),
            ["screening.reviewAt"] = FieldText.Of(terms.Screening.ReviewAt),
            ["screening.rejectAt"] = FieldText.Of(terms.Screening.RejectAt),
            ["screening.household"] = WireName.Of(terms.Screening.Household),
            ["limits.perAdvocate.rewards"] = FieldText.Of(terms.Limits.PerAdvocate?.Rewards),
            ["limits.perAdvocate.period"] = WireName.Of(terms.Limits.PerAdvocate?.Period ?? CapPeriod.Month),
            ["limits.budget"] = terms.Limits.Budget is { } budget ? place.Plain(budget) : "",
        };
        RewardForm.Put(values, "friendReward", terms.FriendReward, place);
        RewardForm.Put(values, "advocateReward", terms.AdvocateReward, place);
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
        FriendReward = RewardForm.Read(form, "friendReward", place, basis?.FriendReward),
        AdvocateReward = RewardForm.Read(form, "advocateReward", place, basis?.AdvocateReward),
        Attribution = new AttributionRequest
        {
            WindowDays = FieldText.Number(form, "attribution.windowDays"), Model = form["attribution.model"],
                HonorAfterEnd = form.Ticked("attribution.honorAfterEnd"),
        },
        Qualification = new QualificationRequest
        {
            NewCustomersOnly = form.Ticked("qualification.newCustomersOnly"),
            MinimumSubtotal = FieldText.Money(form, "qualification.minimumSubtotal", place) ?? 0,
            Orders = Orders(form),
        },
        Hold = new HoldRequest
        {
            Days = FieldText.Number(form, "hold.days"), From = form["hold.from"],
            AssumedDeliveryDays = FieldText.Number(form, "hold.assumedDeliveryDays"),
            GraceDays = FieldText.Number(form, "hold.graceDays"),
        },
        Screening = new ScreeningRequest
        {
            HoldAt = FieldText.Number(form, "screening.holdAt"), ReviewAt = FieldText.Number(form, "screening.reviewAt"),
            RejectAt = FieldText.Number(form, "screening.rejectAt"), Household = form["screening.household"],
        },
        Limits = new LimitsRequest
        {
            PerAdvocate = form["limits.perAdvocate.rewards"].Length == 0 && basis?.Limits.PerAdvocate?.Amount is null
                ? null
                : new PerAdvocateRequest { Rewards = FieldText.Number(form, "limits.perAdvocate.rewards"),
                    Period = form["limits.perAdvocate.period"] },
            Budget = FieldText.Money(form, "limits.budget", place),
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

    private static OrdersRule Orders(FormValues form)
    {
        var rule = form["qualification.orders"];
        return rule is OrdersRule.First or OrdersRule.All ? new OrdersRule(rule, null)
            : rule.StartsWith(Months, StringComparison.Ordinal) && long.TryParse(rule.AsSpan(Months.Length), out var months)
                ? new OrdersRule(null, null, months)
            : new OrdersRule(null, FieldText.Number(form, "qualification.orders"));
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
            "screening" => "screening.reviewAt",
            _ => path.Replace(".value.cap", ".cap", StringComparison.Ordinal).Replace(".value.sku", ".sku", StringComparison.Ordinal)
                .Replace(".value.period", ".period", StringComparison.Ordinal),
        };
    }
}
