namespace Vouch.Domain.Webhooks;

/// <summary>How far one event is on its way to one endpoint.</summary>
public enum DeliveryStatus
{
    /// <summary>It is sent, or sent again later, or waits for an earlier one of the same subject.</summary>
    Pending,

    /// <summary>The endpoint took it.</summary>
    Delivered,

    /// <summary>It was tried often enough.</summary>
    Failed,
}

/// <summary>Why an endpoint gets nothing.</summary>
public enum DisabledReason
{
    /// <summary>A person or the shop's system switched it off.</summary>
    ByHand,

    /// <summary>It answered 410: it is gone for good.</summary>
    Gone,

    /// <summary>For days it took nothing.</summary>
    Failing,
}

/// <summary>What one try came to.</summary>
/// <param name="Status">Where the delivery stands after it.</param>
/// <param name="NextAt">When it is tried again; null unless pending.</param>
/// <param name="Disable">Why the endpoint is switched off; null where it is not.</param>
public sealed record TryVerdict(DeliveryStatus Status, Instant? NextAt, DisabledReason? Disable);

/// <summary>Says what follows from one try.</summary>
public static class JudgeTry
{
    /// <summary>After so long without a single success an endpoint is switched off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(5);

    private const int Gone = 410;

    /// <summary>What follows.</summary>
    /// <param name="status">The answer's HTTP status; 0 where there was none.</param>
    /// <param name="retryAfter">The answer's <c>Retry-After</c>; it counts with 429 and 503.</param>
    /// <param name="failures">How many tries of this delivery failed before.</param>
    /// <param name="failingSince">Since when the endpoint took nothing; null where the last try of any delivery was taken.</param>
    /// <param name="now">The present, by the wall.</param>
    /// <param name="luck">A random number from 0 to 1.</param>
    public static TryVerdict Of(int status, string? retryAfter, int failures, Instant? failingSince, Instant now, double luck)
    {
        if (status is >= 200 and < 300)
        {
            return new TryVerdict(DeliveryStatus.Delivered, null, null);
        }

        DisabledReason? disable = status == Gone ? DisabledReason.Gone
            : failingSince is { } since && now - since >= Patience ? DisabledReason.Failing : null;
        if (WebhookSchedule.Pause(failures + 1, luck) is not { } pause)
        {
            return new TryVerdict(DeliveryStatus.Failed, null, disable);
        }

        var wish = status is 429 or 503 ? WebhookSchedule.Wish(retryAfter, now) : null;
        return new TryVerdict(DeliveryStatus.Pending, now + (wish > pause ? wish.Value : pause), disable);
    }
}
