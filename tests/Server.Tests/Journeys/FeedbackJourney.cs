using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server.Feedback;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Customers are asked after delivery; the content are asked to recommend, the unhappy get a person, and invitations may pause.</summary>
public abstract partial class FeedbackJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Asking = """{"feedback":{"survey":true,"afterDays":3}}""";

    [Fact]
    public async Task A_promoter_is_asked_three_days_after_delivery_and_joins_with_one_press()
    {
        var story = await Given();
        (await story.Shop.Patch("/v1/shop", Asking)).ShouldBe(200).Text("feedback.survey").ShouldBe("true");
        await Deliver(story.Shop, "1001", "piotr@example.com");
        await story.Shop.At("2026-03-04T08:59:59Z");
        (await story.Shop.Get("/v1/surveys")).Items.ShouldBeEmpty();
        await story.Shop.At("2026-03-04T09:00:00Z");
        var survey = (await story.Shop.Get("/v1/surveys")).Items.ShouldHaveSingleItem();
        (survey["email"]!.ToString(), survey["score"]).ShouldBe(("piotr@example.com", null));
        var mail = (await story.Shop.Get("/v1/messages?template=survey")).Items.ShouldHaveSingleItem();
        mail["isMarketing"]?.ToString().ShouldBe("true");
        var link = await Link(story.Shop);
        using var http = new HttpClient { BaseAddress = Node.Url };

        // Scanners open links: nothing comes of it.
        (await Page(http, link)).ShouldContain("How likely are you to recommend");
        (await story.Shop.Get("/v1/surveys?stance=promoter")).Items.ShouldBeEmpty();
        (await Send(http, link, 400, ("score", "11"))).ShouldContain("Please choose a number");
        (await Send(http, link, 400, ("words", "only words"))).ShouldContain("only words");
        (await Send(http, link, 400, ("score", "9"), ("words", new string('x', 1001)))).ShouldContain("at most 1,000");
        (await Send(http, link + "/join", 404)).ShouldNotContain("example.com/r/");
        var thanks = await Send(http, link, 200, ("score", "9"), ("words", "<b>Good</b> tea"));
        thanks.ShouldContain("Yes, give me my link");
        (await story.Shop.Get("/v1/surveys?stance=promoter")).Items.ShouldHaveSingleItem()["words"]!.ToString().ShouldBe("<b>Good</b> tea");
        (await Page(http, link)).ShouldContain("&lt;b&gt;Good&lt;/b&gt; tea");

        var joined = await Send(http, link + "/join", 200);
        joined.ShouldContain("/r/");
        (await story.Shop.Get("/v1/advocates?q=piotr")).Items.ShouldHaveSingleItem();
        (await Send(http, link + "/join", 200)).ShouldContain("/r/");
        (await story.Shop.Get("/v1/advocates")).Items.Count.ShouldBe(2);
        (await Send(http, link, 200, ("score", "10"))).ShouldContain("/r/");

        // Fourteen days later the answer stands; ninety days after the question the next one comes.
        await story.Shop.At("2026-03-18T09:00:00.001Z");
        (await Page(http, link)).ShouldContain("Your answer is kept");
        await Send(http, link, 409, ("score", "0"));
        await Deliver(story.Shop, "1002", "Piotr@Example.com");
        await story.Shop.At("2026-06-02T08:59:59Z");
        (await story.Shop.Get("/v1/surveys")).Items.Count.ShouldBe(1);
        await Deliver(story.Shop, "1003", "piotr@example.com");
        await story.Shop.At("2026-06-06T00:00:00Z");
        (await story.Shop.Get("/v1/surveys")).Items.Count.ShouldBe(2);
        (await Page(http, link.Replace("svy_", "svy_0", StringComparison.Ordinal), 404)).ShouldNotContain("piotr");
    }

    [Fact]
    public async Task A_detractor_gets_a_person_and_is_left_in_peace_for_two_weeks_after()
    {
        var story = await Given();
        (await story.Shop.Patch("/v1/shop", Asking)).ShouldBe(200);
        await Deliver(story.Shop, "1001", "piotr@example.com");
        await story.Shop.At("2026-03-04T09:00:00Z");
        var link = await Link(story.Shop);
        using var http = new HttpClient { BaseAddress = Node.Url };
        (await Send(http, link, 200, ("score", "3"), ("words", "cold"))).ShouldContain("A person at");
        (await Send(http, link, 200, ("score", "9"))).ShouldContain("It is good to hear");
        var found = (await story.Shop.Get("/v1/feedback-cases?status=open")).Items.ShouldHaveSingleItem();
        (await IsQuiet(story.Shop)).ShouldBeTrue();
        (await Notices(story.Shop)).ShouldContain("feedback_cases");
        (await story.Shop.Post($"/v1/feedback-cases/{found["id"]}/close", """{"note":"Called, sent a new pot."}""")).ShouldBe(200).Text("status").ShouldBe("closed");
        (await story.Shop.Post($"/v1/feedback-cases/{found["id"]}/close")).ShouldRefuse(409, "case_closed");
        (await story.Shop.Post("/v1/feedback-cases/cas_0000000000000/close")).ShouldRefuse(404, "not_found");
        (await Notices(story.Shop)).ShouldNotContain("feedback_cases");
        await story.Shop.At("2026-03-18T08:59:59Z");
        (await IsQuiet(story.Shop)).ShouldBeTrue();
        await story.Shop.At("2026-03-18T09:00:00Z");
        (await IsQuiet(story.Shop)).ShouldBeFalse();
        (await story.Shop.Get("/v1/events?limit=200")).Items.Select(item => item["type"]!.ToString())
            .Where(type => type.StartsWith("survey.", StringComparison.Ordinal) || type.StartsWith("feedback_", StringComparison.Ordinal))
            .ShouldBe(["survey.sent", "survey.answered", "feedback_case.opened", "survey.answered", "feedback_case.closed"]);
    }

    [Fact]
    public async Task Nobody_is_asked_who_does_not_want_mail_or_sent_the_goods_back_or_where_the_shop_asks_nobody()
    {
        var story = await Given();
        await Deliver(story.Shop, "1000", "early@example.com");
        await Node.RunDue(story.Shop.Id);
        (await story.Shop.Patch("/v1/shop", Asking)).ShouldBe(200);
        (await story.Shop.Post("/v1/mail-bounces", """{"email":"gone@example.com","kind":"hard"}""")).ShouldBe(202);
        await Deliver(story.Shop, "1001", "gone@example.com");
        await Deliver(story.Shop, "1002", "back@example.com");
        (await story.Shop.Post("/v1/orders/1002/events", """{"externalId":"r","type":"refunded"}""")).ShouldBe(200);
        await Deliver(story.Shop, "1003", "angry@example.com");
        (await story.Shop.Post("/v1/ratings", """{"externalId":"r1","customer":{"email":"angry@example.com"},"stars":1}""")).ShouldBe(201);
        await Deliver(story.Shop, "1004", "fine@example.com");
        await story.Shop.At("2026-03-10T09:00:00Z");
        (await story.Shop.Get("/v1/surveys")).Items.Select(item => item["email"]!.ToString()).ShouldBe(["fine@example.com"]);
        await Deliver(story.Shop, "1005", "late@example.com");
        (await story.Shop.Patch("/v1/shop", """{"feedback":null}""")).ShouldBe(200).Text("feedback.afterDays").ShouldBe("3");
        await story.Shop.At("2026-03-20T09:00:00Z");
        (await story.Shop.Get("/v1/surveys")).Items.Count.ShouldBe(1);
        (await story.Shop.Patch("/v1/shop", """{"feedback":{"survey":true,"afterDays":61}}""")).ShouldBe(400);
    }

    [Fact]
    public async Task A_rating_counts_once_and_the_lowest_open_a_case()
    {
        var story = await Given();
        var five = (await story.Shop.Post("/v1/ratings", """{"externalId":"r5","customer":{"externalId":"c-1"},"stars":5,"text":" Lovely "}""")).ShouldBe(201);
        (five.Text("text"), five.Number("stars")).ShouldBe(("Lovely", 5));
        (await story.Shop.Post("/v1/ratings", """{"externalId":"r5","customer":{"externalId":"c-1"},"stars":1}""")).ShouldBe(200).Text("id").ShouldBe(five.Text("id"));
        (await story.Shop.Get("/v1/feedback-cases")).Items.ShouldBeEmpty();
        (await story.Shop.Post("/v1/ratings", """{"externalId":"r2","customer":{"email":"piotr@example.com"},"orderExternalId":"1001","stars":2,"text":"cold"}""")).ShouldBe(201);
        var opened = (await story.Shop.Get("/v1/feedback-cases")).Items.ShouldHaveSingleItem();
        (opened["stars"]!.ToString(), opened["words"]!.ToString(), opened["orderExternalId"]!.ToString()).ShouldBe(("2", "cold", "1001"));
        (await IsQuiet(story.Shop)).ShouldBeTrue();
        (await story.Shop.Get("/v1/ratings?limit=1")).Items.ShouldHaveSingleItem()["externalId"]!.ToString().ShouldBe("r2");
        string[] wrong =
        [
            """{"externalId":" ","customer":{"email":"a@example.com"},"stars":1}""", """{"externalId":"x","customer":{},"stars":1}""",
            """{"externalId":"x","customer":{"email":"nobody"},"stars":1}""", """{"externalId":"x","customer":{"email":"a@example.com"},"stars":0}""",
            """{"externalId":"x","customer":{"email":"a@example.com"},"stars":6}""", """{"externalId":"x","customer":{"email":"a@example.com"},"stars":4.5}""",
            """{"externalId":"x","customer":{"email":"a@example.com"},"stars":4,"occurredAt":"2027-01-01T00:00:00Z"}""", """{"externalId":"x","stars":4}""",
        ];
        foreach (var body in wrong)
        {
            ((int)(await story.Shop.Post("/v1/ratings", body)).Status).ShouldBeOneOf(400, 422);
        }
    }

    [Fact]
    public async Task Invitations_pause_while_customers_are_discontent_or_the_shop_is_at_its_capacity()
    {
        var story = await Given();
        var invite = $$"""{"advocateId":"{{story.Anna}}","emails":["friend@example.com"]}""";
        (await story.Shop.Patch("/v1/shop", """{"feedback":{"atCapacity":true}}""")).ShouldBe(200);
        await Node.RunDue(story.Shop.Id);
        (await story.Shop.Post("/v1/invitations", invite)).ShouldRefuse(409, "invitations_paused");
        (await story.Shop.Get("/v1/satisfaction")).Text("invitationsPaused").ShouldBe("at_capacity");
        (await Notices(story.Shop)).ShouldContain("invitations_paused");

        (await story.Shop.Patch("/v1/shop", """{"feedback":{"survey":true,"pauseBelow":10}}""")).ShouldBe(200);
        await Node.RunDue(story.Shop.Id);
        (await Notices(story.Shop)).ShouldNotContain("invitations_paused");
        for (var one = 0; one < 20; one++)
        {
            await Deliver(story.Shop, $"o{one}", $"p{one}@example.com", $"c{one}");
        }

        await story.Shop.At("2026-03-05T09:00:00Z");
        using var http = new HttpClient { BaseAddress = Node.Url };
        var links = await Links(story.Shop);
        foreach (var (at, link) in links.Index())
        {
            (await Send(http, link, 200, ("score", at < 10 ? "10" : "0"))).ShouldNotBeEmpty();
            await Node.RunDue(story.Shop.Id);
            (await story.Shop.Post("/v1/invitations", invite)).ShouldBe(at < 19 ? 201 : 409);
        }

        var heard = await story.Shop.Get("/v1/satisfaction");
        (heard.Number("score"), heard.Number("answers"), heard.Text("invitationsPaused")).ShouldBe((0, 20, "satisfaction"));
        heard["distribution"]!.ToJsonString().ShouldBe("[10,0,0,0,0,0,0,0,0,0,10]");

        // The answers leave the window, and nothing is known any more.
        await story.Shop.At("2026-06-04T00:00:00Z");
        (await story.Shop.Get("/v1/satisfaction"))["invitationsPaused"].ShouldBeNull();
        (await Notices(story.Shop)).ShouldNotContain("invitations_paused");
    }

    [Fact]
    public async Task What_an_erased_person_said_is_forgotten_and_the_score_stays()
    {
        var story = await Given();
        (await story.Shop.Patch("/v1/shop", Asking)).ShouldBe(200);
        await Deliver(story.Shop, "1001", "anna@example.com", "c-anna");
        await story.Shop.At("2026-03-04T09:00:00Z");
        // One piece of advertising a day: the first was how to share her link.
        await story.Shop.At("2026-03-06T12:00:00Z");
        using var http = new HttpClient { BaseAddress = Node.Url };
        var link = await Link(story.Shop);
        (await Send(http, link, 200, ("score", "2"), ("words", "I am Anna"))).ShouldNotBeEmpty();
        (await story.Shop.Post("/v1/ratings", """{"externalId":"r1","customer":{"email":"anna@example.com"},"stars":1,"text":"I am Anna"}""")).ShouldBe(201);
        (await story.Shop.Delete($"/v1/advocates/{story.Anna}")).ShouldBe(204);
        await Node.RunDue(story.Shop.Id);
        foreach (var path in new[] { "/v1/surveys", "/v1/ratings", "/v1/feedback-cases" })
        {
            var text = (await story.Shop.Get(path)).ShouldBe(200).Body!.ToJsonString();
            text.ShouldNotContain("nna");
            text.ShouldContain("\"id\"");
        }

        (await story.Shop.Get("/v1/surveys")).Items.ShouldHaveSingleItem()["score"]!.ToString().ShouldBe("2");
        await Page(http, link, 404);
    }

    private static async Task Deliver(ShopClient shop, string order, string email, string customer = "c-piotr")
    {
        (await shop.Post("/v1/orders", Story.Order(order, $$"""{"customer":{"externalId":"{{customer}}{{email[0]}}","email":"{{email}}"} }"""))).ShouldBe(201);
        (await shop.Post($"/v1/orders/{order}/events", """{"externalId":"d","type":"delivered"}""")).ShouldBe(200);
    }

    private async Task<bool> IsQuiet(ShopClient shop)
    {
        var db = Node.Database.For(shop.Id);
        var known = await Platform.ShopStore.Load(db);
        return await FeedbackQueries.IsQuiet(db, Platform.PersonKeys.Email(known, "PIOTR@example.com")!, known.Now(Instant.Epoch));
    }

    private async Task<List<string>> Notices(ShopClient shop) =>
        (await Platform.Notices.ListOpen(Node.Database.For(shop.Id))).ConvertAll(notice => notice.Kind);

    private async Task<string> Link(ShopClient shop) => (await Links(shop))[^1];

    private async Task<List<string>> Links(ShopClient shop)
    {
        await Node.SendMail(shop.Id);
        return [.. WrittenMails.In(Site.MailFolder).Select(mail => Address().Match(mail.Text)).Where(match => match.Success).Select(match => match.Value)];
    }

    private static async Task<string> Page(HttpClient http, string path, int status = 200)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> Send(HttpClient http, string path, int status, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        return text;
    }

    [GeneratedRegex(@"/survey/[^\s?]+")]
    private static partial Regex Address();
}

public sealed class FeedbackJourneyOnSqlite(PostgresFixture postgres) : FeedbackJourney(TestEngine.Sqlite, postgres);

public sealed class FeedbackJourneyOnPostgres(PostgresFixture postgres) : FeedbackJourney(TestEngine.Postgres, postgres);
