using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>When a reward may leave: not before the friend can no longer send the purchase back.</summary>
public static class Hold
{
    /// <summary>
    /// The first instant at which the reward may be released; null as long as a payment (or delivery) that starts the
    /// window is unknown. Days are of 24 hours, and never begin before the order: a payment or delivery told with a wrong
    /// date must not open the window at once.
    /// </summary>
    public static Instant? Due(HoldTerms terms, Instant placed, Instant? paid, Instant? delivered)
    {
        Instant? from = terms.From switch
        {
            HoldFrom.Placed => placed,
            HoldFrom.Paid => paid,
            _ => delivered ?? paid?.PlusDays(terms.AssumedDeliveryDays),
        };
        return from is { } start ? Instant.Max(start, placed).PlusDays(terms.Days + terms.GraceDays) : null;
    }
}
