using System.Text;
using Vouch.Domain.People;

namespace Vouch.Domain.Search;

/// <summary>
/// Words that somebody is found by, and what is typed to find them: all folded here, as they are kept and as they are typed, so that
/// accents and case count nothing.
/// </summary>
public static class SearchTerms
{
    /// <summary>The most words of one search that count.</summary>
    public const int MostTerms = 3;

    private const int LongestWord = 100;
    private static readonly char[] Breaks = ['@', '.', '+', '_', '-', ' '];

    /// <summary>The words of texts: each whole in lower case where it has no spaces, and its parts without accents.</summary>
    /// <param name="texts">Names, addresses, numbers; nulls are left out.</param>
    public static IReadOnlyList<string> WordsOf(params IEnumerable<string?> texts) =>
    [
        .. texts.OfType<string>().SelectMany(text => Parts(text).Append(text.Contains(' ', StringComparison.Ordinal) ? "" : Whole(text)))
            .Where(word => word.Length > 0).Select(Cut).Distinct(),
    ];

    /// <summary>What is to be looked for: the beginnings of words, all of which must be there.</summary>
    /// <param name="typed">As typed.</param>
    public static IReadOnlyList<string> TermsOf(string typed) =>
    [
        .. typed.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .SelectMany(term => term.AsSpan().IndexOfAny('@', '.') >= 0 ? [Whole(term)] : Parts(term))
            .Where(term => term.Length > 0).Select(Cut).Distinct().Take(MostTerms),
    ];

    /// <summary>A word as the hexadecimal digits of its UTF-8: of two words one begins with the other where their digits do.</summary>
    public static string Key(string word) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word));

    /// <summary>All that somebody is found by in one text, for what stands within a word: as given and without accents.</summary>
    /// <param name="email">Their address; null for none.</param>
    /// <param name="name">Their name; null for none.</param>
    /// <param name="number">The shop's own number of theirs; null for none.</param>
    public static string Line(string? email, string? name, string? number) =>
        string.Join(' ', new[] { email, PersonName.Fold(name), name, number }
            .Where(part => !string.IsNullOrEmpty(part)).Select(part => Whole(part!)).Distinct());

    /// <summary>What is LIKE a <see cref="Line"/> that has the text anywhere; its escape is the exclamation mark.</summary>
    /// <param name="typed">As typed.</param>
    public static string Within(string typed) => "%" + Whole(typed).Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%";

    private static string Whole(string text) => text.Trim().ToLowerInvariant();

    private static string[] Parts(string text) =>
        PersonName.Fold(string.Join(' ', text.Split(Breaks))).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Cut(string word) => word.Length > LongestWord ? word[..LongestWord] : word;
}
