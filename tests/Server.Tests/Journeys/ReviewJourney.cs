using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Cases before a person: decided, taken back, asked about, forgotten, appealed.</summary>
public abstract class ReviewJourney(TestEngine engine, PostgresFixture postgres) : ReviewStory(engine, postgres)
{
    private const string Labelled = "SELECT CAST(count(*) AS bigint) FROM screening_labels WHERE shop_id = @shop AND is_abuse = @isAbuse";

    // Every order is looked at by a person: so a case is one order away.
    private const string Looked = """
        {"friendReward": null, "hold": {"days": 10, "from": "placed", "assumedDeliveryDays": 0, "graceDays": 0},
         "limits": {"perAdvocate": null, "budget": null}, "screening": {"holdAt": 0, "reviewAt": 0, "rejectAt": 80}}
        """;

    [Fact]
    public async Task A_case_is_approved_taken_back_and_rejected_and_the_money_follows()
    {
        var (story, id) = await InReview();
        var shop = story.Shop;
        (await shop.Post($"/v1/referrals/{id}/approve", """{"reason":"I know both"}""")).ShouldBe(200);
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await Labels(story, false)).ShouldBe(1);

        (await shop.Post($"/v1/referrals/{id}/reopen", """{"reason":"a slip of the hand"}""")).Text("status").ShouldBe("in_review");
        (await story.Balance()).Number("available").ShouldBe(0);
        (await story.Balance()).Number("pending").ShouldBe(1500);
        (await Labels(story, false)).ShouldBe(0);

        (await shop.Post($"/v1/referrals/{id}/reject", """{"reason":"it is one person"}""")).Text("status").ShouldBe("rejected");
        (await story.Balance()).Number("pending").ShouldBe(0);
        (await Labels(story, true)).ShouldBe(1);
        (await shop.Post($"/v1/referrals/{id}/reopen", """{"reason":"or not"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/approve", """{"reason":"it is not"}""")).ShouldBe(200);
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task An_approval_whose_money_was_spent_is_not_taken_back()
    {
        var (story, id) = await InReview();
        (await story.Shop.Post($"/v1/referrals/{id}/approve", """{"reason":"fine"}""")).ShouldBe(200);
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":100,"orderExternalId":"x"}""")).ShouldBe(201);
        (await story.Shop.Post($"/v1/referrals/{id}/reopen", """{"reason":"oh"}""")).ShouldRefuse(409, "money_has_left");
        (await story.Shop.Get($"/v1/referrals/{id}")).Text("status").ShouldBe("approved");
        (await story.Balance()).Number("available").ShouldBe(1400);
    }

    [Fact]
    public async Task A_friends_credit_that_was_used_keeps_the_approval_and_one_that_ran_out_is_not_given_again()
    {
        var (story, id) = await InReview("""{"friendReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 700}, "expiresAfterDays": 20}}""");
        var shop = story.Shop;
        (await shop.Post($"/v1/referrals/{id}/approve", """{"reason":"fine"}""")).ShouldBe(200);
        var friends = (await shop.Get($"/v1/rewards?referralId={id}")).Items.Single(reward => reward["recipient"]!.ToString() == "friend");
        (await shop.Post($"/v1/rewards/{friends["id"]}/redeem", """{"amount":300}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/reopen", """{"reason":"oh"}""")).ShouldRefuse(409, "money_has_left");

        var second = (await shop.Post("/v1/orders", Order("2", "second@example.com", story.Code))).Text("referralId");
        await shop.At("2026-03-25T00:00:00Z");
        (await shop.Post($"/v1/referrals/{second}/approve", """{"reason":"fine"}""")).ShouldBe(200);
        await shop.At("2026-04-20T00:00:00Z");
        (await shop.Post($"/v1/referrals/{second}/reopen", """{"reason":"oh"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{second}/approve", """{"reason":"fine after all"}""")).ShouldBe(200);
        var rewards = (await shop.Get($"/v1/rewards?referralId={second}")).Items;
        rewards.Where(reward => reward["recipient"]!.ToString() == "friend").Select(reward => reward["status"]!.ToString()).ShouldBe(["expired"]);
        (await story.Balance()).Number("available").ShouldBe(3000);
    }

    [Fact]
    public async Task Many_are_decided_at_once_and_one_that_cannot_be_spoils_none()
    {
        var (story, first) = await InReview();
        var second = (await story.Shop.Post("/v1/orders", Order("2", "second@example.com", story.Code))).Text("referralId");
        await story.Shop.At("2026-03-25T00:00:00Z");
        (await story.Shop.Post($"/v1/referrals/{first}/reject", """{"reason":"no"}""")).ShouldBe(200);
        var many = (await story.Shop.Post("/v1/referrals/decisions", $$"""
            {"ids":["{{first}}","{{second}}","ref_0000000000001"],"decision":"approve","reason":"all fine"}
            """)).ShouldBe(200);
        many.Number("decided").ShouldBe(1);
        many.Items.Select(item => item["code"]?.ToString()).ShouldBe(["referral_rejected", null, "not_found"]);
        (await story.Shop.Post("/v1/referrals/decisions", """{"ids":[],"decision":"approve","reason":"x"}""")).ShouldRefuse(400, "invalid_request");
    }

    [Fact]
    public async Task A_case_that_nobody_decides_reminds_ends_with_notice_and_can_be_appealed_once()
    {
        var (story, id) = await InReview();
        var shop = story.Shop;
        await shop.At("2026-03-21T00:00:00Z");
        (await Reminders(shop)).ShouldBe([3, 7]);
        await shop.At("2026-04-10T00:00:00Z");
        (await Reminders(shop)).ShouldBe([3, 7, 14]);
        (await shop.Get($"/v1/referrals/{id}")).Text("status").ShouldBe("in_review");
        await shop.At("2026-04-11T00:00:00Z");
        var ended = await shop.Get($"/v1/referrals/{id}");
        (ended.Text("status"), ended.Text("reason")).ShouldBe(("rejected", "review_expired"));
        (await story.Balance()).Number("pending").ShouldBe(0);

        var appealed = (await shop.Post($"/v1/referrals/{id}/appeal", """{"text":"Piotr is my neighbour."}""")).ShouldBe(200);
        (appealed.Text("status"), appealed.Text("reason")).ShouldBe(("in_review", "appeal"));
        appealed["timeline"]!.AsArray().Last()!["detail"]!.ToString().ShouldContain("Piotr is my neighbour.");
        (await story.Balance()).Number("pending").ShouldBe(1500);
        (await shop.Post($"/v1/referrals/{id}/reject", """{"reason":"still no"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/appeal", """{"text":"Again."}""")).ShouldRefuse(409, "appeal_not_possible");
    }

    [Fact]
    public async Task An_appeal_comes_too_late_after_sixty_days_and_an_open_case_has_none()
    {
        var (story, id) = await InReview();
        (await story.Shop.Post($"/v1/referrals/{id}/appeal", """{"text":"x"}""")).ShouldRefuse(409, "appeal_not_possible");
        (await story.Shop.Post($"/v1/referrals/{id}/reject", """{"reason":"no"}""")).ShouldBe(200);
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Shop.Post($"/v1/referrals/{id}/appeal", """{"text":"x"}""")).ShouldRefuse(409, "appeal_not_possible");
    }

    [Fact]
    public async Task The_advocate_is_asked_and_answers_once()
    {
        var (story, id) = await InReview();
        var shop = story.Shop;
        (await shop.Post($"/v1/referrals/{id}/answer", """{"answer":"Hm?"}""")).ShouldRefuse(409, "no_open_question");
        (await shop.Post($"/v1/referrals/{id}/ask", """{"question":"How do you know Piotr?"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/answer", """{"answer":"From school."}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/answer", """{"answer":"From work."}""")).ShouldRefuse(409, "no_open_question");
        (await shop.Post($"/v1/referrals/{id}/ask", """{"question":"Really?"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/ask", """{"question":" "}""")).ShouldRefuse(400, "invalid_request");
        (await shop.Post($"/v1/referrals/{id}/approve", """{"reason":"good answer"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/ask", """{"question":"And now?"}""")).ShouldRefuse(409, "referral_approved");
    }

    [Fact]
    public async Task Each_question_is_a_mail_of_its_own_also_before_the_first_is_answered()
    {
        var (story, id) = await InReview();
        var shop = story.Shop;
        (await shop.Post($"/v1/referrals/{id}/ask", """{"question":"How do you know Piotr?"}""")).ShouldBe(200);
        (await shop.Post($"/v1/referrals/{id}/ask", """{"question":"And since when?"}""")).ShouldBe(200);
        await Node.RunDue(shop.Id);
        var mails = (await shop.Get("/v1/messages?template=referral_question")).Items;
        var texts = new List<string>();
        foreach (var mail in mails)
        {
            texts.Add((await shop.Get($"/v1/messages/{mail["id"]}")).ShouldBe(200).Body!.ToJsonString());
        }

        texts.Count(text => text.Contains("How do you know Piotr?", StringComparison.Ordinal)).ShouldBe(1);
        texts.Count(text => text.Contains("And since when?", StringComparison.Ordinal)).ShouldBe(1);
        mails.Count.ShouldBe(2);
        (await shop.Get($"/v1/referrals/{id}"))["timeline"]!.AsArray().Last()!["detail"]!.ToString().ShouldContain("And since when?");
    }

    [Fact]
    public async Task What_an_order_cancelled_meanwhile_waited_for_is_off_the_desk()
    {
        var (story, id) = await InReview();
        (await story.Shop.Post("/v1/orders/1/events", """{"externalId":"x","type":"cancelled"}""")).ShouldBe(200);
        (await story.Shop.Get($"/v1/referrals/{id}")).Text("status").ShouldBe("cancelled");
        await story.Shop.At("2026-07-01T00:00:00Z");
        (await Reminders(story.Shop)).ShouldBeEmpty();
        (await Notices.ListOpen(Db(story))).ShouldAllBe(notice => notice.Kind != "referral_in_review");
    }

    private static async Task<IReadOnlyList<int>> Reminders(ShopClient shop) =>
        [.. (await shop.Get("/v1/events?limit=200")).Items.Where(e => e["type"]!.ToString() == "referral.review_reminded").Select(e => e["data"]!["days"]!.GetValue<int>())];

    private Task<long> Labels(Story story, bool isAbuse) => Db(story).First<long>(Labelled, new { IsAbuse = isAbuse });

    // Ordered on the first of March, looked at from the eleventh on.
    private async Task<(Story Story, string Referral)> InReview(string changes = "{}")
    {
        var program = JsonNode.Parse(Looked)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
        {
            program[name] = value?.DeepClone();
        }

        var story = await Given(Story.Program(program.ToJsonString()));
        var order = (await story.Shop.Post("/v1/orders", Order("1", "piotr@example.com", story.Code))).ShouldBe(201);
        await story.Shop.At("2026-03-12T00:00:00Z");
        (await story.Shop.Get($"/v1/referrals/{order.Text("referralId")}")).Text("status").ShouldBe("in_review");
        return (story, order.Text("referralId"));
    }
}

public sealed class ReviewJourneyOnSqlite(PostgresFixture postgres) : ReviewJourney(TestEngine.Sqlite, postgres);

public sealed class ReviewJourneyOnPostgres(PostgresFixture postgres) : ReviewJourney(TestEngine.Postgres, postgres);
