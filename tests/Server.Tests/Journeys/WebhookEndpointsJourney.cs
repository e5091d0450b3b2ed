using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Endpoints themselves: made, tried, changed, listed and deleted, and their secrets.</summary>
public abstract class WebhookEndpointsJourney(TestEngine engine, PostgresFixture postgres) : WebhookStory(engine, postgres)
{
    [Fact]
    public async Task A_test_event_says_at_once_what_came_of_it()
    {
        await using var receiver = await Answering();
        var story = await Given();
        var endpoint = await Endpoint(story.Shop, receiver.Url, "reward.issued");
        var address = $"/v1/webhook-endpoints/{endpoint.Text("id")}/test";
        var sent = (await story.Shop.Post(address, "{}", null, "once")).ShouldBe(200);
        (sent["delivered"]!.GetValue<bool>(), sent.Number("status"), sent.Text("answer")).ShouldBe((true, 200, """{"said":"ok"}"""));
        var call = receiver.Calls.ShouldHaveSingleItem();
        call.Headers["webhook-id"].ShouldBe(sent.Text("eventId"));
        call.Headers["webhook-signature"].ShouldBe(Receiver.Sign(endpoint.Text("secret"), call));
        JsonNode.Parse(call.Body)!["type"]!.ToString().ShouldBe("webhook.test");
        (await story.Shop.Post(address, "{}", null, "once")).ShouldBe(200).Body!.ToJsonString().ShouldBe(sent.Body!.ToJsonString());
        receiver.Calls.Count.ShouldBe(1);

        receiver.Answers = http => Receiver.Answer(http, new string('ą', 5000) + "\u0000", 500);
        var refused = (await story.Shop.Post(address)).ShouldBe(200);
        (refused["delivered"]!.GetValue<bool>(), refused.Number("status")).ShouldBe((false, 500));
        System.Text.Encoding.UTF8.GetByteCount(refused.Text("answer")).ShouldBeInRange(1000, 1024);
        (await story.Shop.Patch($"/v1/webhook-endpoints/{endpoint.Text("id")}", $$"""{"url":"{{await Receiver.DeadAddress()}}"}""")).ShouldBe(200);
        var dead = (await story.Shop.Post(address)).ShouldBe(200);
        (dead.Body!["status"], dead.Text("failure")).ShouldBe((null, "no connection"));
        (await Deliveries(story.Shop, endpoint)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replayed_answer_shows_the_secret_again_and_no_row_has_it_in_the_clear()
    {
        await using var receiver = await Answering();
        var story = await Given();
        var body = $$"""{"url":"{{receiver.Url}}","events":["*"]}""";
        var made = (await story.Shop.Post("/v1/webhook-endpoints", body, null, "make")).ShouldBe(201);
        var again = (await story.Shop.Post("/v1/webhook-endpoints", body, null, "make")).ShouldBe(201);
        again.Body!.ToJsonString().ShouldBe(made.Body!.ToJsonString());
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        var address = $"/v1/webhook-endpoints/{made.Text("id")}/rotate-secret";
        var rotated = (await story.Shop.Post(address, "{}", null, "turn")).Text("secret");
        (await story.Shop.Post(address, "{}", null, "turn")).Text("secret").ShouldBe(rotated);
        (await story.Shop.Patch("/v1/shop", """{"veto":{"url":"https://shop.example/veto"}}""")).ShouldBe(200);
        var veto = (await story.Shop.Post("/v1/shop/veto-secret", "{}", null, "veto")).Text("secret");
        (await story.Shop.Post("/v1/shop/veto-secret", "{}", null, "veto")).Text("secret").ShouldBe(veto);
        var key = (await story.Shop.Post("/v1/api-keys", """{"kind":"secret"}""", null, "key")).Text("key");
        (await story.Shop.Post("/v1/api-keys", """{"kind":"secret"}""", null, "key")).Text("key").ShouldBe(key);

        var kept = await Node.Database.For(story.Shop.Id).Query<string>("SELECT answer FROM idempotency_keys WHERE shop_id = @shop");
        kept.Count.ShouldBe(4);
        kept.ShouldAllBe(answer => !answer.Contains("whsec_") && !answer.Contains(key) && answer.StartsWith("v1."));
    }

    [Fact]
    public async Task Endpoints_are_checked_changed_listed_and_deleted()
    {
        await using var receiver = await Answering();
        var story = await Given();
        foreach (var (body, field) in ((string, string)[])
            [
                ("""{"url":"ftp://a.example/","events":["*"]}""", "url"), ("""{"url":"https://u@a.example/","events":["*"]}""", "url"),
                ("""{"url":"https://a.example/","events":[]}""", "events"), ("""{"url":"https://a.example/"}""", "events"),
                ("""{"url":"https://a.example/","events":["reward.isued"]}""", "events[0]"),
                ("""{"url":"https://a.example/","events":["*"],"description":"a\nb"}""", "description"),
            ])
        {
            (await story.Shop.Post("/v1/webhook-endpoints", body)).ShouldBe(400).Body!["errors"]!.AsObject().ShouldContainKey(field);
        }

        var unknown = await story.Shop.Post("/v1/webhook-endpoints", """{"url":"https://a.example/","events":["reward.isued"]}""");
        (unknown.Text("code"), unknown.Text("detail")).ShouldBe(("unknown_event", "is no event that we know; did you mean reward.issued?"));
        var made = await Endpoint(story.Shop, receiver.Url, "reward.*");
        var address = "/v1/webhook-endpoints/" + made.Text("id");
        var changed = (await story.Shop.Patch(address, """{"events":["advocate.updated","advocate.updated"],"description":" Till ","enabled":false}""")).ShouldBe(200);
        changed["events"]!.ToJsonString().ShouldBe("""["advocate.updated"]""");
        (changed.Text("description"), changed.Text("disabledReason"), changed["enabled"]!.GetValue<bool>()).ShouldBe(("Till", "by_hand", false));
        await Rename(story.Shop, story.Anna, "Anna 1");
        await Rename(story.Shop, story.Anna, "Anna 2");
        await Deliver(story.Shop);
        receiver.Calls.ShouldBeEmpty();
        (await Show(story.Shop, made)).Number("waiting").ShouldBe(2);
        var waiting = (await Deliveries(story.Shop, made, "?status=pending&limit=1")).ShouldHaveSingleItem();
        (await story.Shop.Post($"{address}/deliveries/{waiting["id"]}/retry")).ShouldRefuse(409, "endpoint_disabled");
        (await story.Shop.Post(address + "/replay", """{"since":"2026-03-01T09:00:00Z"}""")).ShouldRefuse(409, "endpoint_disabled");

        (await story.Shop.Patch(address, """{"description":null,"enabled":true}""")).ShouldBe(200).Body!["description"].ShouldBeNull();
        await Deliver(story.Shop);
        receiver.Calls.Select(call => call.Headers["webhook-id"]).ShouldBe((await Journal(story.Shop, "advocate.updated")).Select(one => one.Id));
        for (var one = 1; one < 20; one++)
        {
            await Endpoint(story.Shop, "https://shop.example/" + one);
        }

        (await story.Shop.Post("/v1/webhook-endpoints", """{"url":"https://a.example/","events":["*"]}""")).ShouldRefuse(409, "too_many_endpoints");
        (await story.Shop.Get("/v1/webhook-endpoints?limit=19"))["next"].ShouldNotBeNull();
        (await story.Shop.Delete(address)).ShouldBe(204);
        (await story.Shop.Get(address)).ShouldRefuse(404, "not_found");
        (await story.Shop.Delete(address)).ShouldRefuse(404, "not_found");
        await Rename(story.Shop, story.Anna, "Anna 3");
        await Node.RunDue(story.Shop.Id);
        receiver.Calls.Count.ShouldBe(2);
        (await Node.Database.For(story.Shop.Id).First<long>(
            "SELECT count(*) FROM webhook_deliveries d WHERE d.shop_id = @shop AND NOT EXISTS (SELECT 1 FROM webhook_endpoints e WHERE e.shop_id = @shop AND e.endpoint_id = d.endpoint_id)"))
            .ShouldBe(0);
    }
}

public sealed class WebhookEndpointsJourneyOnSqlite(PostgresFixture postgres) : WebhookEndpointsJourney(TestEngine.Sqlite, postgres);

public sealed class WebhookEndpointsJourneyOnPostgres(PostgresFixture postgres) : WebhookEndpointsJourney(TestEngine.Postgres, postgres);
