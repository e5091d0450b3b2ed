using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Vouch.Domain;

namespace Vouch.Server.Feedback;

/// <summary>An entry of a feed, as text.</summary>
/// <param name="Key">What the feed calls it, else its link, else its title.</param>
/// <param name="Title">One line; empty without.</param>
/// <param name="Summary">What it says; empty without.</param>
/// <param name="Link">An http or https address; null without.</param>
/// <param name="PublishedAt">When; null where the feed does not say.</param>
internal sealed record FeedEntry(string Key, string Title, string Summary, string? Link, Instant? PublishedAt);

/// <summary>Reads Atom 1.0 and RSS. A feed comes from anywhere: it has no document type, and its markup is thrown away.</summary>
internal static partial class ReadFeed
{
    private const int MostEntries = 200;
    private const int LongestTitle = 300;
    private const int LongestSummary = 1_000;
    private const int LongestLink = 2_000;
    private const int MostCharacters = 2 * 1024 * 1024;

    /// <summary>The entries in the feed's order; null for what is no feed.</summary>
    internal static IReadOnlyList<FeedEntry>? Run(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var stream = new MemoryStream(bytes.ToArray());
            using var reader = XmlReader.Create(stream, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters,
                IgnoreComments = true, IgnoreProcessingInstructions = true,
            });
            var root = XDocument.Load(reader).Root!;
            return root.Name.LocalName is "feed" or "rss" or "RDF"
                ? [.. root.Descendants().Where(element => element.Name.LocalName is "entry" or "item").Take(MostEntries).Select(Entry)]
                : null;
        }
        catch (Exception exception) when (exception is XmlException or ArgumentException or NotSupportedException)
        {
            // Not well-formed, or in an encoding that is not known here.
            return null;
        }
    }

    /// <summary>Text without markup, on one line.</summary>
    internal static string Plain(string? text, int most)
    {
        var bare = Spaces().Replace(WebUtility.HtmlDecode(Markup().Replace(text ?? "", " ")), " ").Trim();
        if (bare.Length <= most)
        {
            return bare;
        }

        var end = char.IsHighSurrogate(bare[most - 2]) ? most - 2 : most - 1;
        return bare[..end] + "…";
    }

    private static FeedEntry Entry(XElement entry)
    {
        var link = Link(entry);
        var title = Plain(Text(entry, "title"), LongestTitle);
        var key = Text(entry, "id") ?? Text(entry, "guid") ?? link ?? title;
        return new FeedEntry(
            key, title, Plain(Text(entry, "summary") ?? Text(entry, "description") ?? Text(entry, "content"), LongestSummary), link,
            Date(Text(entry, "published") ?? Text(entry, "pubDate") ?? Text(entry, "date") ?? Text(entry, "updated")));
    }

    private static string? Text(XElement entry, string name) =>
        entry.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Link(XElement entry)
    {
        var links = entry.Elements().Where(element => element.Name.LocalName == "link").ToList();
        var link = links.Find(element => (string?)element.Attribute("rel") is null or "alternate");
        var text = ((string?)link?.Attribute("href") ?? link?.Value)?.Trim();
        return text is { Length: > 0 and <= LongestLink } && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp) && url.UserInfo.Length == 0 ? url.AbsoluteUri : null;
    }

    private static Instant? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Instant.Of(at) : null;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+")]
    private static partial Regex Spaces();
}
