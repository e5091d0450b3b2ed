using System.Numerics;

namespace Vouch.Domain.Insights.Numerics;

/// <summary>
/// A row of random numbers that is the same for the same seed on every machine: xoshiro256** of Blackman and Vigna (2018), its state
/// filled by SplitMix64, as they advise. For resampling, not for secrets.
/// </summary>
public sealed class Draws
{
    private readonly ulong[] _state;

    /// <summary>The row of a seed.</summary>
    public Draws(ulong seed)
        : this([SplitMix(seed, 1), SplitMix(seed, 2), SplitMix(seed, 3), SplitMix(seed, 4)])
    {
    }

    /// <summary>The row of a state: four numbers, not all 0.</summary>
    public Draws(IReadOnlyList<ulong> state) => _state = [.. state];

    /// <summary>The n-th number (from 1) of SplitMix64 for a seed.</summary>
    public static ulong SplitMix(ulong seed, int n)
    {
        unchecked
        {
            var z = seed + ((ulong)n * 0x9E3779B97F4A7C15);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_state[1] * 5, 7) * 9;
            var shifted = _state[1] << 17;
            _state[2] ^= _state[0];
            _state[3] ^= _state[1];
            _state[1] ^= _state[2];
            _state[0] ^= _state[3];
            _state[2] ^= shifted;
            _state[3] = BitOperations.RotateLeft(_state[3], 45);
            return result;
        }
    }

    /// <summary>A whole number from 0 to below <paramref name="count"/>; the high half of a product, uneven by less than 2^-32.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>A standard normal number.</summary>
    public double Normal() => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, ((Next() >> 11) + 0.5) / (1UL << 53));

    /// <summary>How often each of <paramref name="count"/> things comes when so many are drawn with replacement.</summary>
    public int[] Resample(int count)
    {
        var times = new int[count];
        for (var i = 0; i < count; i++)
        {
            times[Below(count)]++;
        }

        return times;
    }
}
