using System.Text.Json.Serialization;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>
/// An endpoint was made or changed. It marks in the journal from where on the endpoint gets what: the reader that makes the deliveries goes
/// by it, and whoever verifies them later.
/// </summary>
/// <param name="Step">The event's last word: <c>created</c> or <c>updated</c>.</param>
/// <param name="EndpointId">Which.</param>
/// <param name="Events">What it wishes from here on.</param>
/// <param name="Enabled">Whether anything is sent to it.</param>
internal sealed record EndpointStepped(
    [property: JsonIgnore] string Step, EndpointId EndpointId, IReadOnlyList<string> Events, bool Enabled) : IShopEvent
{
    internal const string Created = "created";

    internal const string Updated = "updated";

    internal const string Group = "webhook_endpoint.";

    public string Type => Group + Step;

    public string Subject => EndpointId.ToString();
}

/// <summary>An endpoint was switched off by itself.</summary>
/// <param name="EndpointId">Which.</param>
/// <param name="Reason">Why.</param>
internal sealed record EndpointDisabled(EndpointId EndpointId, DisabledReason Reason) : IShopEvent
{
    public string Type => EndpointStepped.Group + "disabled";

    public string Subject => EndpointId.ToString();
}

/// <summary>An endpoint was deleted; nothing more goes there.</summary>
/// <param name="EndpointId">Which.</param>
internal sealed record EndpointDeleted(EndpointId EndpointId) : IShopEvent
{
    internal const string Name = EndpointStepped.Group + "deleted";

    public string Type => Name;

    public string Subject => EndpointId.ToString();
}
