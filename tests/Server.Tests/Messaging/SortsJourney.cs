using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Letters;

/// <summary>Which mails go out when, to whom and in what language, as the shop's time passes.</summary>
public abstract class SortsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Delivered = """{"externalId":"d-1","type":"delivered","occurredAt":"2026-03-06T12:00:00Z"}""";

    [Fact]
    public async Task A_friend_who_does_not_order_is_reminded_once_after_three_days()
    {
        var story = await Given();
        await Claim(story, "pl");
        await story.Shop.At("2026-03-04T08:59:00Z");
        (await Sent(story, "friend_reminder")).ShouldBeEmpty();
        await story.Shop.At("2026-03-04T09:01:00Z");
        var mail = (await Sent(story, "friend_reminder")).ShouldHaveSingleItem();
        mail.Text("message.to").ShouldBe("piotr@example.com");
        mail.Text("message.subject").ShouldBe("Twoja oferta w sklepie Tea house nadal czeka");
        mail.Text("text").ShouldContain("Anna poleca ci sklep Tea house");
        mail.Text("text").ShouldNotContain("Nowak");
        mail.Text("html").ShouldContain("lang=\"pl\"");
        mail["message"]!["isMarketing"]!.GetValue<bool>().ShouldBeTrue();
        await story.Shop.At("2026-05-01T09:00:00Z");
        (await Sent(story, "friend_reminder")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_friend_who_has_ordered_is_not_reminded()
    {
        var story = await Given();
        await Claim(story, "pl");
        await story.Shop.At("2026-03-03T09:00:00Z");
        (await story.Shop.Post("/v1/orders", Story.Order("1001"))).ShouldBe(201);
        await story.Shop.At("2026-03-10T09:00:00Z");
        (await Sent(story, "friend_reminder")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_Polish_advocate_hears_in_Polish_that_a_friend_bought_and_when_the_reward_comes()
    {
        var story = await Given();
        (await story.Shop.Patch($"/v1/advocates/{story.Anna}", """{"locale":"pl"}""")).ShouldBe(200);
        await Bought(story);
        var bought = (await Sent(story, "friend_bought")).ShouldHaveSingleItem();
        bought.Text("message.subject").ShouldBe("Ktoś z twojego polecenia kupuje w sklepie Tea house");
        bought.Text("text").ShouldContain("P. składa zamówienie");
        bought.Text("text").ShouldContain("15\u00a0€");
        (await Sent(story, "reward_waiting")).ShouldBeEmpty();

        await story.Shop.At("2026-03-06T12:00:00Z");
        (await story.Shop.Post("/v1/orders/1001/events", Delivered)).ShouldBe(200);
        await Node.RunDue(story.Shop.Id);
        (await Sent(story, "reward_waiting")).ShouldHaveSingleItem().Text("text").ShouldContain(
            "najwcześniej " + Vouch.Server.Platform.LanguageFiles.Of("pl").Day(new(2026, 4, 6, 12, 0, 0, TimeSpan.Zero)));
        await story.Shop.At("2026-04-07T12:00:00Z");
        var issued = (await Sent(story, "reward_issued")).ShouldHaveSingleItem();
        issued.Text("message.subject").ShouldBe("Twoja nagroda ze sklepu Tea house już jest");
        issued.Text("message.to").ShouldBe("anna@example.com");
        (await Sent(story, "thank_you")).ShouldHaveSingleItem().Text("message.subject").ShouldBe("Tea house dziękuje");
        (await Sent(story, "friend_bought")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_invitation_is_mailed_says_who_is_rewarded_and_comes_three_times_at_most()
    {
        var story = await Given();
        var wish = $$"""{"advocateId":"{{story.Anna}}","emails":["ewa@example.com"]}""";
        for (var day = 2; day < 7; day++)
        {
            await story.Shop.At($"2026-03-0{day}T10:00:00Z");
            await story.Shop.Post("/v1/invitations", wish);
            await Node.RunDue(story.Shop.Id);
        }

        var mails = await Sent(story, "invitation");
        mails.Count.ShouldBe(3);
        mails[0].Text("message.subject").ShouldBe("Anna invites you to Tea house");
        mails[0].Text("text").ShouldContain("Anna gets a reward when you buy.");
        mails[0].Text("text").ShouldContain($"/r/{story.Code}?ch=email");
        mails[0].Text("text").ShouldContain("No more mails like this: ");
    }

    [Fact]
    public async Task At_night_advertising_waits_for_the_morning_and_service_does_not()
    {
        var story = await Given(timeZone: "Europe/Warsaw");
        await story.Shop.At("2026-03-02T22:00:00Z");
        (await story.Shop.Post("/v1/invitations", $$"""{"advocateId":"{{story.Anna}}","emails":["ewa@example.com"]}""")).ShouldBe(201);
        (await story.Shop.Post("/v1/advocates", """{"email":"ola@example.com"}""")).ShouldBe(201);
        await Node.RunDue(story.Shop.Id);
        (await Sent(story, "invitation")).ShouldBeEmpty();
        (await Sent(story, "advocate_link")).Count.ShouldBe(2);
        await story.Shop.At("2026-03-03T06:59:00Z");
        (await Sent(story, "invitation")).ShouldBeEmpty();
        await story.Shop.At("2026-03-03T07:00:00Z");
        (await Sent(story, "invitation")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_gets_more_advertising_than_the_shop_allows()
    {
        var story = await Given();
        (await story.Shop.Patch("/v1/shop", """{"mail":{"perDay":1,"perMonth":2}}""")).ShouldBe(200);
        foreach (var name in (string[])["ola", "ewa", "iga"])
        {
            var other = (await story.Shop.Post("/v1/advocates", $$"""{"email":"{{name}}@example.com","name":"{{name}}"}""")).ShouldBe(201);
            (await story.Shop.Post("/v1/invitations", $$"""{"advocateId":"{{other.Text("id")}}","emails":["friend@example.com"]}""")).ShouldBe(201);
        }

        await Node.RunDue(story.Shop.Id);
        (await Sent(story, "invitation")).Count.ShouldBe(1);
        await story.Shop.At("2026-03-02T07:59:00Z");
        (await Sent(story, "invitation")).Count.ShouldBe(1);
        await story.Shop.At("2026-03-02T08:00:00Z");
        (await Sent(story, "invitation")).Count.ShouldBe(2);
        await story.Shop.At("2026-05-02T08:00:00Z");
        (await Sent(story, "invitation")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_opted_out_gets_no_advertising_and_what_they_must_know()
    {
        var story = await Given();
        var db = Node.Database.For(story.Shop.Id);
        var shop = await Vouch.Server.Platform.ShopStore.Load(db);
        await db.Write(tx =>
        {
            Vouch.Server.Advocates.Suppressions.Add(
                tx, Vouch.Server.Platform.PersonKeys.Email(shop, "anna@example.com")!, Vouch.Server.Advocates.SuppressionReason.OptedOut, shop.Now(tx.Wall));
            return Task.FromResult(true);
        });
        await Bought(story);
        await story.Shop.At("2026-03-06T12:00:00Z");
        (await story.Shop.Post("/v1/orders/1001/events", Delivered)).ShouldBe(200);
        await story.Shop.At("2026-04-07T12:00:00Z");
        (await Sent(story, "reward_issued")).ShouldHaveSingleItem().Text("message.status").ShouldBeOneOf("queued", "sent");
        (await Sent(story, "thank_you")).ShouldHaveSingleItem().Text("message.status").ShouldBe("suppressed");
    }

    [Fact]
    public async Task A_new_advocate_who_shares_nothing_is_helped_and_one_asleep_is_woken_once_a_year()
    {
        var story = await Given();
        await story.Shop.At("2026-03-05T09:00:00Z");
        (await Sent(story, "share_kit")).ShouldHaveSingleItem().Text("text").ShouldContain($"/r/{story.Code}");
        await story.Shop.At("2026-04-01T09:00:00Z");
        await story.Shop.Follow(story.Link);
        await Flush(story);
        await story.Shop.At("2026-06-29T09:00:00Z");
        (await Sent(story, "dormant_advocate")).ShouldBeEmpty();
        await story.Shop.At("2026-07-02T09:00:00Z");
        (await Sent(story, "dormant_advocate")).Count.ShouldBe(1);
        await story.Shop.At("2027-06-29T09:00:00Z");
        (await Sent(story, "dormant_advocate")).Count.ShouldBe(1);
        await story.Shop.At("2027-07-03T09:00:00Z");
        (await Sent(story, "dormant_advocate")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Customers_are_asked_where_the_shop_wants_it_and_only_those_who_do_not_recommend_it_yet()
    {
        var story = await Given();
        await Order("2001", "kim@example.com", 2);
        await story.Shop.At("2026-03-05T18:00:00Z");
        (await story.Shop.Patch("/v1/shop", """{"mail":{"askCustomers":true}}""")).ShouldBe(200);
        await Order("2002", "ida@example.com", 6);
        await Order("2003", "anna@example.com", 7);
        await Order("2004", "ida@example.com", 8);
        await story.Shop.At("2026-03-20T12:00:00Z");
        var asked = (await Sent(story, "request_after_purchase")).ToList();
        asked.ConvertAll(mail => mail.Text("message.to")).ShouldBe(["ida@example.com"]);
        asked[0].Text("text").ShouldContain("You get: €15 of store credit.");

        async Task Order(string id, string email, int day)
        {
            await story.Shop.At($"2026-03-0{day}T12:00:00Z");
            (await story.Shop.Post("/v1/orders", Story.Order(
                id, $$$"""{"customer":{"email":"{{{email}}}"},"placedAt":"2026-03-0{{{day}}}T11:00:00Z"}"""))).ShouldBe(201);
            (await story.Shop.Post(
                $"/v1/orders/{id}/events", $$"""{"externalId":"d-{{id}}","type":"delivered","occurredAt":"2026-03-0{{day}}T12:00:00Z"}""")).ShouldBe(200);
            await story.Shop.At($"2026-03-0{day}T18:00:00Z");
        }
    }

    [Fact]
    public async Task One_friend_before_a_milestone_the_advocate_is_told()
    {
        var story = await Given(Story.Program("""
            {"milestones": [{"at": 2, "reward": {"kind": "points", "value": {"type": "points", "points": 50}}}], "friendReward": null,
             "hold": {"days": 1, "from": "placed", "assumedDeliveryDays": 0, "graceDays": 0}}
            """));
        var visit = await story.Shop.Follow(story.Link);
        await story.Shop.At("2026-03-04T12:00:00Z");
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId":"{{visit.ClickId}}"}"""))).ShouldBe(201);
        await story.Shop.At("2026-03-08T12:00:00Z");
        (await Sent(story, "milestone_near")).ShouldHaveSingleItem().Text("text").ShouldContain("50 points");
        (await Sent(story, "thank_you")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_shop_may_do_without_some_mails_and_not_without_others()
    {
        var story = await Given();
        (await story.Shop.Patch("/v1/shop", """{"mail":{"templates":{"friend_reminder":false}},"postalAddress":"1 Leaf Lane, London"}""")).ShouldBe(200)
            .Text("postalAddress").ShouldBe("1 Leaf Lane, London");
        await Claim(story, "en");
        await story.Shop.At("2026-03-05T09:00:00Z");
        (await Sent(story, "friend_reminder")).ShouldBeEmpty();
        (await Sent(story, "share_kit")).ShouldBeEmpty();
        (await story.Shop.Post("/v1/invitations", $$"""{"advocateId":"{{story.Anna}}","emails":["ewa@example.com"]}""")).ShouldBe(201);
        await Node.RunDue(story.Shop.Id);
        (await Sent(story, "invitation")).ShouldHaveSingleItem().Text("text").ShouldContain("1 Leaf Lane, London");
        foreach (var wrong in (string[])[
            """{"templates":{"sign_in":false}}""", """{"templates":{"nothing":true}}""", """{"quietFrom":"9"}""", """{"quietUntil":"25:00"}""",
            """{"perDay":-1}""", """{"perMonth":101}"""])
        {
            (await story.Shop.Patch("/v1/shop", $$"""{"mail":{{wrong}}}""")).ShouldRefuse(400, "invalid_request");
        }

        (await story.Shop.Patch("/v1/shop", $$"""{"postalAddress":"{{new string('x', 301)}}"}""")).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Patch("/v1/shop", """{"mail":null,"postalAddress":null}""")).ShouldBe(200).Text("mail.quietFrom").ShouldBe("21:00");
    }

    [Fact]
    public async Task What_a_merchant_writes_is_checked_and_then_said()
    {
        var story = await Given();
        foreach (var (key, text) in ((string, string)[])[
            ("mail.advocate_link.subject", "{{7*7}}"), ("mail.advocate_link.body", "{{#each x}}{{/each}}"), ("mail.advocate_link.body", "{{> x}}"),
            ("mail.advocate_link.body", "{{{link}}}"), ("mail.advocate_link.body", "{{password}}"), ("mail.invitation.body", "Buy, {{name}}!"),
            ("mail.late_code.body", "{{#if code}}yes{{/if}}"), ("mail.goal_reached.subject", " "), ("mail.nothing.subject", "x"),
            ("mail.advocate_link.body", new string('x', 5001))])
        {
            (await Put(key, text)).ShouldRefuse(400, "invalid_request");
        }

        (await Put("mail.advocate_link.subject", "{shop} ${7*7} <script>{{shop}}</script>\nBcc: x@y.example")).ShouldBe(200);
        (await Put("mail.advocate_link.body", "<script>alert(1)</script> <%= 7 %> @(1) {{link}}\n\n[button]\n\nTea <b>{{name}}</b>")).ShouldBe(200);
        (await story.Shop.Post("/v1/advocates", """{"email":"ola@example.com","name":"Ola\r\nBcc: evil@example.com"}"""))
            .Status.ShouldNotBe(System.Net.HttpStatusCode.InternalServerError);
        (await story.Shop.Post("/v1/advocates", """{"email":"ewa@example.com","name":"Ewa <i>"}""")).ShouldBe(201);
        await Node.RunDue(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id);
        var mail = (await Sent(story, "advocate_link")).Single(mail => mail.Text("message.to") == "ewa@example.com");
        mail.Text("message.subject").ShouldBe("{shop} ${7*7} <script>Tea house</script> Bcc: x@y.example");
        mail.Text("html").ShouldNotContain("<script");
        mail.Text("html").ShouldContain("Tea &lt;b&gt;Ewa &lt;i&gt;&lt;/b&gt;");
        foreach (var written in WrittenMails.In(Site.MailFolder))
        {
            written.Head.ShouldNotContain("\r\nBcc:");
            written.Text.ShouldNotContain("{{");
        }

        Task<Answer> Put(string key, string text) => story.Shop.Patch(
            "/v1/texts/en", new JsonObject { ["texts"] = new JsonObject { [key] = text } }.ToJsonString());
    }

    private async Task Claim(Story story, string locale)
    {
        var visit = await story.Shop.Follow(story.Link);
        (await story.Shop.Post(
            "/v1/claims",
            $$"""{"code":"{{story.Code}}","email":"piotr@example.com","clickId":"{{visit.ClickId}}","consent":true,"locale":"{{locale}}"}""",
            story.Shop.PublishableKey)).ShouldBe(201);
        await Node.RunDue(story.Shop.Id);
    }

    private async Task Bought(Story story)
    {
        var visit = await story.Shop.Follow(story.Link);
        await story.Shop.At("2026-03-04T12:00:00Z");
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId":"{{visit.ClickId}}"}"""))).ShouldBe(201);
        await Node.RunDue(story.Shop.Id);
    }

    private static Task Flush(Story story) => story.Shop.At("2026-04-01T10:00:00Z");

    // Oldest first, with their texts.
    private static async Task<IReadOnlyList<Answer>> Sent(Story story, string template)
    {
        var mails = new List<Answer>();
        foreach (var mail in (await story.Shop.Get($"/v1/messages?template={template}")).ShouldBe(200).Items.Reverse())
        {
            mails.Add((await story.Shop.Get($"/v1/messages/{mail["id"]}")).ShouldBe(200));
        }

        return mails;
    }
}

public sealed class SortsJourneyOnSqlite(PostgresFixture postgres) : SortsJourney(TestEngine.Sqlite, postgres);

public sealed class SortsJourneyOnPostgres(PostgresFixture postgres) : SortsJourney(TestEngine.Postgres, postgres);
