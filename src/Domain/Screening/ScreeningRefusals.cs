using System.Globalization;

namespace Vouch.Domain.Screening;

/// <summary>Why screening says no to the shop.</summary>
public static class ScreeningRefusals
{
    /// <summary>Nothing can be learnt where everything looked at came out the same.</summary>
    public static readonly Refusal OneKindOfLabel = Refusal.State(
        "one_kind_of_label", "All reviews came out the same; to learn, there must be some that were abuse and some that were not.");

    /// <summary>Too little was reviewed to learn from.</summary>
    public static Refusal TooFewLabels(int labels, int fewest) => Refusal.State(
        "too_few_labels",
        string.Create(CultureInfo.InvariantCulture, $"{labels} of {fewest} reviews needed; until then the weights stay as they are."));
}
