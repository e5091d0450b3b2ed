namespace Vouch.Server.Search;

/// <summary>The words of the desk's search.</summary>
internal static class SearchTexts
{
    public const string Title = "Search";
    public const string Under = "By the beginning of a name, an e-mail address, a code or an order number. "
        + "Programs and campaigns by any part of their name.";
    public const string Friends = "Friends";
    public const string Orders = "Orders";
    public const string EmptyTitle = "What are you looking for?";
    public const string NothingTitle = "Nothing found";
    public const string NothingText = "Nothing in this shop begins with that.";
    public const string Elsewhere = "Not at the beginning?";

    /// <summary>How many were found, for ears.</summary>
    public static string Count(int hits) => hits == 1 ? "1 result" : $"{hits} results";

    /// <summary>The link to a list that looks for the text anywhere.</summary>
    public static string InList(string list, string text) => $"“{text}” anywhere in {list.ToLowerInvariant()}";

    /// <summary>Whose code it is.</summary>
    public static string CodeOf(string code) => $"code {code}";

    /// <summary>Of which order.</summary>
    public static string OrderOf(string friend) => $"order of {friend}";
}
