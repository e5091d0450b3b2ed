namespace Vouch.Domain.Money;

/// <summary>An amount of one currency. Arithmetic across currencies is a bug and throws; so does overflow.</summary>
/// <param name="Minor">Minor units; may be negative.</param>
/// <param name="Currency">What the minor units are of.</param>
public readonly record struct Money(long Minor, Currency Currency)
{
    /// <summary>The sum; both must be of one currency.</summary>
    public static Money operator +(Money a, Money b) => new(a.Minor + Same(a, b).Minor, a.Currency);

    /// <summary>The difference; both must be of one currency.</summary>
    public static Money operator -(Money a, Money b) => new(a.Minor - Same(a, b).Minor, a.Currency);

    /// <summary>The opposite amount.</summary>
    public static Money operator -(Money a) => new(-a.Minor, a.Currency);

    /// <summary>For logs and exceptions, not for people: <c>1500 EUR</c> in minor units.</summary>
    public override string ToString() => $"{Minor} {Currency}";

    private static Money Same(Money a, Money b) =>
        a.Currency == b.Currency ? b : throw new InvalidOperationException($"{a.Currency} and {b.Currency} do not add up.");
}
