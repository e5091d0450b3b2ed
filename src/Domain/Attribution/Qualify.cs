using Vouch.Domain.Programs;

namespace Vouch.Domain.Attribution;

/// <summary>Whether an attributed order meets the program's terms.</summary>
public enum QualificationOutcome { Qualifies, AwaitsPayment, BelowMinimum, Refunded, Cancelled }

/// <summary>An order's money and state, as far as qualifying looks; amounts in minor units of the shop's currency.</summary>
/// <param name="Paid">Paid at some time.</param>
/// <param name="Cancelled">Cancelled by shop or buyer.</param>
/// <param name="WhollyRefunded">All of the total was returned.</param>
/// <param name="SubtotalAfterDiscounts">Goods less discounts, before refunds.</param>
/// <param name="RefundedSubtotal">How much of it was returned.</param>
public sealed record OrderStanding(bool Paid, bool Cancelled, bool WhollyRefunded, long SubtotalAfterDiscounts, long RefundedSubtotal);

/// <summary>Decides whether an order qualifies, refunds so far included.</summary>
public static class Qualify
{
    /// <summary>The state that matters most first: cancelled, refunded, below the minimum, unpaid.</summary>
    public static QualificationOutcome Decide(OrderStanding order, Qualification terms)
    {
        if (order.Cancelled)
        {
            return QualificationOutcome.Cancelled;
        }

        if (order.WhollyRefunded)
        {
            return QualificationOutcome.Refunded;
        }

        if (order.SubtotalAfterDiscounts - order.RefundedSubtotal < terms.MinimumSubtotal)
        {
            return QualificationOutcome.BelowMinimum;
        }

        return order.Paid ? QualificationOutcome.Qualifies : QualificationOutcome.AwaitsPayment;
    }
}
