using System.Globalization;
using System.Text;

namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>The letters in the round beside a person.</summary>
internal static class Initials
{
    private static readonly char[] Between = [' ', '\u00a0', '\t', '-', '.', '@'];

    /// <summary>
    /// At most two letters, each the first of a word; in scripts without capitals one, since two would join into another word.
    /// Null where nothing begins with a letter: signs are no initials.
    /// </summary>
    public static string? Of(string? text)
    {
        var letters = (text ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => StringInfo.GetNextTextElement(word))
            .Where(letter => Rune.IsLetter(letter.EnumerateRunes().First()))
            .ToList();
        return letters switch
        {
            [] => null,
            [var only] => Capital(only),
            [var first, ..] when !HasCapital(first) => first,
            [var first, var second, ..] => Capital(first) + Capital(second),
        };
    }

    /// <summary>The first of them alone.</summary>
    public static string? First(string? text) => Of(text) is { } letters ? StringInfo.GetNextTextElement(letters) : null;

    private static string Capital(string letter) => letter.ToUpper(CultureInfo.InvariantCulture);

    private static bool HasCapital(string letter) =>
        !string.Equals(Capital(letter), letter.ToLower(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
