using System.Globalization;

namespace Vouch.Domain.Webhooks;

/// <summary>Why webhooks say no.</summary>
public static class WebhookRefusals
{
    /// <summary>There is no such endpoint in this shop.</summary>
    public static readonly Refusal NoSuchEndpoint = Refusal.NotFound("webhook endpoint");

    /// <summary>There is no such delivery to this endpoint.</summary>
    public static readonly Refusal NoSuchDelivery = Refusal.NotFound("delivery");

    /// <summary>Nothing is sent to an endpoint that is switched off.</summary>
    public static readonly Refusal Disabled = Refusal.State(
        "endpoint_disabled", "This endpoint is switched off; enable it, and what was not delivered follows.");

    /// <summary>A shop has enough endpoints.</summary>
    public static Refusal TooMany(int most) => Refusal.State(
        "too_many_endpoints",
        string.Create(CultureInfo.InvariantCulture, $"A shop has at most {most} webhook endpoints; delete one that is not used."));

    /// <summary>So much is not sent again at once.</summary>
    public static Refusal TooMuch(int most) => Refusal.State(
        "too_much_to_replay",
        string.Create(CultureInfo.InvariantCulture, $"More than {most} events happened since then; choose a later instant."));
}
