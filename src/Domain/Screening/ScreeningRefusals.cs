using System.Globalization;

namespace Vouch.Domain.Screening;

/// <summary>Why screening says no to the shop.</summary>
public static class ScreeningRefusals
{
    /// <summary>Nothing can be learnt where everything looked at came out the same.</summary>
    public static readonly Refusal OneKindOfLabel = Refusal.State(
        "one_kind_of_label", "All reviews came out the same; to learn, there must be some that were abuse and some that were not.");

    /// <summary>An entry cannot allow and block at once.</summary>
    public static readonly Refusal ListedOtherwise = Refusal.State(
        "listed_otherwise", "The list has this very entry with the opposite meaning; take that one off first.");

    /// <summary>An entry that decides about so much is asked for twice.</summary>
    public static Refusal TooWide(int met, int of, int days) => Refusal.State(
        "too_wide",
        string.Create(
            CultureInfo.InvariantCulture,
            $"This is very wide: it would have decided {met} of the {of} referrals of the last {days} days. Confirm that it is meant."));

    /// <summary>Too little was reviewed to learn from.</summary>
    public static Refusal TooFewLabels(int labels, int fewest) => Refusal.State(
        "too_few_labels",
        string.Create(CultureInfo.InvariantCulture, $"{labels} of {fewest} reviews needed; until then the weights stay as they are."));
}
