namespace Vouch.Server.Screening.Simulation;

/// <summary>
/// MT19937 (Matsumoto and Nishimura, 1998), seeded and read as Python 3.11's <c>random.Random(seed)</c> is, draw for draw: the
/// published figures of the simulator were made with it, and only the same numbers make the same events.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;
    private const uint Twist = 0x9908B0DF;
    private const uint UpperBit = 0x80000000;
    private const uint LowerBits = 0x7FFFFFFF;

    private readonly uint[] _state = new uint[Length];
    private int _at = Length;
    private double? _secondNormal;

    internal MersenneTwister(ulong seed) => SeedBy(seed > uint.MaxValue ? [unchecked((uint)seed), (uint)(seed >> 32)] : [(uint)seed]);

    /// <summary>From 0 to below 1, 53 bits.</summary>
    internal double Random()
    {
        var (high, low) = (Next() >> 5, Next() >> 6);
        return ((high * 67108864.0) + low) * (1.0 / 9007199254740992.0);
    }

    /// <summary>True so often of one.</summary>
    internal bool Chance(double share) => Random() < share;

    /// <summary>Evenly between two bounds.</summary>
    internal double Uniform(double from, double to) => from + ((to - from) * Random());

    /// <summary>A whole number between two bounds, both included; the span at most 32 bits.</summary>
    internal int Whole(int from, int to) => from + Below((to - from) + 1);

    /// <summary>One of some, all alike.</summary>
    internal T Choice<T>(IReadOnlyList<T> some) => some[Below(some.Count)];

    /// <summary>An index, as often as its weight says.</summary>
    internal int Weighted(IReadOnlyList<double> weights)
    {
        var sums = new double[weights.Count];
        var sum = 0.0;
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = sum += weights[i];
        }

        // The first sum above the draw; the last one stands for itself, whatever rounding has left of it.
        var draw = Random() * sum;
        var found = Array.FindIndex(sums, 0, sums.Length - 1, passed => draw < passed);
        return found < 0 ? sums.Length - 1 : found;
    }

    /// <summary>The normal law. Draws come in pairs, and the second waits for the next call.</summary>
    internal double Normal(double mean, double deviation)
    {
        var normal = _secondNormal;
        _secondNormal = null;
        if (normal is null)
        {
            var angle = Random() * (2.0 * Math.PI);
            var radius = Math.Sqrt(-2.0 * Math.Log(1.0 - Random()));
            normal = Math.Cos(angle) * radius;
            _secondNormal = Math.Sin(angle) * radius;
        }

        return mean + (normal.Value * deviation);
    }

    /// <summary>The waiting time of what comes so often in a unit of time.</summary>
    internal double Exponential(double rate) => -Math.Log(1.0 - Random()) / rate;

    // As many bits as the bound has, again until they are below it: no number is favoured.
    private int Below(int bound)
    {
        var spare = System.Numerics.BitOperations.LeadingZeroCount((uint)bound);
        uint drawn;
        do
        {
            drawn = Next() >> spare;
        }
        while (drawn >= bound);
        return (int)drawn;
    }

    private uint Next()
    {
        if (_at == Length)
        {
            Renew();
        }

        var word = _state[_at++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9D2C5680;
        word ^= (word << 15) & 0xEFC60000;
        return word ^ (word >> 18);
    }

    private void Renew()
    {
        for (var i = 0; i < Length; i++)
        {
            var mixed = (_state[i] & UpperBit) | (_state[(i + 1) % Length] & LowerBits);
            _state[i] = _state[(i + Middle) % Length] ^ (mixed >> 1) ^ ((mixed & 1) * Twist);
        }

        _at = 0;
    }

    // "init_by_array" of the authors' 2002 version, which Python uses for every seed.
    private void SeedBy(uint[] key)
    {
        unchecked
        {
            _state[0] = 19650218;
            for (var i = 1; i < Length; i++)
            {
                _state[i] = (1812433253 * Folded(i)) + (uint)i;
            }

            var at = 1;
            for (var round = 0; round < Length; round++)
            {
                var j = round % key.Length;
                _state[at] = (_state[at] ^ (Folded(at) * 1664525)) + key[j] + (uint)j;
                at = Following(at);
            }

            for (var round = 1; round < Length; round++)
            {
                _state[at] = (_state[at] ^ (Folded(at) * 1566083941)) - (uint)at;
                at = Following(at);
            }

            _state[0] = UpperBit;
        }
    }

    private uint Folded(int at) => _state[at - 1] ^ (_state[at - 1] >> 30);

    private int Following(int at)
    {
        if (at + 1 < Length)
        {
            return at + 1;
        }

        _state[0] = _state[Length - 1];
        return 1;
    }
}
