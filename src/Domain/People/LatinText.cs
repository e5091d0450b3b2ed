using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Vouch.Domain.People;

/// <summary>Text in small Latin letters without accents, the ground on which names and addresses are compared.</summary>
internal static class LatinText
{
    // No character at all: string.Normalize throws on it.
    private const int SwappedByteOrderMark = 0xFFFE;

    // Letters that no Unicode decomposition takes apart, and Cyrillic as the passports of our markets write it.
    private static readonly FrozenDictionary<char, string> Latin = new Dictionary<char, string>
    {
        ['ł'] = "l", ['ø'] = "o", ['đ'] = "d", ['ð'] = "d", ['ħ'] = "h", ['ı'] = "i", ['ŀ'] = "l", ['ŧ'] = "t", ['ß'] = "ss",
        ['æ'] = "ae", ['œ'] = "oe", ['þ'] = "th", ['ŋ'] = "n", ['ə'] = "e", ['ſ'] = "s",
        ['а'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['д'] = "d", ['е'] = "e", ['ж'] = "zh", ['з'] = "z", ['и'] = "i", ['к'] = "k",
        ['л'] = "l", ['м'] = "m", ['н'] = "n", ['о'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ф'] = "f",
        ['х'] = "kh", ['ц'] = "ts", ['ч'] = "ch", ['ш'] = "sh", ['щ'] = "shch", ['ъ'] = "", ['ы'] = "y", ['ь'] = "", ['э'] = "e",
        ['ю'] = "yu", ['я'] = "ya", ['є'] = "ie", ['і'] = "i", ['ґ'] = "g", ['ђ'] = "dj", ['ј'] = "j", ['љ'] = "lj", ['њ'] = "nj",
        ['ћ'] = "c", ['џ'] = "dz",
    }.ToFrozenDictionary();

    /// <summary>
    /// Lower case, marks and invisible characters gone, Cyrillic in Latin letters; all else is left. й and ї lose their marks as é does.
    /// </summary>
    /// <param name="text">Text that <see cref="IsNormalizable(string)"/>.</param>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (Latin.TryGetValue(c, out var letters))
            {
                folded.Append(letters);
            }
            else if (IsSeen(c))
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }

    /// <summary>False for what has lost a character on its way (a lone surrogate, U+FFFD) or never was one (U+FFFE).</summary>
    public static bool IsNormalizable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsNormalizable(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc cref="IsNormalizable(string)"/>
    public static bool IsNormalizable(Rune rune) => rune != Rune.ReplacementChar && rune.Value != SwappedByteOrderMark;

    private static bool IsSeen(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format);
}
