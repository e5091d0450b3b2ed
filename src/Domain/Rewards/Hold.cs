using Vouch.Domain.Programs;

namespace Vouch.Domain.Rewards;

/// <summary>When a reward may leave: not before the friend can no longer send the purchase back.</summary>
public static class Hold
{
    /// <summary>
    /// The first instant at which the reward may be released; null as long as the order is not paid, whatever the window is
    /// counted from. Days are of 24 hours, and never begin before the order: a payment or delivery told with a wrong
    /// date must not open the window at once.
    /// </summary>
    public static Instant? Due(HoldTerms terms, Instant placed, Instant? paid, Instant? delivered)
    {
        if (paid is not { } payment)
        {
            return null;
        }

        var from = terms.From switch
        {
            HoldFrom.Placed => placed,
            HoldFrom.Paid => payment,
            _ => delivered ?? payment.PlusDays(terms.AssumedDeliveryDays),
        };
        return Instant.Max(from, placed).PlusDays(terms.Days + terms.GraceDays);
    }
}
