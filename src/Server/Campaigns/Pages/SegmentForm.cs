using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Server.Programs.Pages;

namespace Vouch.Server.Campaigns.Pages;

/// <summary>The segment's form, both ways, and its rule in words.</summary>
internal static class SegmentForm
{
    /// <summary>The fields that are counts of days or of friends: their names, labels, and words with a number.</summary>
    internal static readonly (string Name, string Label, Func<SegmentRule, int?> Of, string Words)[] Numbers =
    [
        ("joinedMoreThanDaysAgo", "Joined at least … days ago", rule => rule.JoinedMoreThanDaysAgo, "joined at least {0} days ago"),
        ("joinedWithinDays", "Joined within … days", rule => rule.JoinedWithinDays, "joined within {0} days"),
        ("sharedMoreThanDaysAgo", "No share for … days", rule => rule.SharedMoreThanDaysAgo, "no share for {0} days"),
        ("sharedWithinDays", "A share within … days", rule => rule.SharedWithinDays, "a share within {0} days"),
        ("clickedMoreThanDaysAgo", "No click for … days", rule => rule.ClickedMoreThanDaysAgo, "no click for {0} days"),
        ("clickedWithinDays", "A click within … days", rule => rule.ClickedWithinDays, "a click within {0} days"),
        ("referredMoreThanDaysAgo", "No friend’s order for … days", rule => rule.ReferredMoreThanDaysAgo, "no friend’s order for {0} days"),
        ("referredWithinDays", "A friend’s order within … days", rule => rule.ReferredWithinDays, "a friend’s order within {0} days"),
        ("approvedAtLeast", "At least … friends who count", rule => rule.ApprovedAtLeast, "at least {0} friends who count"),
        ("approvedAtMost", "At most … friends who count", rule => rule.ApprovedAtMost, "at most {0} friends who count"),
    ];

    internal static FormValues Of(string name, SegmentRule rule, Locality place)
    {
        var values = new FormValues
        {
            ["name"] = name,
            ["language"] = rule.Language ?? "",
            ["programId"] = rule.ProgramId?.ToString() ?? "",
            ["joinedFrom"] = Day(rule.JoinedFrom, place),
            ["joinedBefore"] = Day(rule.JoinedBefore, place),
            ["hasBalance"] = Either(rule.HasBalance),
            ["hasExternalId"] = Either(rule.HasExternalId),
        };
        foreach (var (field, _, of, _) in Numbers)
        {
            values[field] = FieldText.Of(of(rule));
        }

        return values;
    }

    internal static SegmentRequest Read(FormValues form, Locality place) => new()
    {
        Name = form["name"],
        Rule = new SegmentRuleRequest
        {
            JoinedFrom = At(form, "joinedFrom", place),
            JoinedBefore = At(form, "joinedBefore", place),
            JoinedMoreThanDaysAgo = FieldText.Number(form, "joinedMoreThanDaysAgo"),
            JoinedWithinDays = FieldText.Number(form, "joinedWithinDays"),
            Language = form["language"].Length == 0 ? null : form["language"],
            ProgramId = CampaignForm.Chosen<ProgramId>(form, "programId"),
            ApprovedAtLeast = FieldText.Number(form, "approvedAtLeast"),
            ApprovedAtMost = FieldText.Number(form, "approvedAtMost"),
            SharedMoreThanDaysAgo = FieldText.Number(form, "sharedMoreThanDaysAgo"),
            SharedWithinDays = FieldText.Number(form, "sharedWithinDays"),
            ClickedMoreThanDaysAgo = FieldText.Number(form, "clickedMoreThanDaysAgo"),
            ClickedWithinDays = FieldText.Number(form, "clickedWithinDays"),
            ReferredMoreThanDaysAgo = FieldText.Number(form, "referredMoreThanDaysAgo"),
            ReferredWithinDays = FieldText.Number(form, "referredWithinDays"),
            HasBalance = form["hasBalance"].Length == 0 ? null : form.Ticked("hasBalance"),
            HasExternalId = form["hasExternalId"].Length == 0 ? null : form.Ticked("hasExternalId"),
        },
    };

    /// <summary>A rule in words; one that asks nothing takes in everybody.</summary>
    internal static IReadOnlyList<string> Say(SegmentRule rule, string? program, Locality place)
    {
        string?[] words =
        [
            rule.JoinedFrom is { } from ? $"joined from {place.Day(from)}" : null,
            rule.JoinedBefore is { } before ? $"joined before {place.Day(before)}" : null,
            rule.Language is { } language ? $"reads {language}" : null,
            rule.ProgramId is null ? null : $"brought friends to {program}",
            .. Numbers.Select(number => number.Of(rule) is { } n ? Count(number.Words, n) : null),
            rule.HasBalance switch { null => null, true => "has something unspent", false => "has nothing unspent" },
            rule.HasExternalId switch { null => null, true => "known by a customer id", false => "without a customer id" },
        ];
        return words.OfType<string>().ToList() is { Count: > 0 } said ? said : ["everybody who is active"];
    }

    private static string Count(string words, int n)
    {
        var one = words.Replace(" days", " day", StringComparison.Ordinal)
            .Replace("friends who count", "friend who counts", StringComparison.Ordinal);
        return string.Format(CultureInfo.InvariantCulture, n == 1 ? one : words, n);
    }

    internal static void Explain(FormValues form, Refusal refusal)
    {
        foreach (var (path, sentences) in refusal.Errors
            ?? new Dictionary<string, IReadOnlyList<string>> { [refusal.Field ?? ""] = [refusal.Sentence] })
        {
            if (path.Length > 0)
            {
                form.Refuse(path.Split('.')[^1], string.Join(' ', sentences));
            }
        }

        form.Refuse(refusal.Kind == RefusalKind.Invalid ? CampaignTexts.WrongSegment : refusal.Sentence);
    }

    private static string Either(bool? value) => value switch { null => "", true => "true", false => "false" };

    private static string Day(Instant? at, Locality place) =>
        at is { } day ? place.Local(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";

    private static Instant? At(FormValues form, string name, Locality place)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        if (!DateTime.TryParseExact(form[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !TypedYear.IsMeant(day.Year))
        {
            form.Refuse(name, CampaignTexts.NotATime);
            return null;
        }

        var real = place.Zone.IsInvalidTime(day) ? day.AddHours(1) : day;
        return Instant.Of(new DateTimeOffset(real, place.Zone.GetUtcOffset(real)));
    }
}
