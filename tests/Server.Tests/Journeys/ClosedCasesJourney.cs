using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What becomes of a case that is closed: its order may still be credited to somebody else, and what was given stays given.</summary>
public abstract class ClosedCasesJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Theory]
    [InlineData("cancelled", "order_cancelled")]
    [InlineData("refunded", "order_refunded")]
    public async Task A_closed_order_credited_to_another_advocate_has_a_case_closed_for_the_same_reason(string happened, string reason)
    {
        var (story, anna, ben) = await Ordered();
        (await story.Shop.Post("/v1/orders/1/events", $$"""{"externalId":"e","type":"{{happened}}"}""")).ShouldBe(200);
        (await Referral(story, anna)).ShouldBe(("cancelled", reason));

        var credited = (await Credit(story, ben)).ShouldBe(200);
        credited.Text("attribution.advocateId").ShouldBe(ben);
        credited.Text("referralId").ShouldNotBe(anna);
        (await Referral(story, credited.Text("referralId"))).ShouldBe(("cancelled", reason));
        (await Referral(story, anna)).ShouldBe(("cancelled", "attribution_changed"));
        (await story.Shop.Get("/v1/rewards")).Items.ShouldAllBe(reward => reward["status"]!.ToString() == "revoked");

        // And back again, and to nobody, and to somebody.
        (await Credit(story, story.Anna)).ShouldBe(200).Text("attribution.advocateId").ShouldBe(story.Anna);
        (await Credit(story, null)).ShouldBe(200)["attribution"]!["advocateId"].ShouldBeNull();
        (await Credit(story, ben)).ShouldBe(200).Text("attribution.advocateId").ShouldBe(ben);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_rejected_order_credited_to_another_advocate_is_theirs_and_waits_to_be_paid()
    {
        var (story, anna, ben) = await Ordered();
        (await story.Shop.Post($"/v1/referrals/{anna}/reject", """{"reason":"it is one person"}""")).ShouldBe(200);

        var credited = (await Credit(story, ben)).ShouldBe(200);
        credited.Text("attribution.advocateId").ShouldBe(ben);
        credited["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeTrue();
        (await Referral(story, credited.Text("referralId"))).ShouldBe(("pending", "ordered"));
        (await Referral(story, anna)).ShouldBe(("cancelled", "attribution_changed"));
        (await story.Shop.Post($"/v1/referrals/{anna}/reopen", """{"reason":"or not"}""")).ShouldRefuse(409, "referral_cancelled");

        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(0);
        (await story.Shop.Get($"/v1/advocates/{ben}/balance")).Number("available").ShouldBe(1500);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task Whom_a_cancelled_order_names_later_does_not_bring_the_order_down()
    {
        var (story, anna, ben) = await Ordered();
        var code = (await story.Shop.Get($"/v1/advocates/{ben}")).ShouldBe(200).Text("code");
        (await story.Shop.Post("/v1/orders/1/events", """{"externalId":"e","type":"cancelled"}""")).ShouldBe(200);
        (await story.Shop.Post("/v1/orders", $$"""{"externalId":"1","couponCodes":["{{code}}"]}""")).ShouldBe(200)
            .Text("attribution.advocateId").ShouldBe(ben);
        (await Referral(story, anna)).ShouldBe(("cancelled", "attribution_changed"));
    }

    [Fact]
    public async Task What_a_person_rejected_is_not_paid_because_the_order_names_somebody_else()
    {
        var (story, anna, ben) = await Ordered();
        var code = (await story.Shop.Get($"/v1/advocates/{ben}")).ShouldBe(200).Text("code");
        (await story.Shop.Post($"/v1/referrals/{anna}/reject", """{"reason":"it is one person"}""")).ShouldBe(200);
        (await story.Shop.Post("/v1/orders", $$"""{"externalId":"1","couponCodes":["{{code}}"]}""")).ShouldBe(200);
        (await Referral(story, anna)).ShouldBe(("rejected", "rejected_by_hand"));
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Shop.Get($"/v1/advocates/{ben}/balance")).Number("available").ShouldBe(0);
    }

    [Fact]
    public async Task What_was_taken_off_at_the_till_stays_a_cost_when_the_case_is_rejected_and_goes_with_the_order()
    {
        var story = await Given();
        var order = (await story.Shop.Post("/v1/orders", Story.Order(
            "1", $$"""{"couponCodes": ["{{story.Code}}"], "discount": 1500, "total": 8500}"""))).ShouldBe(201);
        var referral = order.Text("referralId");
        (await Friends(story, referral)).ShouldBe("redeemed");
        (await Sum(story, "expense")).ShouldBe(3000);

        (await story.Shop.Post($"/v1/referrals/{referral}/reject", """{"reason":"it is one person"}""")).ShouldBe(200);
        (await Friends(story, referral)).ShouldBe("redeemed");
        (await Sum(story, "expense")).ShouldBe(1500);

        // Looked at again, and rejected again, it is the same money still.
        (await story.Shop.Post($"/v1/referrals/{referral}/reopen", """{"reason":"or not"}""")).ShouldBe(200);
        (await Friends(story, referral)).ShouldBe("redeemed");
        (await Sum(story, "expense")).ShouldBe(3000);
        (await story.Shop.Post($"/v1/referrals/{referral}/reject", """{"reason":"yes it is"}""")).ShouldBe(200);
        (await Sum(story, "expense")).ShouldBe(1500);

        (await story.Shop.Post("/v1/orders/1/events", """{"externalId":"e","type":"cancelled"}""")).ShouldBe(200);
        (await Friends(story, referral)).ShouldBe("revoked");
        (await Sum(story, "expense")).ShouldBe(0);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    // Piotr's order by Anna's code; Ben is there too.
    private async Task<(Story Story, string Referral, string Ben)> Ordered()
    {
        var story = await Given(Story.Program("""{"friendReward": null}"""));
        var ben = (await story.Shop.Post("/v1/advocates", """{"email":"ben@example.com","name":"Ben Kowal","externalId":"c-ben"}""")).ShouldBe(201);
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1", $$"""{"couponCodes": ["{{story.Code}}"]}"""))).ShouldBe(201);
        return (story, order.Text("referralId"), ben.Text("id"));
    }

    private static Task<Answer> Credit(Story story, string? advocate) => story.Shop.Post(
        "/v1/orders/1/attribution", $$"""{"advocateId":{{(advocate is null ? "null" : $"\"{advocate}\"")}},"reason":"asked by mail"}""");

    private static async Task<(string Status, string Reason)> Referral(Story story, string id)
    {
        var referral = (await story.Shop.Get($"/v1/referrals/{id}")).ShouldBe(200);
        return (referral.Text("status"), referral.Text("reason"));
    }

    private static async Task<string> Friends(Story story, string referral) =>
        (await story.Shop.Get($"/v1/rewards?referralId={referral}")).Items
            .Single(reward => reward["recipient"]!.ToString() == "friend")["status"]!.ToString();

    private static async Task<long> Sum(Story story, string account) =>
        (await story.Shop.Get("/v1/ledger/accounts?limit=200")).ShouldBe(200).Items
            .Where(line => line["account"]!.ToString() == account).Sum(line => line["balance"]!.GetValue<long>());
}

public sealed class ClosedCasesJourneyOnSqlite(PostgresFixture postgres) : ClosedCasesJourney(TestEngine.Sqlite, postgres);

public sealed class ClosedCasesJourneyOnPostgres(PostgresFixture postgres) : ClosedCasesJourney(TestEngine.Postgres, postgres);
