namespace Vouch.Domain.Languages;

/// <summary>Which language somebody is spoken to in.</summary>
public static class ChooseLanguage
{
    /// <summary>The first language that the reader wants and the shop speaks; else the shop's own; else the complete one.</summary>
    /// <param name="wishes">Language tags, the most wanted first: chosen, known of the person, asked for by the browser.</param>
    /// <param name="spoken">What the shop speaks, its own language first.</param>
    /// <param name="known">The languages that there are texts in.</param>
    /// <param name="otherwise">The language that lacks nothing.</param>
    public static string Of(
        IEnumerable<string?> wishes, IReadOnlyCollection<string> spoken, IReadOnlyCollection<string> known, string otherwise)
    {
        ArgumentNullException.ThrowIfNull(wishes);
        var offered = spoken.Select(Base).Where(known.Contains).ToList();
        return wishes.OfType<string>().Select(Base).FirstOrDefault(offered.Contains) ?? offered.FirstOrDefault() ?? otherwise;
    }

    /// <summary>What a browser says it reads (RFC 9110, <c>Accept-Language</c>), the most wanted first.</summary>
    public static IEnumerable<string> Accepted(string? header) => (header ?? "").Split(',', 16).Select(Wish)
        .Where(wish => wish is { Tag.Length: > 0, Weight: > 0 }).OrderByDescending(wish => wish.Weight).Select(wish => wish.Tag);

    /// <summary>The language alone of a tag: <c>pl</c> of <c>pl-PL</c>.</summary>
    public static string Base(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        return tag.Split('-', '_')[0].ToLowerInvariant();
    }

    private static (string Tag, decimal Weight) Wish(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        var weight = parts.Skip(1).FirstOrDefault(part => part.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        return (parts[0] == "*" ? "" : parts[0], weight is null ? 1
            : decimal.TryParse(weight[2..], System.Globalization.NumberStyles.AllowDecimalPoint,
                System.Globalization.CultureInfo.InvariantCulture, out var q) ? q : 0);
    }
}
