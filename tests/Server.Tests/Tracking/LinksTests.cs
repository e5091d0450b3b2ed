using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;
using Vouch.Server.Tracking;

namespace Vouch.Server.Tests.Tracking;

public abstract class LinksTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Direct = """{"landing": "direct", "destination": "https://shop.example/home?from=us#top"}""";

    private async Task<Story> GivenDirect() => await Given(Story.Program(Direct));

    [Fact]
    public async Task A_click_is_recorded_and_named_in_address_and_cookie()
    {
        var story = await GivenDirect();
        var visit = await story.Shop.Follow(story.Link + "?ch=sms");
        visit.Status.ShouldBe(302);
        visit.Location.ShouldBe($"https://shop.example/home?from=us&vouch={visit.ClickId}#top");
        visit.SetCookies.Count.ShouldBe(2);
        visit.SetCookies[0].ShouldBe($"vouch_click={visit.ClickId}; max-age=2592000; path=/; samesite=lax; httponly");
        visit.SetCookies[1].ShouldStartWith("vouch_visitor=");
        var click = (await story.Shop.Get("/v1/clicks/" + visit.ClickId)).ShouldBe(200);
        click.Text("kind").ShouldBe("human");
        click.Text("channel").ShouldBe("sms");
        click.Text("advocateId").ShouldBe(story.Anna);
        click.Text("at").ShouldBe("2026-03-01T09:00:00.000Z", "a click has the shop's time");
    }

    [Fact]
    public async Task A_hosted_link_shows_the_friend_page_first_and_takes_the_deep_link_along()
    {
        var story = await Given();
        var visit = await story.Shop.Follow(story.Link + "?to=/tea");
        visit.Location.ShouldBe($"{Node.Url.ToString().TrimEnd('/')}/f/{story.Code}?vouch={visit.ClickId}&to=https%3A%2F%2Fshop.example%2Ftea");
        (await story.Shop.Follow(story.Link + "?to=//evil.test")).Location!.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Two_clicks_of_one_browser_have_one_visitor()
    {
        var story = await GivenDirect();
        var first = await story.Shop.Follow(story.Link);
        var second = await story.Shop.Follow(story.Link, first.Cookies);
        var third = await story.Shop.Follow(story.Link, "vouch_visitor=<script>");
        var visitors = new List<string>();
        foreach (var visit in (Visit[])[first, second, third])
        {
            visitors.Add((await story.Shop.Get("/v1/clicks/" + visit.ClickId)).Text("visitor"));
        }

        visitors[1].ShouldBe(visitors[0]);
        visitors[2].ShouldNotBe(visitors[0]);
        visitors[2].ShouldNotContain("<");
    }

    [Fact]
    public async Task Cookies_are_set_as_the_shop_says()
    {
        var story = await GivenDirect();
        (await story.Shop.Patch("/v1/shop", """{"cookies": "consent"}""")).ShouldBe(200);
        (await story.Shop.Follow(story.Link)).SetCookies.ShouldBeEmpty();
        (await story.Shop.Follow(story.Link + "?consent=1")).SetCookies.Count.ShouldBe(2);
        (await story.Shop.Patch("/v1/shop", """{"cookies": "off"}""")).ShouldBe(200);
        var off = await story.Shop.Follow(story.Link + "?consent=1", "vouch_visitor=AAAAAAAAAAAAAAAAAAAAAA");
        off.SetCookies.ShouldBeEmpty();
        (await story.Shop.Get("/v1/clicks/" + off.ClickId)).Text("visitor").ShouldBe(off.ClickId, "each click is its own visitor");
    }

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot")]
    [InlineData("WhatsApp/2.23.20.0", "preview")]
    [InlineData("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "preview")]
    [InlineData("Mozilla/5.0 (Linux; Android 16; wv) AppleWebKit/537.36 Chrome/146.0.7680.174 Mobile Safari/537.36 MetaIAB Facebook", "human")]
    public async Task Bots_and_previews_are_let_through_and_kept_apart(string agent, string kind)
    {
        var story = await GivenDirect();
        var visit = await story.Shop.Follow(story.Link, agent: agent);
        visit.Status.ShouldBe(302);
        (await story.Shop.Get("/v1/clicks/" + visit.ClickId)).Text("kind").ShouldBe(kind);
        var days = await TrackingQueries.DaysIn(Node.Database.For(story.Shop.Id), 0, 100_000);
        days.Select(day => (day.Human, day.Bot)).ShouldBe([kind == "human" ? (1, 0) : (0, 1)]);
    }

    [Fact]
    public async Task Clicks_are_counted_by_the_day_of_the_shops_zone()
    {
        var story = await Given(Story.Program(Direct), timeZone: "Asia/Tokyo");
        await story.Shop.At("2026-03-01T16:00:00Z");
        await story.Shop.Follow(story.Link);
        await story.Shop.Follow(story.Link);
        var day = (await TrackingQueries.DaysIn(Node.Database.For(story.Shop.Id), 0, 100_000)).ShouldHaveSingleItem();
        DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)day.Day).ShouldBe(new DateOnly(2026, 3, 2));
        day.Human.ShouldBe(2);
    }

    [Fact]
    public async Task An_unknown_code_leads_to_the_shop_or_nowhere()
    {
        var story = await GivenDirect();
        (await story.Shop.Patch("/v1/shop", """{"address": null}""")).ShouldBe(200);
        (await story.Shop.Follow($"/r/{story.Shop.Id}/NOBODY-77")).Status.ShouldBe(404);
        (await story.Shop.Follow("/r/NOBODY-77")).Status.ShouldBe(404);
        (await story.Shop.Follow("/r/shp_0000000000001/NOBODY-77")).Status.ShouldBe(404);
        (await story.Shop.Patch("/v1/shop", """{"address": "https://tea.example/"}""")).ShouldBe(200);
        var visit = await story.Shop.Follow($"/r/{story.Shop.Id}/NOBODY-77");
        (visit.Status, visit.Location, visit.SetCookies.Count).ShouldBe((302, "https://tea.example/", 0));
        (await story.Shop.Follow($"/r/{story.Shop.Id}/%D0%90NNA-77")).Location.ShouldBe("https://tea.example/", "look-alikes are no code");
        (await story.Shop.Get("/v1/clicks")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paused_program_is_noticed_at_once_and_its_clicks_lead_to_the_shop()
    {
        var story = await GivenDirect();
        (await story.Shop.Patch("/v1/shop", """{"address": "https://tea.example/"}""")).ShouldBe(200);
        await story.Shop.Follow(story.Link);
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/pause")).ShouldBe(200);
        var visit = await story.Shop.Follow(story.Link + "?to=/tea");
        visit.Location.ShouldBe($"https://tea.example/?vouch={visit.ClickId}");
        (await story.Shop.Get("/v1/clicks/" + visit.ClickId)).ShouldBe(200);
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/activate")).ShouldBe(200);
        (await story.Shop.Follow(story.Link)).Location!.ShouldStartWith("https://shop.example/");
    }

    [Fact]
    public async Task A_blocked_advocates_link_still_leads_to_the_shop_without_the_offer()
    {
        var story = await Given();
        (await story.Shop.Follow(story.Link)).Location!.ShouldContain("/f/");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/block")).ShouldBe(200);
        (await story.Shop.Follow(story.Link)).Location!.ShouldStartWith("https://shop.example/?vouch=clk_");
    }

    [Fact]
    public async Task A_code_chosen_by_the_merchant_works_under_its_shop()
    {
        var story = await Given();
        await story.Shop.Follow($"/r/{story.Shop.Id}/ANNAS-TEA");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/codes", """{"code": "ANNAS-TEA"}""")).ShouldBe(201);
        var visit = await story.Shop.Follow($"/r/{story.Shop.Id}/annas-tea");
        visit.Location.ShouldBe($"{Node.Url.ToString().TrimEnd('/')}/f/{story.Shop.Id}/ANNAS-TEA?vouch={visit.ClickId}");
        (await story.Shop.Follow("/r/ANNAS-TEA")).ClickId.ShouldBeNull("only generated codes are unique in the installation");
    }

    [Fact]
    public async Task A_head_request_is_answered_and_not_counted()
    {
        var story = await GivenDirect();
        var answer = await story.Shop.Send(HttpMethod.Head, new Uri(story.Link).PathAndQuery, null, string.Empty);
        answer.ShouldBe(302);
        answer.Headers.Location!.OriginalString.ShouldBe("https://shop.example/home?from=us#top");
        (await story.Shop.Get("/v1/clicks")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clicks_are_listed_the_newest_first_page_by_page()
    {
        var story = await GivenDirect();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await story.Shop.Follow(story.Link)).ClickId!);
        }

        var first = await story.Shop.Get($"/v1/clicks?advocateId={story.Anna}&limit=2");
        first.Items.Select(item => item["id"]!.ToString()).ShouldBe([ids[2], ids[1]]);
        var rest = await story.Shop.Get($"/v1/clicks?advocateId={story.Anna}&limit=2&after={first.Text("next")}");
        rest.Items.Select(item => item["id"]!.ToString()).ShouldBe([ids[0]]);
        rest["next"].ShouldBeNull();
        using var other = await Node.Shop();
        (await other.Get("/v1/clicks/" + ids[0])).ShouldRefuse(404, "not_found");
        (await other.Get("/v1/clicks")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_clicks_at_once_are_all_kept()
    {
        var story = await GivenDirect();
        var visits = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => story.Shop.Follow(story.Link)));
        visits.Select(visit => visit.ClickId).Distinct().Count().ShouldBe(200);
        (await story.Shop.Get("/v1/clicks?limit=200")).Items.Count.ShouldBe(200);
        (await TrackingQueries.DaysIn(Node.Database.For(story.Shop.Id), 0, 100_000)).Sum(day => day.Human).ShouldBe(200);
    }

    [Fact]
    public async Task A_sign_in_tells_whose_browser_it_was()
    {
        var story = await GivenDirect();
        var visit = await story.Shop.Follow(story.Link);
        var body = $$$"""{"clickId": "{{{visit.ClickId}}}", "customer": {"externalId": "c-1", "email": "piotr@example.com"}}""";
        (await story.Shop.Post("/v1/identify", body)).ShouldBe(200);
        (await story.Shop.Post("/v1/identify", body)).ShouldBe(200);
        (await story.Shop.Get("/v1/events?limit=200")).Items.Count(item => item["type"]!.ToString() == "visitor.identified").ShouldBe(1);
        (await story.Shop.Post("/v1/identify", body, story.Shop.PublishableKey)).ShouldRefuse(403, "customer_token_required");
        (await story.Shop.Post("/v1/identify", """{"clickId": "clk_0000000000001", "customer": {"externalId": "c-1"}}""")).ShouldRefuse(404, "not_found");
        (await story.Shop.Post("/v1/identify", $$$"""{"clickId": "{{{visit.ClickId}}}", "customer": {}}""")).ShouldBe(400);
    }
}

public sealed class LinksOnSqliteTests(PostgresFixture postgres) : LinksTests(TestEngine.Sqlite, postgres);

public sealed class LinksOnPostgresTests(PostgresFixture postgres) : LinksTests(TestEngine.Postgres, postgres);
