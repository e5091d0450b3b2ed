using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;

namespace Vouch.Server.Campaigns.Pages;

/// <summary>The campaign's form, both ways. Fields are named by the request's JSON paths, so that a refusal finds its field.</summary>
internal static class CampaignForm
{
    private const int Double = 200;
    private const string Time = "yyyy-MM-dd'T'HH:mm";

    /// <summary>A new campaign's fields: a double week from tomorrow.</summary>
    internal static FormValues New(Instant now, Locality place, ProgramId? program)
    {
        var tomorrow = place.Local(now).Date.AddDays(1);
        return new FormValues
        {
            ["programId"] = program?.ToString() ?? "",
            ["startsAt"] = tomorrow.ToString(Time, CultureInfo.InvariantCulture),
            ["endsAt"] = tomorrow.AddDays(7).ToString(Time, CultureInfo.InvariantCulture),
            ["advocateBonus"] = "double",
            ["friendBonus"] = "none",
            ["announce"] = "on",
        };
    }

    /// <summary>The fields of a campaign's present terms.</summary>
    internal static FormValues Of(CampaignTerms terms, Locality place)
    {
        var values = new FormValues
        {
            ["programId"] = terms.ProgramId.ToString(),
            ["name"] = terms.Name,
            ["startsAt"] = Text(terms.Window.StartsAt, place),
            ["endsAt"] = Text(terms.Window.EndsAt, place),
            ["limits.rewards"] = FieldText.Of(terms.Limits.Rewards),
            ["limits.amount"] = terms.Limits.Amount is { } most ? place.Plain(most) : "",
            ["segmentId"] = terms.SegmentId?.ToString() ?? "",
            ["announce"] = terms.Announce ? "on" : "",
            ["remindDaysBefore"] = FieldText.Of(terms.RemindDaysBefore),
            ["headline"] = terms.Headline ?? "",
            ["words"] = terms.Words ?? "",
        };
        Put(values, "advocateBonus", terms.AdvocateBonus, place);
        Put(values, "friendBonus", terms.FriendBonus, place);
        return values;
    }

    /// <summary>The request that the fields state; what cannot be read is said in <paramref name="form"/>.</summary>
    internal static CampaignRequest Read(FormValues form, Locality place) => ReadRunning(form, place) with
    {
        ProgramId = Chosen<ProgramId>(form, "programId"),
        StartsAt = At(form, "startsAt", place),
        AdvocateBonus = Bonus(form, "advocateBonus", place),
        FriendBonus = Bonus(form, "friendBonus", place),
        SegmentId = Chosen<SegmentId>(form, "segmentId"),
        Announce = form.Ticked("announce"),
    };

    /// <summary>The same of a campaign that runs, whose form has fewer fields.</summary>
    internal static CampaignRequest ReadRunning(FormValues form, Locality place) => new()
    {
        Name = form["name"],
        EndsAt = At(form, "endsAt", place),
        Limits = new CampaignLimitsRequest
        {
            Rewards = FieldText.Number(form, "limits.rewards"), Amount = FieldText.Money(form, "limits.amount", place),
        },
        RemindDaysBefore = FieldText.Number(form, "remindDaysBefore"),
        Headline = form["headline"],
        // The mail's paragraph is one line, however it was typed.
        Words = string.Join(' ', form["words"].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
    };

    /// <summary>What was chosen of a list; null for nothing, and for what is on no list, which is refused.</summary>
    internal static TId? Chosen<TId>(FormValues form, string name) where TId : struct, IEntityId<TId>
    {
        if (IdText.TryParse<TId>(form[name], out var id))
        {
            return id;
        }

        if (form[name].Length > 0)
        {
            form.Refuse(name, CampaignTexts.NotOfTheList);
        }

        return null;
    }

    /// <summary>Puts a refusal where it belongs in the form.</summary>
    internal static void Explain(FormValues form, Refusal refusal)
    {
        foreach (var (path, sentences) in refusal.Errors
            ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? ""] = [refusal.Sentence] })
        {
            var field = path.StartsWith("advocateBonus.", StringComparison.Ordinal)
                || path.StartsWith("friendBonus.", StringComparison.Ordinal) ? path.Split('.')[0] + ".size" : path;
            if (field.Length > 0 && form.Errors(field).Count == 0)
            {
                form.Refuse(field, string.Join(' ', sentences));
            }
        }

        form.Refuse(refusal.Kind == RefusalKind.Invalid ? CampaignTexts.Wrong : refusal.Sentence);
    }

    /// <summary>A bonus in a few words of the desk.</summary>
    internal static string Say(BonusTerms? bonus, Locality place) => bonus switch
    {
        null => CampaignTexts.Nothing,
        { Multiplier: Double } => "double",
        { Multiplier: { } times } => string.Create(CultureInfo.InvariantCulture, $"{times / 100m:0.##} times as much"),
        _ => $"{place.ShortMoney(bonus.Extra!.Value)} more",
    };

    private static void Put(FormValues values, string side, BonusTerms? bonus, Locality place)
    {
        values[side] = bonus switch
        {
            null => "none", { Multiplier: Double } => "double", { Multiplier: not null } => "times", _ => "extra",
        };
        values[side + ".size"] = bonus switch
        {
            { Multiplier: { } times and not Double } => (times / 100m).ToString("0.##", CultureInfo.InvariantCulture),
            { Extra: { } extra } => place.Plain(extra),
            _ => "",
        };
    }

    private static BonusRequest? Bonus(FormValues form, string side, Locality place)
    {
        switch (form[side])
        {
            case "double":
                return new BonusRequest { Multiplier = (long)Double, Extra = null };
            case "times":
                if (FieldText.Percentage(form, side + ".size") is { } times and < 1_000)
                {
                    return new BonusRequest { Multiplier = (long)(times * 100), Extra = null };
                }

                form.Refuse(side + ".size", CampaignTexts.NotANumber);
                return new BonusRequest();
            case "extra":
                return new BonusRequest { Multiplier = null, Extra = FieldText.Money(form, side + ".size", place) };
            default:
                return null;
        }
    }

    private static Instant? At(FormValues form, string name, Locality place)
    {
        if (!DateTime.TryParseExact(form[name], Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || !TypedYear.IsMeant(local.Year))
        {
            form.Refuse(name, CampaignTexts.NotATime);
            return null;
        }

        var real = place.Zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return Instant.Of(new DateTimeOffset(real, place.Zone.GetUtcOffset(real)));
    }

    private static string Text(Instant at, Locality place) => place.Local(at).ToString(Time, CultureInfo.InvariantCulture);
}
