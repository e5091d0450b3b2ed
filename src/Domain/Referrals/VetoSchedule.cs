namespace Vouch.Domain.Referrals;

/// <summary>What the shop's own system says of a referral that is about to be approved.</summary>
public enum VetoDecision
{
    /// <summary>It is paid.</summary>
    Approve,

    /// <summary>Nothing is paid.</summary>
    Reject,

    /// <summary>A person decides.</summary>
    Review,
}

/// <summary>When a receiver that gave no answer is asked again.</summary>
public static class VetoSchedule
{
    private const double Spread = 0.2;

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    /// <summary>The pause after so many attempts in vain: 10 s, 1 min, 10 min, 1 h and then 6 h each, a fifth more or less.</summary>
    /// <param name="attempts">How many there were, from 1.</param>
    /// <param name="luck">A random number from 0 to 1, so that many who failed at once do not come back at once.</param>
    public static TimeSpan Pause(int attempts, double luck) =>
        Pauses[Math.Min(attempts, Pauses.Length) - 1] * (1 - Spread + (2 * Spread * luck));
}
