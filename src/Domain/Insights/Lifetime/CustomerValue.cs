namespace Vouch.Domain.Insights.Lifetime;

/// <summary>To which horizon and at what rates a customer's future is valued.</summary>
/// <param name="Months">1 to <see cref="MostMonths"/>.</param>
/// <param name="MonthlyDiscount">0.01 is one percent a month.</param>
/// <param name="Margin">Share of the spend that is left, 0 to 1.</param>
public sealed record ValueTerms(int Months, double MonthlyDiscount, double Margin)
{
    /// <summary>No model is believed further than three years.</summary>
    public const int MostMonths = 36;

    /// <summary>Weeks of a month.</summary>
    public const double WeeksPerMonth = 52.0 / 12;
}

/// <summary>What customers are expected to leave from now to a horizon; source: science.md 2.2.</summary>
public static class CustomerValue
{
    /// <summary>Discounted margin of the expected purchases, major units; each month's at the month's end.</summary>
    /// <param name="model">How customers repeat.</param>
    /// <param name="spend">What a purchase is worth.</param>
    /// <param name="history">Of the customer; all 0 for a new one.</param>
    /// <param name="meanSpend">Mean of the repeat purchases so far, major units.</param>
    /// <param name="terms">Horizon and rates.</param>
    public static double Of(RepeatModel model, GammaGamma spend, PurchaseHistory history, double meanSpend, ValueTerms terms) =>
        DiscountedPurchases(model, history, terms) * spend.Expected(history.X, meanSpend) * terms.Margin;

    /// <summary>Expected purchases, each at the discount of its month's end.</summary>
    public static double DiscountedPurchases(RepeatModel model, PurchaseHistory history, ValueTerms terms)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(terms.Months, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(terms.Months, ValueTerms.MostMonths);
        var (sum, before) = (0.0, 0.0);
        for (var month = 1; month <= terms.Months; month++)
        {
            var sofar = model.Expected(history, month * ValueTerms.WeeksPerMonth);
            sum += (sofar - before) / Math.Pow(1 + terms.MonthlyDiscount, month);
            before = sofar;
        }

        return sum;
    }
}
