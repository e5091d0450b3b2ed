using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Domain.Screening;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Screening;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What a shop does for its screening: lists, weights learnt from reviews, and looking what others would have changed.</summary>
public abstract class ScreeningCareJourney(TestEngine engine, PostgresFixture postgres) : ReviewStory(engine, postgres)
{
    private const string InsertLabel = """
        INSERT INTO screening_labels (shop_id, order_id, is_abuse, source, made_by, at)
        SELECT @shop, o.order_id, o.customer_email LIKE 'bad%', 'review', 'key', o.recorded_at FROM orders o WHERE o.shop_id = @shop
        """;

    [Fact]
    public async Task The_lists_decide_and_a_wide_entry_asks_twice()
    {
        var story = await Given(Story.Program("""{"friendReward": null}"""));
        var shop = story.Shop;
        for (var i = 0; i < 6; i++)
        {
            await shop.Post("/v1/orders", Order($"a{i}", $"person{i}@wp.pl", story.Code, $"83.1.2.{i}"));
        }

        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"ip_range","value":"0.0.0.0/0","reason":"x"}""")).ShouldRefuse(409, "too_wide");
        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"domain","value":"wp.pl","reason":"x"}""")).ShouldRefuse(409, "too_wide");
        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"ip_range","value":"5.9.0.0/16","reason":"data centre"}""")).ShouldBe(201);
        (await shop.Post("/v1/screening/list", """{"verdict":"allow","kind":"email","value":"Person.One@gmail.com","reason":"our tester"}""")).ShouldBe(201).Text("value").ShouldBe("Pe…@gmail.com");
        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"email","value":"personone@gmail.com","reason":"x"}""")).ShouldRefuse(409, "listed_otherwise");

        var stopped = await Screened(shop, await shop.Post("/v1/orders", Order("b1", "new@onet.pl", story.Code, "::ffff:5.9.1.2")));
        (stopped.Text("status"), stopped.Text("screening.rule")).ShouldBe(("rejected", "block_listed"));
        var passed = await Screened(shop, await shop.Post("/v1/orders", Order("b2", "person.one+tea@gmail.com", story.Code, "5.9.1.3")));
        (passed.Text("status"), passed.Text("screening.rule")).ShouldBe(("pending", "allow_listed"));

        var wide = (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"ip_range","value":"0.0.0.0/0","reason":"closed","confirm":true,"expiresAt":"2026-03-05T00:00:00Z"}""")).ShouldBe(201);
        (await Screened(shop, await shop.Post("/v1/orders", Order("b3", "third@onet.pl", story.Code, "83.1.2.9")))).Text("status").ShouldBe("rejected");
        await shop.At("2026-03-06T00:00:00Z");
        (await Screened(shop, await shop.Post("/v1/orders", Order("b4", "fourth@onet.pl", story.Code, "83.1.2.9")))).Text("status").ShouldBe("pending");
        (await shop.Delete($"/v1/screening/list/{wide.Text("id")}")).ShouldBe(204);
        (await shop.Get("/v1/screening/list")).Items.Count.ShouldBe(2);

        // An entry that ran out makes room for its opposite; a mapped range is the range it means; www is not part of a site.
        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"domain","value":"gone.example","reason":"x","expiresAt":"2026-03-07T00:00:00Z"}""")).ShouldBe(201);
        await shop.At("2026-03-08T00:00:00Z");
        (await shop.Post("/v1/screening/list", """{"verdict":"allow","kind":"domain","value":"gone.example","reason":"x"}""")).ShouldBe(201).Text("verdict").ShouldBe("allow");
        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"ip_range","value":"::ffff:203.0.113.0/120","reason":"x"}""")).ShouldBe(201).Text("value").ShouldBe("203.0.113.0/24");
        (await shop.Post("/v1/screening/list", """{"verdict":"block","kind":"coupon_site","value":"https://www.codes.example/x","reason":"x"}""")).ShouldBe(201).Text("value").ShouldBe("codes.example");
    }

    [Fact]
    public async Task Screening_that_stops_much_raises_an_alarm_once()
    {
        var story = await Given(Story.Program("""{"friendReward": null}"""));
        (await story.Shop.Post("/v1/screening/list", """{"verdict":"block","kind":"domain","value":"blocked.example","reason":"x"}""")).ShouldBe(201);
        for (var i = 0; i < 24; i++)
        {
            var bad = i % 6 == 5;
            await story.Shop.Post("/v1/orders", Order($"o{i}", bad ? $"p{i}@blocked.example" : $"p{i}@fine{i}.example", story.Code));
        }

        (await Notices.ListOpen(Db(story))).Count(notice => notice.Kind == "screening_flood").ShouldBe(1);
    }

    [Fact]
    public async Task Weights_are_learnt_from_reviews_judge_beside_and_decide_once_a_person_says_so()
    {
        var story = await Given(Story.Program("""{"friendReward": null, "limits": {"perAdvocate": null, "budget": null}, "qualification": {"minimumSubtotal": 3000}}"""));
        var shop = story.Shop;
        (await shop.Post("/v1/screening/models")).ShouldRefuse(409, "too_few_labels");
        await Task.WhenAll(Enumerable.Range(0, 220).Select(i => shop.Post("/v1/orders", Order(
            $"l{i}", i % 4 == 0 ? $"bad{i}x@wp.pl" : $"good{i}y@wp.pl", story.Code, amount: i % 4 == 0 ? 3010 : 9000))));
        await Db(story).Write(tx => tx.Execute(InsertLabel));

        var learnt = (await shop.Post("/v1/screening/models")).ShouldBe(201);
        learnt.Text("status").ShouldBe("shadow");
        learnt.Number("labels").ShouldBe(220);
        Weight(learnt, "min_order_hug").ShouldBeGreaterThan(ScreeningModel.Expert.Of(Signal.MinimumHug) + 0.5);
        Weight(learnt, "same_device").ShouldBe(ScreeningModel.Expert.Of(Signal.SameDevice), 0.01);

        // In shadow it changes nothing, and is heard.
        var hugging = await Screened(shop, await shop.Post("/v1/orders", Order("n1", "new1@onet.pl", story.Code, amount: 3020)));
        hugging.Text("screening.decision").ShouldBe("allow");
        var report = (await shop.Get($"/v1/screening/models/{learnt.Text("id")}")).ShouldBe(200);
        report.Number("shadow.screened").ShouldBe(1);
        report.Number("shadow.wouldStop").ShouldBe(1);
        report.Number("history.learnt.stoppedAbuse").ShouldBeGreaterThan(report.Number("history.current.stoppedAbuse"));

        (await shop.Post($"/v1/screening/models/{learnt.Text("id")}/activate")).Text("status").ShouldBe("live");
        var decided = await Screened(shop, await shop.Post("/v1/orders", Order("n2", "new2@onet.pl", story.Code, amount: 3020)));
        decided.Text("screening.decision").ShouldBeOneOf("review", "reject");
        (await shop.Post($"/v1/screening/models/{learnt.Text("id")}/retire")).Text("status").ShouldBe("retired");
        (await Screened(shop, await shop.Post("/v1/orders", Order("n3", "new3@onet.pl", story.Code, amount: 3020)))).Text("screening.decision").ShouldBe("allow");
    }

    [Fact]
    public async Task A_back_test_tells_who_would_have_been_stopped_and_changes_nothing()
    {
        var story = await Given(Story.Program("""{"friendReward": null, "limits": {"perAdvocate": null, "budget": null}, "qualification": {"minimumSubtotal": 3000}, "hold": {"days": 10, "from": "placed", "assumedDeliveryDays": 0, "graceDays": 0}}"""));
        var shop = story.Shop;
        for (var i = 0; i < 8; i++)
        {
            (await shop.Post("/v1/orders", Order($"t{i}", $"buyer{i}q@firm{i}.example", story.Code, amount: i < 3 ? 3010 : 9000))).ShouldBe(201);
        }

        await shop.At("2026-04-01T00:00:00Z");
        var same = (await shop.Post("/v1/screening/back-tests")).ShouldBe(200);
        (same.Number("cases"), same.Number("newlyStopped"), same.Number("newlyPaid")).ShouldBe((8, 0, 0));
        var stricter = (await shop.Post("/v1/screening/back-tests", """{"bands":{"holdAt":2,"reviewAt":4,"rejectAt":80}}""")).ShouldBe(200);
        (stricter.Number("newlyStopped"), stricter.Number("stoppedAmount"), stricter.Number("goodLost")).ShouldBe((3, 4500, 3));
        var weighted = (await shop.Post("/v1/screening/back-tests", """{"weights":{"min_order_hug":6}}""")).ShouldBe(200);
        weighted.Number("newlyStopped").ShouldBe(3);
        var listed = (await shop.Post("/v1/screening/back-tests", """{"list":[{"verdict":"block","kind":"domain","value":"firm7.example"}]}""")).ShouldBe(200);
        (listed.Number("newlyStopped"), listed.Number("then.reject")).ShouldBe((1, 1));
        listed["stopped"]!.AsArray().Single()!["would"]!.ToString().ShouldBe("reject");
        (await shop.Post("/v1/screening/back-tests", """{"weights":{"moon_phase":1}}""")).ShouldRefuse(400, "invalid_request");
        (await shop.Post("/v1/screening/back-tests", """{"months":99}""")).ShouldRefuse(400, "invalid_request");
        (await shop.Post("/v1/screening/back-tests", """{"list":[null]}""")).ShouldRefuse(400, "invalid_request");
        (await shop.Post("/v1/screening/back-tests", """{"list":[{"verdict":"block","kind":"domain","value":"a@firm7.example"}]}""")).ShouldRefuse(400, "invalid_request");
        (await story.Balance()).Number("available").ShouldBe(8 * 1500);
    }

    [Fact]
    public async Task Absurd_input_stops_nobody_and_breaks_nothing()
    {
        var story = await Given(Story.Program("""{"friendReward": null}"""));
        var absurd = new[]
        {
            "999.1.1.1", "::1%eth0", "[2001:db8::1]:443", "0x7f000001", "1.2.3.4.5.6.7", "２０３.０.１１３.７", "fe80::ffff:ffff:ffff:ffff:ffff", "\u202e1.2.3.4", "",
        };
        for (var i = 0; i < absurd.Length; i++)
        {
            var body = JsonNode.Parse(Order($"x{i}", $"odd{i}@example.com", story.Code))!.AsObject();
            body["ipAddress"] = absurd[i];
            body["userAgent"] = string.Concat(Enumerable.Repeat("🦊", 100));
            body["referrer"] = "//\u202e" + absurd[i];
            body["deviceId"] = "\ufffe" + i;
            body["customer"]!["name"] = "Аnnа Nоwаk\u0301\u0301\ufffe";
            body["shippingAddress"] = new JsonObject { ["line1"] = "\u202e" + new string('9', 200), ["postalCode"] = "🦊", ["country"] = "??" };
            ((int)(await story.Shop.Post("/v1/orders", body.ToJsonString())).Status).ShouldBeOneOf(201, 400);
        }
    }

    private static double Weight(Answer model, string signal) => model["weights"]![signal]!.GetValue<double>();

    private static async Task<Answer> Screened(ShopClient shop, Answer order) =>
        (await shop.Get($"/v1/referrals/{order.ShouldBe(201).Text("referralId")}")).ShouldBe(200);
}

public sealed class ScreeningCareJourneyOnSqlite(PostgresFixture postgres) : ScreeningCareJourney(TestEngine.Sqlite, postgres);

public sealed class ScreeningCareJourneyOnPostgres(PostgresFixture postgres) : ScreeningCareJourney(TestEngine.Postgres, postgres);
