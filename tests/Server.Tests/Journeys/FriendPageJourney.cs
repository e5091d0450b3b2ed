using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>The friend's page as it is sent: kept while nothing changes, and never another visitor's.</summary>
public abstract class FriendPageJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task Everybody_carries_the_own_click_and_sees_every_change_at_once()
    {
        var story = await Given();
        var path = $"/f/{story.Code}";
        var (first, second) = (new ClickId(1001).ToString(), new ClickId(2002).ToString());
        using var browser = new PortalBrowser(Node, story.Shop);
        (await browser.Get($"{path}?vouch={first}")).Text.ShouldContain(first);
        var other = await browser.Get($"{path}?vouch={second}");
        other.Text.ShouldContain($"value=\"{second}\"");
        other.Text.ShouldContain($"{path}?vouch={second}&amp;lang=pl");
        other.Text.ShouldNotContain(first);
        other.Text.ShouldNotContain("clk_zzz");
        var without = await browser.Get(path);
        without.Text.ShouldNotContain("clk_");
        (await browser.Get($"{path}?vouch=<script>")).Text.ShouldNotContain("<script>");
        (await browser.Head(path)).ShouldBe(200);
        (await browser.Get($"{path}?lang=pl")).Text.ShouldContain("zaprasza");

        (await story.Shop.Patch("/v1/texts/en", """{"texts":{"friend.get":"Give it to me"}}""")).ShouldBe(200);
        (await browser.Get(path)).Text.ShouldContain("Give it to me");
        (await story.Shop.Patch("/v1/texts/en", """{"texts":{"friend.get":null}}""")).ShouldBe(200);
        (await browser.Get(path)).Text.ShouldContain("Get my code");
        (await story.Shop.Patch("/v1/shop", """{"name":"Another tea house"}""")).ShouldBe(200);
        (await browser.Get(path)).Text.ShouldContain("Another tea house");
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/pause")).ShouldBe(200);
        (await browser.Get(path)).Text.ShouldContain("This offer is resting");
    }

    [Fact]
    public async Task Who_is_known_to_have_bought_and_who_comes_to_the_own_link_see_their_own_page()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", """{"externalId":"o-1","status":"paid","subtotal":9000,"total":9000,"customer":{"externalId":"c-1"}}""")).ShouldBe(201);
        var visit = await story.Shop.Follow(story.Link);
        (await story.Shop.Post("/v1/identify", $$"""{"clickId":"{{visit.ClickId}}","customer":{"externalId":"c-1"} }""")).ShouldBe(200);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Node.Url };
        async Task<string> Page(string? cookies)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/f/{story.Code}", UriKind.Relative));
            if (cookies is not null)
            {
                request.Headers.Add("Cookie", cookies);
            }

            using var answer = await http.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }

        (await Page(null)).ShouldContain("Get my code");
        (await Page(visit.Cookies)).ShouldContain("You have bought here before");
        (await Page("vouch_visitor=somebody")).ShouldContain("Get my code");

        using var anna = new PortalBrowser(Node, story.Shop);
        var link = (await story.Shop.Post($"/v1/advocates/{story.Anna}/portal-links")).ShouldBe(201).Text("url");
        (await anna.Press(new Uri(link).PathAndQuery)).Status.ShouldBe(303);
        (await anna.Get($"/f/{story.Code}")).Text.ShouldContain("This is your own link");
        (await Page(null)).ShouldContain("Get my code");
    }

    [Fact]
    public async Task A_shops_own_wordings_are_checked_when_they_come()
    {
        var story = await Given();
        async Task Refused(string language, string texts, int status = 400) =>
            ((int)(await story.Shop.Patch($"/v1/texts/{language}", $$"""{"texts":{{{texts}}} }""")).Status).ShouldBe(status, texts);

        await Refused("xx", "", 404);
        await Refused("en", "\"no.such.text\":\"x\"");
        await Refused("en", "\"friend.get\":\"\"");
        await Refused("en", "\"friend.get\":7");
        await Refused("en", "\"friend.get\":{\"one\":\"x\",\"other\":\"y\"}");
        await Refused("en", "\"friend.invites\":\"{nobody} invites you\"");
        await Refused("en", "\"portal.share.message\":\"Buy this: {link}\"");
        await Refused("pl", "\"terms.days\":{\"one\":\"{n} dzień\",\"other\":\"{n} dni\"}");
        await Refused("en", "\"friend.get\":\"a\\u0000b\"");
        await Refused("en", $"\"friend.get\":\"{new string('x', 6000)}\"");

        (await story.Shop.Patch("/v1/texts/pl", """{"texts":{"terms.days":{"one":"{n} doba","few":"{n} doby","many":"{n} dób","other":"{n} doby"}}}""")).ShouldBe(200);
        var listed = await story.Shop.Get("/v1/texts/pl");
        var days = listed["items"]!.AsArray().Single(item => item!["key"]!.ToString() == "terms.days")!;
        days["own"]!["many"]!.ToString().ShouldBe("{n} dób");
        days["usual"]!["many"]!.ToString().ShouldBe("{n} dni");
        (await story.Shop.Get("/v1/texts/it"))["items"]!.AsArray().ShouldAllBe(item => item!["own"] == null);
    }
}

public sealed class FriendPageJourneyOnSqlite(PostgresFixture postgres) : FriendPageJourney(TestEngine.Sqlite, postgres);

public sealed class FriendPageJourneyOnPostgres(PostgresFixture postgres) : FriendPageJourney(TestEngine.Postgres, postgres);
