using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Tracking;

/// <summary>A sign-in at the shop told whose browser a click came from.</summary>
public sealed record VisitorIdentified(ClickId Click) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "visitor.identified";

    /// <inheritdoc/>
    public string Subject => Click.ToString();
}
