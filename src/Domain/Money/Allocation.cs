namespace Vouch.Domain.Money;

/// <summary>Splits an amount so that the shares sum to the whole: largest remainder, ties to the lower index.</summary>
public static class Allocation
{
    /// <summary>
    /// The shares of <paramref name="total"/> (of any sign) by weight; each is within one unit of its exact share and a
    /// zero weight gets nothing. Weights must not be negative, and not all be zero.
    /// </summary>
    public static long[] Split(long total, IReadOnlyList<long> weights)
    {
        Int128 sum = 0;
        foreach (var weight in weights)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(weight, nameof(weights));
            sum += weight;
        }

        ArgumentOutOfRangeException.ThrowIfZero(sum, nameof(weights));
        var magnitude = Int128.Abs(total);
        var shares = new Int128[weights.Count];
        var remainders = new Int128[weights.Count];
        var left = magnitude;
        for (var i = 0; i < shares.Length; i++)
        {
            (shares[i], remainders[i]) = Int128.DivRem(magnitude * weights[i], sum);
            left -= shares[i];
        }

        foreach (var i in Enumerable.Range(0, shares.Length).OrderByDescending(i => remainders[i]).ThenBy(i => i).Take((int)left))
        {
            shares[i]++;
        }

        return Array.ConvertAll(shares, share => checked((long)(share * Math.Sign(total))));
    }
}
