using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Vouch.Domain.People;

/// <summary>Names of people, made comparable: "who invited you?" is typed in haste, without accents, in any case.</summary>
public static class PersonName
{
    /// <summary>The longest stem of a code, letters.</summary>
    public const int LongestStem = 6;

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
    /// The form in which two spellings of one name are equal: lower case, without accents, Cyrillic in Latin letters,
    /// single spaces; hyphens count as spaces, apostrophes and dots as nothing. Empty where nothing readable is left.
    /// </summary>
    public static string Fold(string? name)
    {
        var folded = new StringBuilder();
        foreach (var c in Decomposed(name))
        {
            if (char.IsWhiteSpace(c) || c is '-' or '‐' or '‑' or '–' or '_')
            {
                AddSpace(folded);
            }
            else if (Latin.TryGetValue(c, out var letters))
            {
                folded.Append(letters);
            }
            else if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                folded.Append(c);
            }
        }

        return folded.ToString().TrimEnd(' ');
    }

    /// <summary>
    /// The letters with which a person's code begins: the first word of the name that has any in A–Z, at most
    /// <see cref="LongestStem"/>; null where there is none.
    /// </summary>
    public static string? CodeStem(string? name)
    {
        foreach (var word in Fold(name).Split(' '))
        {
            var letters = string.Concat(word.Where(char.IsAsciiLetterLower).Take(LongestStem));
            if (letters.Length > 0)
            {
                return letters.ToUpperInvariant();
            }
        }

        return null;
    }

    private static void AddSpace(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != ' ')
        {
            text.Append(' ');
        }
    }

    // й and ї lose their marks here as é does; a lone surrogate would throw and counts as no name.
    private static IEnumerable<char> Decomposed(string? name)
    {
        if (string.IsNullOrEmpty(name) || !name.IsNormalizable())
        {
            return [];
        }

        return name.Normalize(NormalizationForm.FormKD).ToLowerInvariant().Where(IsSeen);
    }

    private static bool IsSeen(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Control or UnicodeCategory.Format);

    private static bool IsNormalizable(this string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
