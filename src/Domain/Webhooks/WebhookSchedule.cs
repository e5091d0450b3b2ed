using System.Globalization;

namespace Vouch.Domain.Webhooks;

/// <summary>When a delivery that failed is tried again: the schedule of the Standard Webhooks specification.</summary>
public static class WebhookSchedule
{
    /// <summary>How often one delivery is tried.</summary>
    public const int Tries = 10;

    /// <summary>The longest that a receiver may have us wait.</summary>
    public static readonly TimeSpan LongestWish = TimeSpan.FromHours(24);

    private const double Spread = 0.2;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>
    /// The pause after so many tries in vain: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, a fifth more or less; null after the
    /// last try.
    /// </summary>
    /// <param name="failures">How many there were, from 1.</param>
    /// <param name="luck">A random number from 0 to 1, so that many who failed at once do not come back at once.</param>
    public static TimeSpan? Pause(int failures, double luck) =>
        failures >= Tries ? null : Pauses[failures - 1] * (1 - Spread + (2 * Spread * luck));

    /// <summary>What a receiver's <c>Retry-After</c> wishes: seconds, or an HTTP date; at most a day, null where it says nothing.</summary>
    /// <param name="header">Its text.</param>
    /// <param name="now">The present.</param>
    public static TimeSpan? Wish(string? header, Instant now)
    {
        TimeSpan? wish = long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, (long)LongestWish.TotalSeconds))
            : DateTimeOffset.TryParseExact(
                header, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? Instant.Of(date) - now : null;
        return wish is not { } pause ? null : pause > LongestWish ? LongestWish : pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
    }
}
