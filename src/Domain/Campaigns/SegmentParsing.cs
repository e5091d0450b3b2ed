namespace Vouch.Domain.Campaigns;

/// <summary>Turns stated rules over advocates into valid ones, or says everything that is wrong with them.</summary>
public static class SegmentParsing
{
    private const int LongestName = 200;
    private const int MostDays = 3_650;
    private const int MostReferrals = 1_000_000;

    /// <summary>Name and rule of a segment, new (from nothing) or changed.</summary>
    public static Result<(string Name, SegmentRule Rule)> Merge(SegmentRequest request, string name, SegmentRule rule)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rule);
        var errors = new FieldErrors();
        var reader = new FieldReader(errors, "");
        var merged = (
            Name: reader.Text("name", request.Name, name, LongestName),
            Rule: Read(reader.Inside("rule"), reader.Nested("rule", request.Rule, new SegmentRuleRequest()), rule));
        return errors.Any ? errors.ToRefusal() : merged;
    }

    private static SegmentRule Read(FieldReader reader, SegmentRuleRequest request, SegmentRule basis)
    {
        var rule = new SegmentRule(
            request.JoinedFrom.Or(basis.JoinedFrom),
            request.JoinedBefore.Or(basis.JoinedBefore),
            Days(reader, "joinedMoreThanDaysAgo", request.JoinedMoreThanDaysAgo, basis.JoinedMoreThanDaysAgo),
            Days(reader, "joinedWithinDays", request.JoinedWithinDays, basis.JoinedWithinDays),
            Language(reader, request.Language, basis.Language),
            request.ProgramId.Or(basis.ProgramId),
            (int?)reader.NumberOrNone("approvedAtLeast", request.ApprovedAtLeast, basis.ApprovedAtLeast, 0, MostReferrals),
            (int?)reader.NumberOrNone("approvedAtMost", request.ApprovedAtMost, basis.ApprovedAtMost, 0, MostReferrals),
            Days(reader, "sharedMoreThanDaysAgo", request.SharedMoreThanDaysAgo, basis.SharedMoreThanDaysAgo),
            Days(reader, "sharedWithinDays", request.SharedWithinDays, basis.SharedWithinDays),
            Days(reader, "clickedMoreThanDaysAgo", request.ClickedMoreThanDaysAgo, basis.ClickedMoreThanDaysAgo),
            Days(reader, "clickedWithinDays", request.ClickedWithinDays, basis.ClickedWithinDays),
            Days(reader, "referredMoreThanDaysAgo", request.ReferredMoreThanDaysAgo, basis.ReferredMoreThanDaysAgo),
            Days(reader, "referredWithinDays", request.ReferredWithinDays, basis.ReferredWithinDays),
            request.HasBalance.Or(basis.HasBalance),
            request.HasExternalId.Or(basis.HasExternalId));
        if (rule.JoinedBefore <= rule.JoinedFrom)
        {
            reader.Fault("joinedBefore", "Must be after joinedFrom.");
        }

        if (rule.ApprovedAtMost < rule.ApprovedAtLeast)
        {
            reader.Fault("approvedAtMost", "May not be below approvedAtLeast.");
        }

        return rule;
    }

    private static int? Days(FieldReader reader, string name, Optional<long?> field, int? basis) =>
        (int?)reader.NumberOrNone(name, field, basis, 1, MostDays);

    private static string? Language(FieldReader reader, Optional<string?> field, string? basis)
    {
        if (!field.IsPresent || field.Value is not { Length: > 0 } stated)
        {
            return field.IsPresent ? null : basis;
        }

        if (stated.Length == 2 && stated.All(char.IsAsciiLetterLower))
        {
            return stated;
        }

        reader.Fault("language", "Must be a language by its two letters, such as pl.");
        return basis;
    }
}
