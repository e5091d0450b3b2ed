using System.Globalization;
using System.Text;

namespace Vouch.Domain.Payouts;

/// <summary>
/// Writes any text in the characters that every bank of SEPA takes: Latin letters without marks, digits, space and
/// <c>/ - ? : ( ) . , ' +</c> (EPC217-08). Marks fall away (Żółć is Zolc), Cyrillic and Greek are written as the scheme's countries
/// write them on documents (<see cref="SepaAlphabet"/>); what has no such form becomes a full stop.
/// </summary>
public static class SepaText
{
    private const char Unknown = '.';
    private const string Permitted = "/-?:().,'+ ";

    /// <summary>The text in permitted characters, spaces gathered, no slash at its ends and no two in a row.</summary>
    /// <param name="text">Anything.</param>
    /// <param name="length">What is longer is cut, characters.</param>
    public static string Of(string text, int length)
    {
        var written = new StringBuilder(text.Length);
        foreach (var rune in SepaAlphabet.JoinDigraphs(text).EnumerateRunes())
        {
            Append(written, rune);
        }

        // Cutting may bare a slash or a space at the end.
        var tidy = Tidy(written.ToString());
        return tidy.Length <= length ? tidy : Tidy(tidy[..length]);
    }

    /// <summary>A name for a bank, or why there is none: nothing of it can be written in Latin letters.</summary>
    /// <param name="name">The account holder as people write it.</param>
    /// <param name="field">The JSON path that a refusal names.</param>
    public static Result<string> Name(string name, string field = "name") =>
        Of(name, SepaRules.NameLength) is var written && written.Any(char.IsAsciiLetterOrDigit)
            ? written
            : Refusal.Invalid(field, "The account holder's name is needed in Latin letters, as the bank has it.", "sepa_name");

    private static void Append(StringBuilder written, Rune rune)
    {
        if (IsPermitted(rune.Value))
        {
            written.Append((char)rune.Value);
        }
        else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
        {
            written.Append(' ');
        }
        else if (SepaAlphabet.Find(rune) is { } known)
        {
            written.Append(known);
        }
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Format))
        {
            AppendParts(written, rune);
        }
    }

    // A letter with its marks, a ligature, a full-width form: what it is made of. The rest is unknown; code points that are no
    // characters (U+FFFF) cannot even be taken apart.
    private static void AppendParts(StringBuilder written, Rune rune)
    {
        var whole = rune.ToString();
        var parts = Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned ? whole : whole.Normalize(NormalizationForm.FormKD);
        if (parts == whole)
        {
            written.Append(Unknown);
            return;
        }

        foreach (var part in parts.EnumerateRunes())
        {
            Append(written, part);
        }
    }

    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!(character is ' ' or '/' && tidy.Length > 0 && tidy[^1] == character))
            {
                tidy.Append(character);
            }
        }

        return tidy.ToString().Trim(' ', '/');
    }

    private static bool IsPermitted(int value) =>
        value < 128 && (char.IsAsciiLetterOrDigit((char)value) || Permitted.Contains((char)value, StringComparison.Ordinal));
}
