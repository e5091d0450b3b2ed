using System.Globalization;
using System.Text;

namespace Vouch.Domain.Search;

/// <summary>All texts with one beginning, as a range of what is kept: from the first, up to but without the second.</summary>
/// <param name="From">The beginning itself, the first of them.</param>
/// <param name="Until">Stands behind all of them.</param>
public readonly record struct Beginning(string From, string Until)
{
    // No letter stands behind it.
    private const string Last = "\U0010FFFF";

    // Stands behind every hexadecimal digit, whatever the collation.
    private const string AfterDigits = "g";

    /// <summary>Nothing at all, among the keys of words.</summary>
    public static Beginning OfNoWord => new(AfterDigits, AfterDigits);

    /// <summary>The range of a text's beginning, in the order of code points.</summary>
    public static Beginning Of(string text) => new(text, text + Last);

    /// <summary>The range of a word's beginning among the keys of words (<see cref="SearchTerms.Key"/>), in any order of texts.</summary>
    public static Beginning OfWord(string word) => new(SearchTerms.Key(word), SearchTerms.Key(word) + AfterDigits);
}

/// <summary>What somebody typed to find something: cleaned of what nobody types, in the spellings in which things are kept.</summary>
public sealed record SearchText
{
    /// <summary>Nothing that is kept is looked for by more characters.</summary>
    public const int Longest = 100;

    private SearchText(string text) => Text = text;

    /// <summary>As typed, with single spaces, and without characters that do not show.</summary>
    public string Text { get; }

    /// <summary>Lower case, as addresses are kept.</summary>
    public string Lower => Text.ToLowerInvariant();

    /// <summary>Upper case, as codes are kept.</summary>
    public string Upper => Text.ToUpperInvariant();

    /// <summary>
    /// Lower case as an engine makes it of a name: one of them knows only the letters a to z, and leaves the first letter of
    /// "Żaneta" or "Анна" a capital.
    /// </summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            var lower = Lower;
            var first = Rune.GetRuneAt(lower, 0);
            return first.IsAscii ? [lower] : [lower, Rune.ToUpperInvariant(first) + lower[first.Utf16SequenceLength..]];
        }
    }

    /// <summary>Numbers of orders are kept as the shop writes them: as typed, or all capitals, or none.</summary>
    public IReadOnlyList<string> Numbers => [.. new[] { Text, Upper, Lower }.Distinct(StringComparer.Ordinal)];

    /// <summary>Reads what was typed; null where nothing is left of it, or more than anything has.</summary>
    public static SearchText? Of(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var rune in typed.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                text.Append(text.Length > 0 && text[^1] != ' ' ? " " : "");
            }
            else if (IsSeen(rune))
            {
                text.Append(rune);
            }

            if (text.Length > Longest)
            {
                return null;
            }
        }

        return text.ToString().TrimEnd(' ') is { Length: > 0 } clean ? new SearchText(clean) : null;
    }

    // Half a character is read as the mark of one that was lost; marks of direction come along when a name is copied.
    private static bool IsSeen(Rune rune) =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
