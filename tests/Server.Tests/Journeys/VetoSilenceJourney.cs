using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>The shop's own system says nothing, nothing to the point, or too late: then is done what the shop wants.</summary>
public abstract class VetoSilenceJourney(TestEngine engine, PostgresFixture postgres) : VetoStory(engine, postgres)
{
    private static readonly TimeSpan NoRetryYet = TimeSpan.FromSeconds(7.9);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(12.1);

    [Theory]
    [InlineData("wait", "pending", "ordered")]
    [InlineData("approve", "approved", "hold_over")]
    [InlineData("review", "in_review", "veto")]
    [InlineData("reject", "rejected", "vetoed")]
    public async Task Nobody_answers_and_what_the_shop_wants_then_is_done(string onSilence, string status, string reason)
    {
        var story = await Given();
        await SetVeto(story, await Receiver.DeadAddress(), $$""" "attempts": 2, "onSilence": "{{onSilence}}" """);
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
        await SetVeto(story, await Receiver.DeadAddress(), """ "attempts": 1""");
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
        await SetVeto(byHand, await Receiver.DeadAddress(), """ "attempts": 1""");
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
        Clock.Now += TimeSpan.FromMinutes(3);
        await Node.RunOutside(story.Shop.Id);
        (await again.Get($"/v1/referrals/{id}")).Text("status").ShouldBe("approved");
        receiver.Calls.Count.ShouldBe(3);
        receiver.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count().ShouldBe(1);
        hangs.SetResult();
    }

    [Fact]
    public async Task Without_the_veto_what_waited_for_it_is_released()
    {
        var story = await Given();
        await SetVeto(story, await Receiver.DeadAddress(), """ "attempts": 1""");
        var id = await Due(story);
        await Node.RunOutside(story.Shop.Id);
        (await story.Shop.Patch("/v1/shop", """{"veto":null}""")).ShouldBe(200).Body!["veto"].ShouldBeNull();
        await Node.RunDue(story.Shop.Id);
        await story.Shop.At("2026-06-02T00:00:00Z");
        (await Status(story, id)).ShouldBe("approved");
        (await SilentNotices(story)).ShouldBe(0);
    }
}

public sealed class VetoSilenceJourneyOnSqlite(PostgresFixture postgres) : VetoSilenceJourney(TestEngine.Sqlite, postgres);

public sealed class VetoSilenceJourneyOnPostgres(PostgresFixture postgres) : VetoSilenceJourney(TestEngine.Postgres, postgres);
