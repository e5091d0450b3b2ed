namespace Vouch.Domain.Ids;

/// <summary>What every typed id has: a 64-bit time-ordered number and the prefix of its text form.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface IEntityId<TSelf> where TSelf : struct, IEntityId<TSelf>
{
    /// <summary>The prefix of the text form, without the underscore: <c>adv</c>.</summary>
    static abstract string Prefix { get; }

    /// <summary>Wraps a stored number.</summary>
    static abstract TSelf From(long value);

    /// <summary>The stored number.</summary>
    long Value { get; }
}

/// <summary>
/// The text form of ids: prefix, underscore, 13 lower-case Crockford base-32 characters of the 64-bit number,
/// so that text order is time order.
/// </summary>
public static class IdText
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Digits = 13;

    /// <summary>Writes an id: <c>adv_0000000000001</c>.</summary>
    public static string Format(string prefix, long value) =>
        string.Create(prefix.Length + 1 + Digits, (prefix, value), static (span, state) =>
        {
            state.prefix.CopyTo(span);
            span[state.prefix.Length] = '_';
            var rest = unchecked((ulong)state.value);
            for (var i = span.Length - 1; i > state.prefix.Length; i--, rest >>= 5)
            {
                span[i] = Alphabet[(int)(rest & 31)];
            }
        });

    /// <summary>Reads an id of the wanted kind; false for any other text, also one of another kind.</summary>
    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, IEntityId<TId>
    {
        id = default;
        var prefix = TId.Prefix;
        if (text is null || text.Length != prefix.Length + 1 + Digits
            || !text.StartsWith(prefix, StringComparison.Ordinal) || text[prefix.Length] != '_')
        {
            return false;
        }

        ulong value = 0;
        foreach (var c in text.AsSpan(prefix.Length + 1))
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0 || value > ulong.MaxValue >> 5)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        if (value > long.MaxValue)
        {
            return false;
        }

        id = TId.From((long)value);
        return true;
    }
}
