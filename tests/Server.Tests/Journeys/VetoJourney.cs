using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>The shop's own system is asked before a referral is approved: what it says is done, and its silence is what the shop wants.</summary>
public abstract class VetoJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private static readonly TimeSpan NoRetryYet = TimeSpan.FromSeconds(7.9);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(12.1);

    private readonly StillClock _clock = new();

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
        call.Headers["webhook-signature"].ShouldBe(Sign(secret, call));
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

    [Theory]
    [InlineData("wait", "pending", "ordered")]
    [InlineData("approve", "approved", "hold_over")]
    [InlineData("review", "in_review", "veto")]
    [InlineData("reject", "rejected", "vetoed")]
    public async Task Nobody_answers_and_what_the_shop_wants_then_is_done(string onSilence, string status, string reason)
    {
        var story = await Given();
        await SetVeto(story, await DeadAddress(), $$""" "attempts": 2, "onSilence": "{{onSilence}}" """);
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        (await Status(story, id)).ShouldBe("pending");
        (await Types(story, id)).ShouldNotContain("veto_silent");
        await Node.RunOutside(story.Shop.Id, FirstRetry);
        var after = await story.Shop.Get($"/v1/referrals/{id}");
        (after.Text("status"), after.Text("reason")).ShouldBe((status, reason));
        (await Detail(story, id, "veto_silent")).ShouldEndWith("it was asked 2 times. The last time: no connection.");
        (await SilentNotices(story)).ShouldBe(onSilence == "wait" ? 1 : 0);
    }

    [Fact]
    public async Task Silence_waits_until_it_is_asked_again_or_a_person_decides()
    {
        await using var receiver = await Receiver.Start();
        var story = await Given();
        await SetVeto(story, await DeadAddress(), """ "attempts": 1""");
        var id = await Due(story);
        (await story.Shop.Post("/v1/referrals/ref_0000000000000/ask-veto")).ShouldRefuse(404, "not_found");
        await Node.RunOutside(story.Shop.Id);
        (await SilentNotices(story)).ShouldBe(1);
        await SetVeto(story, receiver.Url);
        await story.Shop.At("2026-07-01T00:00:00Z");
        receiver.Calls.ShouldBeEmpty();

        (await story.Shop.Post($"/v1/referrals/{id}/ask-veto")).ShouldBe(200).Text("status").ShouldBe("pending");
        await Node.RunOutside(story.Shop.Id);
        (await Status(story, id)).ShouldBe("approved");
        (await SilentNotices(story)).ShouldBe(0);
        (await story.Shop.Post($"/v1/referrals/{id}/ask-veto")).ShouldRefuse(409, "nobody_to_ask");

        var byHand = await Given();
        await SetVeto(byHand, await DeadAddress(), """ "attempts": 1""");
        var other = await Due(byHand);
        await Node.RunOutside(byHand.Shop.Id);
        (await byHand.Shop.Post($"/v1/referrals/{other}/approve", """{"reason":"asked by telephone"}""")).ShouldBe(200);
        (await SilentNotices(byHand)).ShouldBe(0);
    }

    [Theory]
    [InlineData(200, "approve")]
    [InlineData(200, "")]
    [InlineData(200, "[]")]
    [InlineData(200, """["approve"]""")]
    [InlineData(200, """{"decision":"Approve"}""")]
    [InlineData(200, """{"decision":true}""")]
    [InlineData(200, """{"decision":"\ud800"}""")]
    [InlineData(200, """{"decision":"approve"}{}""")]
    [InlineData(201, """{"decision":"approve"}""")]
    [InlineData(500, """{"decision":"approve"}""")]
    public async Task What_is_no_decision_is_silence(int status, string answer)
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http => Receiver.Answer(http, answer, status);
        var story = await Given();
        await SetVeto(story, receiver.Url, """ "attempts": 1, "onSilence": "review" """);
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        (await Status(story, id)).ShouldBe("in_review");
        (await Detail(story, id, "veto_silent")).ShouldEndWith(
            status == 200 ? "The last time: an answer without a decision." : $"The last time: an answer of status {status}.");
    }

    [Fact]
    public async Task An_answer_that_comes_when_all_is_decided_is_only_noted()
    {
        await using var receiver = await Receiver.Start();
        var answer = Gate(receiver, """{"decision":"approve"}""");
        var refunded = await Given();
        await SetVeto(refunded, receiver.Url);
        var first = await Due(refunded);
        await receiver.Arrival();
        (await refunded.Shop.Post("/v1/orders/1001/events", """{"externalId":"r","type":"refunded","amount":10000}""")).ShouldBe(200);
        answer.SetResult();
        await Node.RunOutside(refunded.Shop.Id);
        (await Status(refunded, first)).ShouldBe("cancelled");
        (await Detail(refunded, first, "veto_answered")).ShouldEndWith("nothing changes.");
        (await refunded.Balance()).Number("available").ShouldBe(0);

        var no = Gate(receiver, """{"decision":"reject"}""");
        var byHand = await Given();
        await SetVeto(byHand, receiver.Url);
        var second = await Due(byHand);
        await receiver.Arrival();
        (await byHand.Shop.Post($"/v1/referrals/{second}/approve", """{"reason":"in a hurry"}""")).ShouldBe(200);
        no.SetResult();
        await Node.RunOutside(byHand.Shop.Id);
        (await Status(byHand, second)).ShouldBe("approved");
        (await Detail(byHand, second, "veto_answered")).ShouldEndWith("nothing changes.");
    }

    [Fact]
    public async Task A_restart_between_two_attempts_forgets_nothing()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http => Receiver.Answer(http, "{}", 503);
        var story = await Given();
        await SetVeto(story, receiver.Url);
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id, NoRetryYet);
        receiver.Calls.Count.ShouldBe(1);

        await Restart();
        using var shop = story.Shop.At(Node);
        var hangs = Gate(receiver, "{}");
        var asking = Node.RunOutside(story.Shop.Id, FirstRetry);
        await receiver.Arrival();
        await receiver.Arrival();
        receiver.Answers = http => Receiver.Answer(http, """{"decision":"approve"}""");
        await Restart();
        using var again = story.Shop.At(Node);
        await asking;
        await Node.RunOutside(story.Shop.Id, FirstRetry);
        (await again.Get($"/v1/referrals/{id}")).Text("status").ShouldBe("pending");
        _clock.Now += TimeSpan.FromMinutes(3);
        await Node.RunOutside(story.Shop.Id);
        (await again.Get($"/v1/referrals/{id}")).Text("status").ShouldBe("approved");
        receiver.Calls.Count.ShouldBe(3);
        receiver.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        hangs.SetResult();
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
        call.Headers["webhook-signature"].ShouldBe(Sign(fresh, call) + " " + Sign(old, call));

        _clock.Now += TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1);
        await Due(story, "1002", "olga@example.com");
        await Node.RunOutside(story.Shop.Id);
        var later = receiver.Calls[^1];
        receiver.Calls.Count.ShouldBe(2);
        later.Headers["webhook-signature"].ShouldBe(Sign(fresh, later));
    }

    [Fact]
    public async Task Without_the_veto_what_waited_for_it_is_released()
    {
        var story = await Given();
        await SetVeto(story, await DeadAddress(), """ "attempts": 1""");
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        (await story.Shop.Patch("/v1/shop", """{"veto":null}""")).ShouldBe(200).Body!["veto"].ShouldBeNull();
        await Node.RunDue(story.Shop.Id);
        await story.Shop.At("2026-06-02T00:00:00Z");
        (await Status(story, id)).ShouldBe("approved");
        (await SilentNotices(story)).ShouldBe(0);
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

    protected override Task<TestNode> Start(TestSite site) => site.Start(_clock, allowPrivate: true);

    private static async Task<string> SetVeto(Story story, string url, string more = "")
    {
        var set = (await story.Shop.Patch("/v1/shop", $$"""{"veto":{"url":"{{url}}"{{(more.Length == 0 ? "" : "," + more)}} } }""")).ShouldBe(200);
        set.Text("veto.url").ShouldBe(url);
        return set["vetoSecret"]?.ToString() ?? "";
    }

    private static async Task<string> Order(Story story, string externalId, string email) => (await story.Shop.Post(
        "/v1/orders", Story.Order(externalId, $$"""{"couponCodes":["{{story.Code}}"],"customer":{"email":"{{email}}"} }"""))).ShouldBe(201).Text("referralId");

    // An order whose return window has just ended: what is asked travels in real time, and a clock that goes on would age its answer.
    private static async Task<string> Due(Story story, string externalId = "1001", string email = "piotr@example.com")
    {
        var id = await Order(story, externalId, email);
        await story.Shop.At((await story.Shop.Get($"/v1/referrals/{id}")).Text("holdUntil"));
        return id;
    }

    private static async Task<string> Status(Story story, string id) => (await story.Shop.Get($"/v1/referrals/{id}")).Text("status");

    private static async Task<IReadOnlyList<string>> Types(Story story, string id) =>
        [.. (await story.Shop.Get($"/v1/referrals/{id}"))["timeline"]!.AsArray().Select(entry => entry!["type"]!.ToString())];

    private static async Task<string> Detail(Story story, string id, string type) =>
        (await story.Shop.Get($"/v1/referrals/{id}"))["timeline"]!.AsArray().Single(entry => entry!["type"]!.ToString() == type)!["detail"]!.ToString();

    private async Task<int> SilentNotices(Story story) =>
        (await Notices.ListOpen(Node.Database.For(story.Shop.Id))).Count(notice => notice.Kind == "veto_silent");

    // Answers only when the test says so, and to all who wait.
    private static TaskCompletionSource Gate(Receiver receiver, string json)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        receiver.Answers = async http =>
        {
            await open.Task.WaitAsync(http.RequestAborted);
            await Receiver.Answer(http, json);
        };
        return open;
    }

    private static async Task<string> DeadAddress()
    {
        await using var receiver = await Receiver.Start();
        return receiver.Url;
    }

    // As the receiver's own library would.
    private static string Sign(string secret, ReceivedCall call)
    {
        var signed = $"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}";
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)), Encoding.UTF8.GetBytes(signed)));
    }
}

public sealed class VetoJourneyOnSqlite(PostgresFixture postgres) : VetoJourney(TestEngine.Sqlite, postgres);

public sealed class VetoJourneyOnPostgres(PostgresFixture postgres) : VetoJourney(TestEngine.Postgres, postgres);
