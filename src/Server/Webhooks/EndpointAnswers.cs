using System.ComponentModel.DataAnnotations;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Webhooks;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Webhooks;

/// <summary>A wish for an endpoint.</summary>
/// <param name="Url">An https address in the world.</param>
/// <param name="Events">Names, groups such as <c>reward.*</c>, or <c>*</c>.</param>
/// <param name="Description">For the people of the shop.</param>
public sealed record EndpointRequest(
    [property: Required] string Url, [property: Required] IReadOnlyList<string> Events, string? Description = null);

/// <summary>A change of an endpoint: only what is sent changes.</summary>
public sealed record EndpointPatch
{
    /// <summary>Where to.</summary>
    public Optional<string> Url { get; init; }

    /// <summary>What it wishes from now on.</summary>
    public Optional<IReadOnlyList<string>> Events { get; init; }

    /// <summary>For the people of the shop; null clears it.</summary>
    public Optional<string?> Description { get; init; }

    /// <summary>False keeps everything back; true begins again with what was kept back.</summary>
    public Optional<bool> Enabled { get; init; }
}

/// <summary>An endpoint as the contract shows it; times are those of the wall.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Events">What it wishes.</param>
/// <param name="Description">For the people of the shop.</param>
/// <param name="Enabled">Whether anything is sent.</param>
/// <param name="DisabledReason">Why not: by hand, gone (it answered 410), or failing for five days.</param>
/// <param name="FailingSince">Since when it took nothing; null where the last try was taken.</param>
/// <param name="LastSuccessAt">When it last took something.</param>
/// <param name="Waiting">How many deliveries wait, for another one or for another try.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record EndpointAnswer(
    EndpointId Id, string Url, IReadOnlyList<string> Events, string? Description, bool Enabled, DisabledReason? DisabledReason,
    Instant? FailingSince, Instant? LastSuccessAt, long Waiting, Instant CreatedAt)
{
    internal static EndpointAnswer Of(Endpoint endpoint, long waiting) => new(
        endpoint.EndpointId, endpoint.Url, endpoint.Wishes, endpoint.Description, endpoint.Disabled is null, endpoint.Disabled,
        endpoint.FailingSince, endpoint.LastSuccessAt, waiting, endpoint.CreatedAt);

    internal static async Task<EndpointAnswer> Of(Reads db, Endpoint endpoint) =>
        Of(endpoint, await DeliveryStore.Count(db, endpoint.EndpointId, DeliveryStatus.Pending));
}

/// <summary>An endpoint just made; its secret is shown this once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Url">Where to.</param>
/// <param name="Events">What it wishes.</param>
/// <param name="Description">For the people of the shop.</param>
/// <param name="Enabled">Always true.</param>
/// <param name="CreatedAt">When it was made, by the wall.</param>
/// <param name="Secret"><c>whsec_</c> and base64: what calls are signed by.</param>
public sealed record NewEndpointAnswer(
    EndpointId Id, string Url, IReadOnlyList<string> Events, string? Description, bool Enabled, Instant CreatedAt, string Secret)
    : IShowsSecret;

/// <summary>A new signing secret, shown this once; the one before stays valid for a day.</summary>
/// <param name="Secret"><c>whsec_</c> and base64.</param>
public sealed record EndpointSecretAnswer(string Secret) : IShowsSecret;

/// <summary>A delivery as the contract shows it; times are those of the wall.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EventId">The event's, which travels as <c>webhook-id</c>.</param>
/// <param name="Type">What happened.</param>
/// <param name="Subject">To what.</param>
/// <param name="Status">Pending, delivered or failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">When it is tried again; null where it waits for an earlier one of its subject, or is done.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DoneAt">When it was taken or given up.</param>
public sealed record DeliveryAnswer(
    DeliveryId Id, EventId EventId, string Type, string Subject, DeliveryStatus Status, long Attempts, Instant? NextAttemptAt,
    Instant CreatedAt, Instant? DoneAt)
{
    internal static DeliveryAnswer Of(Delivery delivery) => new(
        delivery.DeliveryId, delivery.EventId, delivery.Type, delivery.Subject, delivery.Status, delivery.Tries, delivery.NextAt,
        delivery.CreatedAt, delivery.DoneAt);
}

/// <summary>One attempt as the contract shows it.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="At">When, by the wall.</param>
/// <param name="Status">The answer's HTTP status; null where there was none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failure">Why there was no answer; null where there was one.</param>
/// <param name="Answer">The beginning of the answer's text, at most 1 kB.</param>
public sealed record AttemptAnswer(long Number, Instant At, long? Status, long Milliseconds, string? Failure, string Answer)
{
    internal static AttemptAnswer Of(DeliveryTry one) =>
        new(one.Number, one.At, one.Status == 0 ? null : one.Status, one.Milliseconds, one.Failure, one.Answer);
}

/// <summary>A delivery with what is sent and what came of each attempt.</summary>
/// <param name="Id">Its id.</param>
/// <param name="EventId">The event's, which travels as <c>webhook-id</c>.</param>
/// <param name="Type">What happened.</param>
/// <param name="Subject">To what.</param>
/// <param name="Status">Pending, delivered or failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAttemptAt">When it is tried again; null where it waits for an earlier one of its subject, or is done.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DoneAt">When it was taken or given up.</param>
/// <param name="Payload">What is sent: the event as the journal shows it.</param>
/// <param name="Log">Each attempt, the first one first.</param>
public sealed record DeliveryDetail(
    DeliveryId Id, EventId EventId, string Type, string Subject, DeliveryStatus Status, long Attempts, Instant? NextAttemptAt,
    Instant CreatedAt, Instant? DoneAt, EventAnswer Payload, IReadOnlyList<AttemptAnswer> Log)
{
    internal static async Task<DeliveryDetail> Of(Reads db, Delivery delivery)
    {
        var payload = await SendDelivery.Event(db, delivery)
            ?? throw new InvalidOperationException($"{delivery.DeliveryId} is of an event that the journal does not know.");
        var tries = await DeliveryStore.Tries(db, delivery.EndpointId, delivery.DeliveryId);
        return new DeliveryDetail(
            delivery.DeliveryId, delivery.EventId, delivery.Type, delivery.Subject, delivery.Status, delivery.Tries, delivery.NextAt,
            delivery.CreatedAt, delivery.DoneAt, payload, tries.ConvertAll(AttemptAnswer.Of));
    }
}

/// <summary>From when on events are sent again.</summary>
/// <param name="Since">By the shop's clock, inclusive.</param>
public sealed record ReplayRequest([property: Required] Instant Since);

/// <summary>What a replay came to.</summary>
/// <param name="Events">How many events are sent again.</param>
public sealed record ReplayAnswer(int Events);

/// <summary>What came of a test event.</summary>
/// <param name="EventId">The event's id; it stands in no journal.</param>
/// <param name="Delivered">Whether it was taken: an answer of 200 to 299.</param>
/// <param name="Status">The answer's HTTP status; null where there was none.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Failure">Why there was no answer; null where there was one.</param>
/// <param name="Answer">The beginning of the answer's text, at most 1 kB.</param>
public sealed record TestAnswer(EventId EventId, bool Delivered, long? Status, long Milliseconds, string? Failure, string Answer);
