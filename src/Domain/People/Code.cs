namespace Vouch.Domain.People;

/// <summary>
/// An advocate's code: 4–32 characters of A–Z, 0–9 and hyphen, compared without regard to case. Letters that only
/// look like these (Cyrillic А, full-width Ａ, dotless ı) are refused, never mapped.
/// </summary>
public static class Code
{
    /// <summary>The symbols of a code's random part: none that is easily taken for another.</summary>
    public const string Alphabet = "234679ACDEFGHJKMNPQRTVWXYZ";

    /// <summary>How many random symbols follow a name.</summary>
    public const int SymbolsAfterName = 5;

    /// <summary>How many random symbols a code without a name has.</summary>
    public const int SymbolsAlone = 8;

    private const int Shortest = 4;
    private const int Longest = 32;

    /// <summary>The code in the form in which it is kept; null for what cannot be a code.</summary>
    public static string? Normalize(string? text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is < Shortest or > Longest)
        {
            return null;
        }

        Span<char> code = stackalloc char[trimmed.Length];
        for (var i = 0; i < trimmed.Length; i++)
        {
            var c = trimmed[i];
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
            {
                return null;
            }

            code[i] = char.IsAsciiLetterLower(c) ? (char)(c - 32) : c;
        }

        return new string(code);
    }

    /// <summary>How many random numbers <see cref="Generate"/> wants for this name.</summary>
    public static int SymbolsFor(string? name) => PersonName.CodeStem(name) is null ? SymbolsAlone : SymbolsAfterName;

    /// <summary>Makes a code: <c>ANNA-7F3KQ</c>, without a usable name <c>7F3KQ9CD</c>.</summary>
    /// <param name="name">The advocate's name, as given; may be null.</param>
    /// <param name="random">As many numbers from 0 to 25 as <see cref="SymbolsFor"/> says, one a symbol.</param>
    public static string Generate(string? name, ReadOnlySpan<int> random)
    {
        Span<char> symbols = stackalloc char[random.Length];
        for (var i = 0; i < random.Length; i++)
        {
            symbols[i] = Alphabet[random[i]];
        }

        return PersonName.CodeStem(name) is { } stem ? $"{stem}-{symbols}" : new string(symbols);
    }
}
