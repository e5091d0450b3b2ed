using System.Text;

namespace Vouch.Domain.People;

/// <summary>Words that somebody is found by, and what is typed to find them: both folded, so that accents and case count nothing.</summary>
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

    /// <summary>The end of the range of keys that begin with a key; it is not in the range itself.</summary>
    public static string After(string key) => key + "g";

    private static string Whole(string text) => text.Trim().ToLowerInvariant();

    private static string[] Parts(string text) =>
        PersonName.Fold(string.Join(' ', text.Split(Breaks))).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Cut(string word) => word.Length > LongestWord ? word[..LongestWord] : word;
}
