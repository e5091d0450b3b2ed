using Vouch.Domain;

namespace Vouch.Server.Tracking;

/// <summary>Every "no" of Tracking.</summary>
internal static class TrackingRefusals
{
    internal static readonly Refusal NoSuchClick = Refusal.NotFound("click");

    internal static readonly Refusal WhoIsItNotSaid = Refusal.Invalid("customer", "needs externalId or email");

    internal static readonly Refusal NeedsCustomerToken = new(
        RefusalKind.Forbidden, "customer_token_required", "From a browser, say who the customer is by customerToken.", "customerToken");
}
