using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Feeds are read every hour; what is new in them is kept once, as text, and a person says how it speaks of the shop.</summary>
public abstract class MentionsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private readonly StillClock _clock = new();
    private string _feed = Item(1);

    protected override Task<TestNode> Start(TestSite site) => site.Start(_clock, allowPrivate: true);

    [Fact]
    public async Task Mentions_are_found_every_hour_once_and_their_tone_is_set_by_a_person()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http => Receiver.Answer(http, $"<rss><channel>{_feed}</channel></rss>");
        using var shop = await Node.Shop();
        var feed = (await shop.Post("/v1/mention-feeds", $$"""{"url":"{{receiver.Url}}","name":"Alerts"}""")).ShouldBe(201);
        (await shop.Post("/v1/mention-feeds", $$"""{"url":"{{receiver.Url}}"}""")).ShouldRefuse(409, "feed_watched");
        (await shop.Post("/v1/mention-feeds", """{"url":"ftp://shop.example/"}""")).ShouldBe(400);
        await Node.RunOutside(shop.Id);
        var first = (await shop.Get("/v1/mentions")).Items.ShouldHaveSingleItem();
        (first["title"]!.ToString(), first["link"]!.ToString(), first["tone"]!.ToString()).ShouldBe(("Mention 1", "https://a.example/1", "unset"));
        (await shop.Patch($"/v1/mentions/{first["id"]}", """{"tone":"positive"}""")).ShouldBe(200).Text("tone").ShouldBe("positive");
        (await shop.Patch($"/v1/mentions/{first["id"]}", """{"tone":"lovely"}""")).ShouldBe(400);
        (await shop.Patch("/v1/mentions/mnt_0000000000000", """{"tone":"positive"}""")).ShouldRefuse(404, "not_found");

        _feed = Item(2) + Item(1);
        await Node.RunOutside(shop.Id);
        (await shop.Get("/v1/mentions")).Items.Count.ShouldBe(1);
        _clock.Now += TimeSpan.FromHours(1);
        await Node.RunOutside(shop.Id);
        (await shop.Get("/v1/mentions")).Items.Select(item => item["title"]!.ToString()).ShouldBe(["Mention 2", "Mention 1"]);
        (await shop.Get("/v1/mentions?tone=positive")).Items.ShouldHaveSingleItem()["title"]!.ToString().ShouldBe("Mention 1");
        (await shop.Get("/v1/mention-feeds")).Items.ShouldHaveSingleItem()["failure"].ShouldBeNull();

        (await shop.Delete($"/v1/mention-feeds/{feed.Text("id")}")).ShouldBe(204);
        (await shop.Get("/v1/mentions")).Items.ShouldBeEmpty();
        (await shop.Delete($"/v1/mention-feeds/{feed.Text("id")}")).ShouldRefuse(404, "not_found");
    }

    [Theory]
    [InlineData("<!DOCTYPE a><rss/>", 200, "no feed that can be read")]
    [InlineData("", 500, "status 500")]
    [InlineData("long", 200, "more than is taken")]
    public async Task A_feed_that_cannot_be_read_says_why(string body, int status, string failure)
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http => Receiver.Answer(http, body == "long" ? new string('x', (1024 * 1024) + 1) : body, status);
        using var shop = await Node.Shop();
        (await shop.Post("/v1/mention-feeds", $$"""{"url":"{{receiver.Url}}"}""")).ShouldBe(201);
        await Node.RunOutside(shop.Id);
        (await shop.Get("/v1/mention-feeds")).Items.ShouldHaveSingleItem()["failure"]!.ToString().ShouldBe(failure);
    }

    private static string Item(int number) =>
        $"<item><guid>{number}</guid><title>Mention &lt;b&gt;{number}&lt;/b&gt;</title><link>https://a.example/{number}</link></item>";
}

public sealed class MentionsJourneyOnSqlite(PostgresFixture postgres) : MentionsJourney(TestEngine.Sqlite, postgres);

public sealed class MentionsJourneyOnPostgres(PostgresFixture postgres) : MentionsJourney(TestEngine.Postgres, postgres);
