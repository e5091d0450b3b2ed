using System.Globalization;
using System.Text;

namespace Vouch.Domain;

/// <summary>What of a text can be seen. A text of spaces, controls and invisible characters alone says nothing.</summary>
public static class VisibleText
{
    // Letters and marks by their category that show nothing: the joiner of graphemes, fillers of Hangul, vowels of Khmer that are not
    // written, selectors of Mongolian, the empty Braille cell, selectors of variants (Unicode, Default_Ignorable_Code_Point).
    private const string Fillers = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0";

    /// <summary>True when something of a text can be seen.</summary>
    public static bool IsIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A text as it was sent, or the empty one where nothing of it can be seen.</summary>
    public static string Of(string text) => IsIn(text) ? text : string.Empty;

    private static bool IsInvisible(Rune rune) =>
        Rune.IsWhiteSpace(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
        || (rune.IsBmp && Fillers.Contains((char)rune.Value, StringComparison.Ordinal))
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
