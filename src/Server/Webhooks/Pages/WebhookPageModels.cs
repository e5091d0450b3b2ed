using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Webhooks.Pages;

/// <summary>All endpoints of the shop.</summary>
public sealed record WebhooksModel(IReadOnlyList<EndpointAnswer> Endpoints);

/// <summary>The form of an endpoint, new or known.</summary>
/// <param name="Id">Which; null for a new one.</param>
/// <param name="Values">What stands in it.</param>
/// <param name="Ticked">The wishes that are ticked.</param>
public sealed record WebhookFormModel(EndpointId? Id, FormValues Values, IReadOnlyList<string> Ticked);

/// <summary>One endpoint with its deliveries.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Deliveries">A page of them.</param>
/// <param name="Status">Only those that are so far; null for all.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="Paged">True behind the first page.</param>
/// <param name="Secret">A secret just made, shown this once.</param>
/// <param name="Test">What came of a test event just sent.</param>
/// <param name="Saved">True right after a change.</param>
public sealed record WebhookModel(
    EndpointAnswer Endpoint, IReadOnlyList<DeliveryAnswer> Deliveries, DeliveryStatus? Status, DeliveryId? Next, bool Paged,
    string? Secret = null, TestAnswer? Test = null, bool Saved = false);

/// <summary>One delivery.</summary>
/// <param name="Endpoint">Where to.</param>
/// <param name="Delivery">With what is sent and what came back.</param>
/// <param name="Payload">What is sent, indented.</param>
/// <param name="Again">True right after it was sent again.</param>
/// <param name="Refused">Why it was not.</param>
public sealed record DeliveryModel(EndpointAnswer Endpoint, DeliveryDetail Delivery, string Payload, bool Again, string? Refused);
