using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>A double week: whose orders have a bonus, what refunds and bounds leave of it, who is told, and what came of it.</summary>
public abstract class CampaignJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Starts = "2026-03-10T00:00:00.000Z";
    private const string Ends = "2026-03-17T00:00:00.000Z";

    [Fact]
    public async Task A_double_week_doubles_what_is_ordered_from_its_first_to_its_last_instant()
    {
        var story = await Given();
        var shop = story.Shop;
        var campaign = await Campaign(story, """{"advocateBonus":{"multiplier":200},"friendBonus":{"multiplier":200},"name":"Double week"}""");
        campaign["status"]!.ToString().ShouldBe("scheduled");
        await Order(story, "before", "2026-03-09T23:59:59.999Z", "b@example.com");
        await Order(story, "first", Starts, "f@example.com");
        (await Is(story, campaign)).ShouldBe("running");
        (await shop.Get($"/v1/campaigns/{campaign["id"]}")).Number("audience").ShouldBe(1);
        using (var browser = new HttpClient { BaseAddress = Node.Url })
        {
            var page = await browser.GetStringAsync(new Uri($"/f/{story.Code}", UriKind.Relative));
            page.ShouldContain("30% off your first order");
            page.ShouldContain("Until 16 Mar 2026: double reward for you.");
        }

        (await shop.Get($"/v1/coupons/{story.Code}?subtotal=10000")).Number("amount").ShouldBe(3000);
        var claim = await story.Claim("claimed@example.com");
        claim["friendReward"]!["value"]!.ToJsonString().ShouldBe("""{"type":"percent","percent":30,"cap":10000}""");
        await Order(story, "last", "2026-03-16T23:59:59.999Z", "l@example.com");
        await Order(story, "after", Ends, "a@example.com");
        (await Is(story, campaign)).ShouldBe("ended");
        // An order that tells late of the time in which it was placed has what was promised then.
        await Order(story, "late", Ends, "z@example.com", """{"placedAt":"2026-03-12T10:00:00Z"}""");

        (await Rewards(story, "advocate")).ShouldBe([("before", 1500, 0), ("first", 3000, 1500), ("last", 3000, 1500), ("after", 1500, 0), ("late", 3000, 1500)]);
        var doubled = (await shop.Get("/v1/rewards?limit=200")).Items.First(reward => reward["campaign"] is not null && reward["recipient"]!.ToString() == "advocate");
        doubled["campaign"]!["explanation"]!.ToString().ShouldBe("Doubled by the campaign “Double week”.");
        // The friend's code, taken in that week, is good for what it promised after it too.
        (await shop.Get($"/v1/coupons/{claim.Text("couponCode")}?subtotal=10000")).Number("amount").ShouldBe(3000);
        (await shop.Get("/v1/events?limit=200")).Items.Select(item => item["type"]!.ToString())
            .Where(type => type.StartsWith("campaign.", StringComparison.Ordinal))
            .ShouldBe(["campaign.created", "campaign.scheduled", "campaign.began", "campaign.ended"]);
        var results = (await shop.Get($"/v1/campaigns/{campaign["id"]}/results")).ShouldBe(200);
        (results.Number("during.orders"), results.Number("before.orders"), results.Number("during.claims")).ShouldBe((3, 1, 1));
        (results.Number("during.revenue"), results.Number("bonusRewards")).ShouldBe((30000, 7));
        results.Text("comparison").ShouldContain("not the campaign's effect");
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refund_takes_from_reward_and_bonus_alike_and_gives_room_back()
    {
        var story = await Given(Story.Program("""{"advocateReward":{"kind":"store_credit","value":{"type":"percent","percent":10}},"friendReward":null}"""));
        var campaign = await Campaign(story, """{"advocateBonus":{"multiplier":200},"limits":{"amount":1500}}""");
        await Order(story, "one", "2026-03-11T00:00:00Z", "one@example.com");
        await Order(story, "two", "2026-03-11T00:00:00Z", "two@example.com");
        // Of the second bonus half is left.
        (await Rewards(story, "advocate")).ShouldBe([("one", 2000, 1000), ("two", 1500, 500)]);
        (await story.Shop.Post("/v1/orders/one/events", """{"externalId":"r1","type":"refunded","amount":5000}""")).ShouldBe(200);
        (await Rewards(story, "advocate")).ShouldBe([("one", 1000, 500), ("two", 1500, 500)]);
        await Order(story, "three", "2026-03-11T00:00:00Z", "three@example.com");
        (await Rewards(story, "advocate"))[2].ShouldBe(("three", 1500, 500));
        // Before it is approved an order may grow: its bonus only as far as there is room.
        await story.Shop.Post("/v1/orders/one/events", """{"externalId":"r2","type":"refunded","amount":1000}""");
        (await story.Shop.Post("/v1/orders", Story.Order("two", """{"subtotal":20000,"total":20000,"customer":{"email":"two@example.com"}}"""))).ShouldBe(200);
        (await Rewards(story, "advocate")).ShouldBe([("one", 800, 400), ("two", 2600, 600), ("three", 1500, 500)]);
        (await story.Shop.Get($"/v1/campaigns/{campaign["id"]}/results")).Number("bonusCost").ShouldBe(1500);
        (await story.Shop.Post("/v1/orders/two/events", """{"externalId":"c","type":"cancelled"}""")).ShouldBe(200);
        (await story.Shop.Get($"/v1/campaigns/{campaign["id"]}/results")).Number("bonusCost").ShouldBe(900);
    }

    [Fact]
    public async Task Of_two_campaigns_the_better_one_counts_and_a_bound_holds_for_two_at_once()
    {
        var story = await Given();
        await Campaign(story, """{"name":"Five more","advocateBonus":{"extra":500}}""");
        var one = await Campaign(story, """{"name":"Double, once","advocateBonus":{"multiplier":200},"limits":{"rewards":1}}""");
        await story.Shop.At("2026-03-11T00:00:00Z");
        var orders = await Task.WhenAll("xy".Select(id => story.Shop.Post("/v1/orders", Story.Order(
            id.ToString(), $$"""{"couponCodes":["{{story.Code}}"],"customer":{"email":"{{id}}@example.com"} }"""))));
        orders.ShouldAllBe(order => (int)order.Status == 201);
        (await Rewards(story, "advocate")).Select(reward => (reward.Amount, reward.Bonus)).Order().ShouldBe([(2000, 500), (3000, 1500)]);
        (await story.Shop.Get($"/v1/campaigns/{one["id"]}/results")).Number("bonusRewards").ShouldBe(1);
        // Ended early: what was promised stays, what comes has the other's.
        (await story.Shop.Post($"/v1/campaigns/{one["id"]}/end")).ShouldBe(200).Text("endsAt").ShouldBe("2026-03-11T00:00:00.000Z");
        (await story.Shop.Post($"/v1/campaigns/{one["id"]}/end")).ShouldRefuse(409, "campaign_over");
        (await Rewards(story, "advocate")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_segment_is_fixed_when_the_campaign_begins_and_only_its_members_are_told()
    {
        var story = await Given();
        var shop = story.Shop;
        await shop.Post("/v1/advocates", """{"email":"ewa@example.com","name":"Ewa","locale":"pl"}""");
        await shop.Post("/v1/advocates", """{"email":"out@example.com","name":"Olaf","locale":"pl"}""");
        (await shop.Post("/v1/segments/preview", """{"language":"pl"}""")).ShouldBe(200).Number("advocates").ShouldBe(2);
        var segment = (await shop.Post("/v1/segments", """{"name":"Poland","rule":{"language":"pl","sharedMoreThanDaysAgo":5}}""")).ShouldBe(201).Text("id");
        (await shop.Get($"/v1/segments/{segment}/advocates?limit=1")).ShouldBe(200)["next"].ShouldNotBeNull();
        var olaf = (await shop.Get("/v1/advocates?email=out@example.com")).Items[0]["id"]!.ToString();
        var campaign = await Campaign(story, $$"""
            {"advocateBonus":{"multiplier":200},"segmentId":"{{segment}}","headline":"Podwójny <b>tydzień</b>","remindDaysBefore":2}
            """);
        (await shop.Delete($"/v1/segments/{segment}")).ShouldRefuse(409, "segment_in_use");
        (await shop.Post("/v1/mail-bounces", """{"email":"out@example.com","kind":"hard"}""")).ShouldBe(202);
        await shop.At("2026-03-10T07:59:00Z");
        (await shop.Get($"/v1/campaigns/{campaign["id"]}")).Number("audience").ShouldBe(2);
        // In the night nobody is written to.
        (await Mails(shop, "bonus_campaign")).ShouldBeEmpty();
        (await shop.Post("/v1/advocates", """{"email":"new@example.com","locale":"pl"}""")).ShouldBe(201);
        await shop.At("2026-03-10T08:00:00Z");
        (await Mails(shop, "bonus_campaign")).Order().ShouldBe(["ewa@example.com", "out@example.com"]);
        var text = (await shop.Get($"/v1/messages/{(await shop.Get("/v1/messages?template=bonus_campaign")).Items[0]["id"]}")).ShouldBe(200);
        text.Text("message.subject").ShouldBe("Podwójny <b>tydzień</b>");
        text.Text("text").ShouldContain("Do 16 marca 2026: podwójna nagroda dla ciebie.");
        text.Text("html").ShouldNotContain("<b>tydzień");
        await Node.SendMail(shop.Id);
        (await shop.Get("/v1/messages?template=bonus_campaign")).Items.ToDictionary(mail => mail["to"]!.ToString(), mail => mail["status"]!.ToString())
            .ShouldBe(new Dictionary<string, string> { ["ewa@example.com"] = "sent", ["out@example.com"] = "suppressed" }, ignoreOrder: true);
        (await shop.Delete($"/v1/advocates/{olaf}")).ShouldBe(204);
        await Node.RunDue(shop.Id);
        (await Node.Database.For(shop.Id).First<long>("SELECT count(*) FROM campaign_members WHERE shop_id = @shop")).ShouldBe(1);
        await Order(story, "anna", "2026-03-11T00:00:00Z", "a@example.com");
        (await Rewards(story, "advocate")).ShouldBe([("anna", 1500, 0)]);
        await shop.At("2026-03-15T12:00:00Z");
        (await Mails(shop, "bonus_ending")).ShouldBe(["ewa@example.com"]);
        await shop.At("2026-03-18T00:00:00Z");
        (await shop.Get($"/v1/campaigns/{campaign["id"]}/results")).Number("mailsQueued").ShouldBe(3);
        (await shop.Delete($"/v1/segments/{segment}")).ShouldBe(204);
    }

    [Fact]
    public async Task Times_change_only_as_far_as_the_past_allows()
    {
        var story = await Given();
        var shop = story.Shop;
        var campaign = await Campaign(story, """{"advocateBonus":{"multiplier":150}}""");
        var path = $"/v1/campaigns/{campaign["id"]}";
        (await shop.Patch(path, """{"startsAt":"2026-02-01T00:00:00Z"}""")).ShouldRefuse(400, "invalid_request");
        (await shop.Patch(path, """{"startsAt":"2026-03-12T00:00:00Z"}""")).ShouldBe(200);
        await shop.At("2026-03-11T00:00:00Z");
        (await Is(story, campaign)).ShouldBe("scheduled");
        await shop.At("2026-03-12T00:00:00Z");
        (await Is(story, campaign)).ShouldBe("running");
        (await shop.Patch(path, """{"advocateBonus":{"multiplier":300}}""")).ShouldRefuse(409, "campaign_running");
        (await shop.Post(path + "/cancel")).ShouldRefuse(409, "campaign_running");
        (await shop.Patch(path, """{"endsAt":"2026-03-13T00:00:00Z","limits":{"rewards":5}}""")).ShouldBe(200);
        await shop.At("2026-03-13T00:00:00Z");
        (await Is(story, campaign)).ShouldBe("ended");
        (await shop.Patch(path, """{"name":"Later"}""")).ShouldRefuse(409, "campaign_over");
        var off = await Campaign(story, """{"friendBonus":{"multiplier":200},"startsAt":"2026-04-01T00:00:00Z","endsAt":"2026-04-02T00:00:00Z"}""");
        (await shop.Post($"/v1/campaigns/{off["id"]}/cancel")).ShouldBe(200).Text("status").ShouldBe("cancelled");
        await shop.At("2026-04-01T12:00:00Z");
        (await Is(story, off)).ShouldBe("cancelled");
        (await shop.Post("/v1/campaigns", $$"""{"programId":"{{story.ProgramId}}","name":"x","startsAt":"{{Starts}}","endsAt":"{{Ends}}","friendBonus":{"extra":100} }"""))
            .ShouldRefuse(409, "campaign_extra_on_percentage");
        (await shop.Post("/v1/campaigns", """{"name":""}""")).ShouldBe(400)["errors"]!.AsObject().Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task What_an_order_had_of_the_friends_offer_counts_as_far_as_it_was_taken_off()
    {
        var story = await Given();
        var campaign = await Campaign(story, """{"friendBonus":{"multiplier":200}}""");
        await Order(story, "all", "2026-03-11T00:00:00Z", "a@example.com", """{"discount":3000,"total":7000}""");
        await Order(story, "part", "2026-03-11T00:00:00Z", "p@example.com", """{"discount":2500,"total":7500}""");
        await Order(story, "plain", "2026-03-11T00:00:00Z", "n@example.com", """{"discount":1500,"total":8500}""");
        (await Rewards(story, "friend")).ShouldBe([("all", 3000, 1500), ("part", 2500, 1000), ("plain", 1500, 0)]);
        (await story.Shop.Post("/v1/orders/all/events", """{"externalId":"c","type":"cancelled"}""")).ShouldBe(200);
        (await story.Shop.Get($"/v1/campaigns/{campaign["id"]}/results")).Number("bonusCost").ShouldBe(1000);
        (await story.Shop.Post($"/v1/campaigns/{campaign["id"]}/end")).ShouldBe(200);
    }

    [Fact]
    public async Task Every_rule_of_a_segment_tells_those_for_whom_it_holds_from_the_others()
    {
        var story = await Given();
        var shop = story.Shop;
        (await shop.Post("/v1/shares", $$"""{"code":"{{story.Code}}","channel":"copy"}""")).ShouldBe(201);
        await shop.Follow(story.Link);
        await Order(story, "1001", "2026-03-01T10:00:00Z", "p@example.com");
        await shop.At("2026-05-01T00:00:00Z");
        (await shop.Post("/v1/advocates", """{"email":"new@example.com","locale":"pl"}""")).ShouldBe(201);
        // Anna joined in March, shared, was clicked, brought a friend who counts, has something unspent; the other did nothing yet.
        foreach (var (anna, other) in new[]
        {
            ("\"joinedBefore\":\"2026-04-01T00:00:00Z\"", "\"joinedFrom\":\"2026-04-01T00:00:00Z\""),
            ("\"joinedMoreThanDaysAgo\":30", "\"joinedWithinDays\":30"), ("\"language\":\"en\"", "\"language\":\"pl\""),
            ("\"approvedAtLeast\":1", "\"approvedAtMost\":0"), ("\"sharedWithinDays\":90", "\"sharedMoreThanDaysAgo\":90"),
            ("\"clickedWithinDays\":90", "\"clickedMoreThanDaysAgo\":90"), ("\"referredWithinDays\":90", "\"referredMoreThanDaysAgo\":90"),
            ("\"hasBalance\":true", "\"hasBalance\":false"), ("\"hasExternalId\":true", "\"hasExternalId\":false"),
            ($"\"programId\":\"{story.ProgramId}\"", "\"approvedAtMost\":0"),
        })
        {
            (await Named(shop, anna)).ShouldBe(["anna@example.com"], anna);
            (await Named(shop, other)).ShouldBe(["new@example.com"], other);
        }

        (await Named(shop, "\"joinedMoreThanDaysAgo\":30,\"hasBalance\":false")).ShouldBeEmpty();
        (await shop.Post("/v1/segments/preview", """{"approvedAtLeast":2,"approvedAtMost":1}""")).ShouldBe(400);
        (await shop.Post($"/v1/advocates/{story.Anna}/block")).ShouldBe(200);
        (await Named(shop, "")).ShouldBe(["new@example.com"]);
    }

    private static async Task<List<string>> Named(ShopClient shop, string rule)
    {
        var made = (await shop.Post("/v1/segments", "{\"name\":\"x\",\"rule\":{" + rule + "}}")).ShouldBe(201).Text("id");
        (await shop.Patch($"/v1/segments/{made}", """{"name":"y"}""")).ShouldBe(200);
        var found = (await shop.Get($"/v1/segments/{made}/advocates")).Items.Select(advocate => advocate["email"]!.ToString()).ToList();
        return found;
    }

    private static async Task<JsonNode> Campaign(Story story, string changes)
    {
        var body = JsonNode.Parse($$"""{"programId":"{{story.ProgramId}}","name":"A week","startsAt":"{{Starts}}","endsAt":"{{Ends}}"}""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        var made = (await story.Shop.Post("/v1/campaigns", body.ToJsonString())).ShouldBe(201);
        return (await story.Shop.Post($"/v1/campaigns/{made.Text("id")}/schedule")).ShouldBe(200).Body!;
    }

    private static async Task Order(Story story, string id, string at, string email, params string[] changes)
    {
        await story.Shop.At(at);
        (await story.Shop.Post("/v1/orders", Story.Order(
            id, [$$"""{"couponCodes":["{{story.Code}}"],"customer":{"email":"{{email}}"} }""", .. changes]))).ShouldBe(201);
    }

    private static async Task<string> Is(Story story, JsonNode campaign) =>
        (await story.Shop.Get($"/v1/campaigns/{campaign["id"]}")).Text("status");

    private static async Task<List<string>> Mails(ShopClient shop, string template)
    {
        await shop.Node.RunDue(shop.Id);
        return [.. (await shop.Get("/v1/messages?template=" + template)).Items.Select(mail => mail["to"]?.ToString() ?? "")];
    }

    // By the order they are for, in the order of their making.
    private static async Task<List<(string Order, long Amount, long Bonus)>> Rewards(Story story, string recipient)
    {
        var orders = (await story.Shop.Get("/v1/orders?limit=200")).Items.ToDictionary(order => order["referralId"]?.ToString() ?? "", order => order["externalId"]!.ToString());
        return [.. (await story.Shop.Get("/v1/rewards?limit=200")).Items.Reverse()
            .Where(reward => reward["recipient"]!.ToString() == recipient && reward["status"]!.ToString() != "revoked")
            .Select(reward => (orders[reward["referralId"]!.ToString()], reward["amount"]!.GetValue<long>(), reward["campaign"]?["bonus"]?.GetValue<long>() ?? 0))];
    }
}

public sealed class CampaignJourneyOnSqlite(PostgresFixture postgres) : CampaignJourney(TestEngine.Sqlite, postgres);

public sealed class CampaignJourneyOnPostgres(PostgresFixture postgres) : CampaignJourney(TestEngine.Postgres, postgres);
