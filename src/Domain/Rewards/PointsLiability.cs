using Vouch.Domain.Money;

namespace Vouch.Domain.Rewards;

/// <summary>What points outstanding stand for in money.</summary>
public static class PointsLiability
{
    private const int PerPoints = 100;

    /// <summary>Face value, cut to whole minor units.</summary>
    public static long FaceValue(long points, long minorPer100Points) =>
        Quotient.Of((Int128)points * minorPer100Points, PerPoints, Rounding.Down);

    /// <summary>What is expected to be redeemed of it: points × value × rate, rounded once.</summary>
    public static long Expected(long points, long minorPer100Points, Percentage redeemed) =>
        Quotient.Of((Int128)points * minorPer100Points * redeemed.BasisPoints, PerPoints * (Int128)10_000);
}
