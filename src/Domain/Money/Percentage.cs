namespace Vouch.Domain.Money;

/// <summary>A share in basis points (hundredths of a percent): 1250 is 12.5 %.</summary>
/// <param name="BasisPoints">Not negative.</param>
public readonly record struct Percentage(int BasisPoints)
{
    private const long Whole = 10_000;

    /// <summary>This share of an amount: computed exactly, rounded once.</summary>
    public long Of(long minor, Rounding rounding = Rounding.HalfAwayFromZero) => Quotient.Of((Int128)minor * BasisPoints, Whole, rounding);
}
