namespace Vouch.Domain.Referrals;

/// <summary>What time makes of a case that waits for a person.</summary>
public static class ReviewAgeing
{
    /// <summary>After so many days nothing is paid, the advocate is told, and may appeal.</summary>
    public const int VoidAfterDays = 30;

    /// <summary>For so many days after a rejection the advocate may ask for another look.</summary>
    public const int AppealWithinDays = 60;

    private static readonly int[] Reminders = [3, 7, 14];

    /// <summary>When the next thing falls due: a reminder, or the end; null after it.</summary>
    /// <param name="openedAt">Since when it waits.</param>
    /// <param name="reminded">The days after which staff were reminded last; 0 before.</param>
    public static (Instant At, int Days) Next(Instant openedAt, int reminded)
    {
        var days = Reminders.FirstOrDefault(day => day > reminded, VoidAfterDays);
        return (openedAt.PlusDays(days), days);
    }

    /// <summary>How many days are left before nothing is paid; 0 when it is over.</summary>
    public static int DaysLeft(Instant openedAt, Instant now) =>
        Math.Max(0, VoidAfterDays - (int)((now.Milliseconds - openedAt.Milliseconds) / 86_400_000));
}
