using Vouch.Domain.Search;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What the desk finds by the beginnings of words.</summary>
public enum SearchKind
{
    /// <summary>By name, address and customer number.</summary>
    Advocate,
}

/// <summary>The words that the desk finds something by, kept with it.</summary>
public static class SearchWords
{
    private const string Delete = "DELETE FROM search_words WHERE shop_id = @shop AND kind = @kind AND subject_id = @subject";

    private const string Insert = """
        INSERT INTO search_words (shop_id, kind, word, subject_id) VALUES (@shop, @kind, @word, @subject) ON CONFLICT DO NOTHING
        """;

    /// <summary>Keeps the words of something instead of those it had; without any it is no longer found.</summary>
    /// <param name="tx">The transaction of the change.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="subject">Its id's number.</param>
    /// <param name="texts">What it is found by; nulls are left out.</param>
    public static void Put(ShopTx tx, SearchKind kind, long subject, params IEnumerable<string?> texts)
    {
        tx.Enqueue(Delete, new { Kind = kind, Subject = subject });
        foreach (var word in SearchTerms.WordsOf(texts))
        {
            tx.Enqueue(Insert, new { Kind = kind, Word = SearchTerms.Key(word), Subject = subject });
        }
    }
}
