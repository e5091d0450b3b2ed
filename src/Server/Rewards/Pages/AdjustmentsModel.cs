using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>An advocate's corrections by hand, and the form for another.</summary>
/// <param name="Lines">The latest first.</param>
/// <param name="Names">Who made them, by id.</param>
/// <param name="Values">What stands in the form.</param>
/// <param name="MayAdjust">Whether the visitor may.</param>
/// <param name="Done">True right after one.</param>
public sealed record AdjustmentsModel(
    IReadOnlyList<AdjustmentAnswer> Lines, IReadOnlyDictionary<string, string> Names, FormValues Values, bool MayAdjust, bool Done)
{
    /// <summary>True where a later line undoes it.</summary>
    public bool IsUndone(AdjustmentId id) => Lines.Any(line => line.Reverses == id);
}
