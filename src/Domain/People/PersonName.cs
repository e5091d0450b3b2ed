using System.Text;

namespace Vouch.Domain.People;

/// <summary>Names of people, made comparable: "who invited you?" is typed in haste, without accents, in any case.</summary>
public static class PersonName
{
    /// <summary>The longest stem of a code, letters.</summary>
    public const int LongestStem = 6;

    /// <summary>
    /// The form in which two spellings of one name are equal: lower case, without accents, Cyrillic in Latin letters,
    /// single spaces; hyphens count as spaces, apostrophes and dots as nothing. Empty where nothing readable is left.
    /// </summary>
    public static string Fold(string? name)
    {
        // What has lost a character counts as no name.
        if (name is null || !LatinText.IsNormalizable(name))
        {
            return "";
        }

        var folded = new StringBuilder();
        foreach (var c in LatinText.Fold(name))
        {
            if (char.IsWhiteSpace(c) || c is '-' or '‐' or '‑' or '–' or '_')
            {
                AddSpace(folded);
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
}
