using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>The shop's own system is asked before a referral is approved, and what it says is done.</summary>
public abstract class VetoJourney(TestEngine engine, PostgresFixture postgres) : VetoStory(engine, postgres)
{
    [Fact]
    public async Task It_is_asked_by_a_signed_call_and_nothing_is_paid_before_it_approves()
    {
        await using var receiver = await Receiver.Start();
        var answer = Gate(receiver, """{"decision":"approve","reason":"a good customer"}""");
        var story = await Given();
        var secret = await SetVeto(story, receiver.Url);
        var id = await Due(story);
        await receiver.Arrival();
        (await Status(story, id)).ShouldBe("pending");
        (await Types(story, id)).ShouldContain("veto_asked");
        (await story.Balance()).Number("available").ShouldBe(0);

        answer.SetResult();
        await Node.RunOutside(story.Shop.Id);
        (await Status(story, id)).ShouldBe("approved");
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await Detail(story, id, "veto_answered")).ShouldContain("(a good customer)");
        var call = receiver.Calls.ShouldHaveSingleItem();
        call.Headers["content-type"].ShouldStartWith("application/json");
        call.Headers["webhook-signature"].ShouldBe(Receiver.Sign(secret, call));
        var body = JsonNode.Parse(call.Body)!;
        body["type"]!.ToString().ShouldBe("referral.approval_requested");
        body["id"]!.ToString().ShouldBe(call.Headers["webhook-id"]);
        body["referral"]!["id"]!.ToString().ShouldBe(id);
        body["referral"]!["status"]!.ToString().ShouldBe("pending");
        body["rewards"]!.AsArray().Single(r => r!["recipient"]!.ToString() == "advocate")!["amount"]!.GetValue<long>().ShouldBe(1500);
    }

    [Fact]
    public async Task It_says_no_and_nothing_is_paid()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http => Receiver.Answer(http, $$"""{"decision":"reject","reason":"{{new string('x', 299)}}\u0001{{new string('y', 50)}}"}""");
        var story = await Given();
        await SetVeto(story, receiver.Url);
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        var rejected = await story.Shop.Get($"/v1/referrals/{id}");
        (rejected.Text("status"), rejected.Text("reason")).ShouldBe(("rejected", "vetoed"));
        (await Detail(story, id, "veto_answered")).ShouldContain($"({new string('x', 299)} )");
        var balance = await story.Balance();
        (balance.Number("available"), balance.Number("pending")).ShouldBe((0, 0));
    }

    [Fact]
    public async Task It_asks_for_a_person_and_is_not_asked_when_that_person_approves()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http => Receiver.Answer(http, """{"decision":"review"}""");
        var story = await Given();
        await SetVeto(story, receiver.Url);
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        var review = await story.Shop.Get($"/v1/referrals/{id}");
        (review.Text("status"), review.Text("reason")).ShouldBe(("in_review", "veto"));
        (await story.Shop.Post($"/v1/referrals/{id}/approve", """{"reason":"looked at"}""")).ShouldBe(200).Text("status").ShouldBe("approved");
        await Node.RunOutside(story.Shop.Id);
        receiver.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_nobody_else_and_is_asked_four_times_at_once_at_most()
    {
        await using var slow = await Receiver.Start();
        await using var quick = await Receiver.Start();
        var answer = Gate(slow, """{"decision":"approve"}""");
        var held = await Given();
        await SetVeto(held, slow.Url, """ "timeoutSeconds": 30""");
        for (var friend = 1; friend < 6; friend++)
        {
            await Order(held, $"s{friend}", $"friend{friend}@example.com");
        }

        await Due(held);
        for (var i = 0; i < 4; i++)
        {
            await slow.Arrival();
        }

        var other = await Given();
        await SetVeto(other, quick.Url);
        var id = await Due(other);
        await Node.RunOutside(other.Shop.Id);
        (await Status(other, id)).ShouldBe("approved");
        (await held.Shop.Get("/v1/referrals?status=approved")).Items.ShouldBeEmpty();

        answer.SetResult();
        await Node.RunOutside(held.Shop.Id);
        (await held.Shop.Get("/v1/referrals?status=approved")).Items.Count.ShouldBe(6);
        slow.MostAtOnce.ShouldBe(4);
    }

    [Fact]
    public async Task A_new_secret_is_valid_beside_the_old_one_for_a_day()
    {
        await using var receiver = await Receiver.Start();
        var story = await Given();
        (await story.Shop.Post("/v1/shop/veto-secret")).ShouldRefuse(409, "no_veto");
        var old = await SetVeto(story, receiver.Url);
        var fresh = (await story.Shop.Post("/v1/shop/veto-secret")).ShouldBe(200).Text("secret");
        fresh.ShouldStartWith("whsec_");
        fresh.ShouldNotBe(old);
        await Due(story);
        await Node.RunOutside(story.Shop.Id);
        var call = receiver.Calls.ShouldHaveSingleItem();
        call.Headers["webhook-signature"].ShouldBe(Receiver.Sign(fresh, call) + " " + Receiver.Sign(old, call));

        Clock.Now += TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);
        await Due(story, "1002", "olga@example.com");
        await Node.RunOutside(story.Shop.Id);
        var later = receiver.Calls[^1];
        receiver.Calls.Count.ShouldBe(2);
        later.Headers["webhook-signature"].ShouldBe(Receiver.Sign(fresh, later));
    }

    [Fact]
    public async Task The_settings_are_checked_and_the_secret_is_shown_once()
    {
        var story = await Given();
        foreach (var (veto, field) in ((string, string)[])
            [
                ("""{"url":"ftp://shop.example/"}""", "veto.url"), ("""{"url":"https://user@shop.example/"}""", "veto.url"),
                ("""{"url":"https://shop.example/","timeoutSeconds":0}""", "veto.timeoutSeconds"),
                ("""{"url":"https://shop.example/","timeoutSeconds":31}""", "veto.timeoutSeconds"),
                ("""{"url":"https://shop.example/","attempts":11}""", "veto.attempts"),
            ])
        {
            (await story.Shop.Patch("/v1/shop", $$"""{"veto":{{veto}}}""")).ShouldBe(400).Body!["errors"]!.AsObject().ShouldContainKey(field);
        }

        (await story.Shop.Patch("/v1/shop", """{"veto":{"timeoutSeconds":3}}""")).ShouldBe(400);
        await SetVeto(story, "https://shop.example/veto");
        var shown = (await story.Shop.Get("/v1/shop")).ShouldBe(200);
        shown.Body!["veto"]!.ToJsonString().ShouldBe("""{"url":"https://shop.example/veto","timeoutSeconds":5,"attempts":5,"onSilence":"wait"}""");
        shown.Body["vetoSecret"].ShouldBeNull();

        await using var careful = await Site.Start();
        using var shop = story.Shop.At(careful);
        (await shop.Patch("/v1/shop", """{"veto":{"url":"http://shop.example/"}}""")).ShouldBe(400);
        (await shop.Patch("/v1/shop", """{"veto":{"url":"https://192.168.0.1/"}}""")).ShouldBe(400);
        (await shop.Patch("/v1/shop", """{"veto":{"url":"https://shop.example:8443/"}}""")).ShouldBe(200);
    }
}

public sealed class VetoJourneyOnSqlite(PostgresFixture postgres) : VetoJourney(TestEngine.Sqlite, postgres);

public sealed class VetoJourneyOnPostgres(PostgresFixture postgres) : VetoJourney(TestEngine.Postgres, postgres);
