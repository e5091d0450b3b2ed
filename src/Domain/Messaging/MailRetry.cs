namespace Vouch.Domain.Messaging;

/// <summary>When a mail that did not go is sent again.</summary>
public static class MailRetry
{
    // Together a little less than three days; the attempt after that is not made.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6),
        TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    private const double Spread = 0.2;

    /// <summary>How long to wait after failed attempts; null when it is given up.</summary>
    /// <param name="attempts">How many there were, at least one.</param>
    /// <param name="luck">From 0 to 1: mails that failed together do not come back together.</param>
    public static TimeSpan? After(long attempts, double luck) =>
        attempts > Pauses.Length ? null : Pauses[attempts - 1] * (1 - Spread + 2 * Spread * luck);
}
