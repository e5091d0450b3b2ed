using System.Text;
using Shouldly;
using Vouch.Domain;
using Vouch.Server.Feedback;

namespace Vouch.Server.Tests.Feedback;

/// <summary>Feeds come from anywhere: what they say is text, and what is no feed is none.</summary>
public sealed class ReadFeedTests
{
    [Fact]
    public void An_atom_feed_is_read_as_text()
    {
        var entry = Read("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Alerts</title><entry><id>tag:a,1</id>
            <title type="html">The &lt;b&gt;Tea house&lt;/b&gt; &amp;amp; friends</title>
            <link rel="self" href="https://a.example/self"/><link href="https://a.example/1?x=1&amp;y=2"/>
            <published>2026-03-01T09:00:00Z</published><updated>2026-03-02T09:00:00Z</updated>
            <content type="html">&lt;script&gt;alert(1)&lt;/script&gt;lovely
              tea</content></entry></feed>
            """)!.ShouldHaveSingleItem();
        Instant.TryParse("2026-03-01T09:00:00Z", out var at).ShouldBeTrue();
        entry.ShouldBe(new FeedEntry("tag:a,1", "The Tea house & friends", "alert(1) lovely tea", "https://a.example/1?x=1&y=2", at));
    }

    [Fact]
    public void An_rss_feed_is_read_as_text()
    {
        var entries = Read("""
            <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>
            <item><guid isPermaLink="false">7</guid><title>Чай</title><link>http://a.example/7</link><pubDate>Sun, 01 Mar 2026 09:00:00 GMT</pubDate><description><![CDATA[<p>Good</p>]]></description></item>
            <item><title>No more than a title</title><link>javascript:alert(1)</link><pubDate>yesterday</pubDate></item></channel></rss>
            """)!;
        Instant.TryParse("2026-03-01T09:00:00Z", out var at).ShouldBeTrue();
        entries.ShouldBe(
        [
            new FeedEntry("7", "Чай", "Good", "http://a.example/7", at),
            new FeedEntry("No more than a title", "No more than a title", "", null, null),
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html><body><item/></body></html>")]
    [InlineData("<rss><channel><item></channel></rss>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><channel><item><title>&a;</title></item></channel></rss>")]
    [InlineData("<!DOCTYPE rss SYSTEM \"file:///etc/passwd\"><rss><channel/></rss>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"nonsense\"?><rss/>")]
    public void What_is_no_feed_or_has_a_document_type_is_refused(string text) => Read(text).ShouldBeNull();

    [Fact]
    public void Long_texts_are_cut_between_characters()
    {
        ReadFeed.Plain(new string('x', 300), 300).Length.ShouldBe(300);
        ReadFeed.Plain(new string('x', 301), 300).ShouldBe(new string('x', 299) + "…");
        ReadFeed.Plain(new string('x', 298) + "😀😀", 300).ShouldBe(new string('x', 298) + "…");
    }

    private static IReadOnlyList<FeedEntry>? Read(string text) => ReadFeed.Run(Encoding.UTF8.GetBytes(text.Trim()));
}
