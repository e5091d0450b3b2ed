using Vouch.Domain.Search;

namespace Vouch.Server.People;

/// <summary>What is typed as ranges of kept words: one for each beginning, all of which somebody must have.</summary>
/// <param name="First">The first; of nothing where nothing was typed that could be looked for.</param>
/// <param name="Second">The second; null without.</param>
/// <param name="Third">The third; null without.</param>
internal sealed record WordRanges(Beginning First, Beginning? Second, Beginning? Third)
{
    /// <summary>The ranges of terms, in their order.</summary>
    /// <param name="terms">At most <see cref="SearchTerms.MostTerms"/>.</param>
    internal static WordRanges Of(IEnumerable<string> terms)
    {
        Beginning?[] ranges = [.. terms.Select(term => (Beginning?)Beginning.OfWord(term)), null, null, null];
        return new WordRanges(ranges[0] ?? Beginning.OfNoWord, ranges[1], ranges[2]);
    }
}
