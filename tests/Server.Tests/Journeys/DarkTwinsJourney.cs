using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>The same story where something goes wrong, and what Screening and Rewards then do.</summary>
public abstract class DarkTwinsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Percent10 = """
        {"advocateReward": {"kind": "store_credit", "value": {"type": "percent", "percent": 10}}, "friendReward": null}
        """;

    [Fact]
    public async Task A_refund_before_the_release_pays_nobody()
    {
        var story = await Ordered();
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"rf-1","type":"refunded"}""")).Text("status").ShouldBe("refunded");
        var referral = await Referral(story);
        referral.Text("status").ShouldBe("cancelled");
        referral.Text("reason").ShouldBe("order_refunded");
        (await story.Balance()).Number("pending").ShouldBe(0);
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(0);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refund_after_the_release_takes_the_reward_back_and_leaves_a_debt_where_it_was_spent()
    {
        var story = await Ordered();
        await story.Shop.At("2026-05-01T00:00:00Z");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":1000}""")).ShouldBe(201);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"rf-1","type":"refunded"}""")).ShouldBe(200);
        var balance = await story.Balance();
        balance.Number("available").ShouldBe(0);
        balance.Number("receivable").ShouldBe(1000);
        (await Referral(story)).Text("status").ShouldBe("cancelled");
        (await story.LedgerSumsToZero()).ShouldBeTrue();

        // The debt is netted against the next reward, never charged.
        (await story.Shop.Post("/v1/orders", Story.Order("1002", """{"customer": {"externalId": "c-ewa", "email": "ewa@example.com"}, "couponCodes": ["CODE"]}""".Replace("CODE", story.Code)))).ShouldBe(201);
        await story.Shop.At("2026-07-01T00:00:00Z");
        balance = await story.Balance();
        balance.Number("receivable").ShouldBe(0);
        balance.Number("available").ShouldBe(500);
    }

    [Theory]
    [InlineData(new long[] { 2500, 2500, 2000 })]
    [InlineData(new long[] { 2000, 2500, 2500 })]
    [InlineData(new long[] { 7000 })]
    public async Task Partial_refunds_end_in_the_same_state_in_any_order(long[] refunds)
    {
        var story = await Ordered(Percent10);
        await story.Shop.At("2026-05-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(1000);
        for (var i = 0; i < refunds.Length; i++)
        {
            (await story.Shop.Post("/v1/orders/1001/events", $$"""{"externalId":"rf-{{i}}","type":"refunded","amount":{{refunds[i]}}}""")).ShouldBe(200);
        }

        (await story.Balance()).Number("available").ShouldBe(300);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_cancelled_order_pays_nobody_and_gives_the_coupon_back()
    {
        var story = await Given();
        var coupon = (await story.Claim()).Text("couponCode");
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"discount": 1500, "total": 8500, "couponCodes": ["{{coupon}}"]}"""))).ShouldBe(201);
        (await story.Shop.Get($"/v1/coupons/{coupon}")).Text("reason").ShouldBe("coupon_redeemed");
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"c-1","type":"cancelled"}""")).Text("status").ShouldBe("cancelled");
        (await Referral(story)).Text("reason").ShouldBe("order_cancelled");
        (await story.Balance()).Number("pending").ShouldBe(0);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task An_order_below_the_minimum_is_attributed_and_not_rewarded_until_it_grows()
    {
        var story = await Given(Story.Program("""{"qualification": {"minimumSubtotal": 5000}}"""));
        var visit = await story.Shop.Follow(story.Link);
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"subtotal": 4999, "total": 4999, "clickId": "{{visit.ClickId}}"}"""))).ShouldBe(201);
        order.Text("attribution.outcome").ShouldBe("attributed");
        order["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeFalse();
        var referral = await Referral(story);
        referral.Text("status").ShouldBe("cancelled");
        referral.Text("reason").ShouldBe("below_minimum");

        (await story.Shop.Post("/v1/orders", """{"externalId":"1001","subtotal":5000,"total":5000}""")).ShouldBe(200)["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeTrue();
        (await Referral(story)).Text("status").ShouldBe("pending");
        (await story.Balance()).Number("pending").ShouldBe(1500);
    }

    [Fact]
    public async Task An_existing_customer_is_never_a_new_friend()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", Story.Order("900"))).Text("attribution.reason").ShouldBe("no_touch");
        var visit = await story.Shop.Follow(story.Link);
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId": "{{visit.ClickId}}"}"""))).ShouldBe(201);
        order.Text("attribution.outcome").ShouldBe("not_qualified");
        order.Text("attribution.reason").ShouldBe("existing_customer");
        order["referralId"].ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_refers_themselves()
    {
        var story = await Given();
        var visit = await story.Shop.Follow(story.Link);
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""
            {"clickId": "{{visit.ClickId}}", "customer": {"externalId": "c-anna", "email": "other@example.com"} }
            """))).ShouldBe(201);
        order.Text("attribution.reason").ShouldBe("self_referral");
        order["attribution"]!["flags"]!.AsArray().Select(f => f!.ToString()).ShouldBe(["self_referral_attempt"]);
    }

    [Fact]
    public async Task A_repeat_order_stays_locked_and_earns_only_where_the_program_says_so()
    {
        var story = await Ordered();
        var repeat = (await story.Shop.Post("/v1/orders", Story.Order("1002"))).ShouldBe(201);
        repeat.Text("attribution.reason").ShouldBe("locked_repeat_order");
        repeat.Text("attribution.advocateId").ShouldBe(story.Anna);
        repeat["referralId"].ShouldBeNull();

        var recurring = await Ordered("""{"qualification": {"orders": {"upTo": 2}}}""");
        var second = (await recurring.Shop.Post("/v1/orders", Story.Order("1002"))).ShouldBe(201);
        second["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeTrue();
        (await recurring.Shop.Get($"/v1/referrals/{second.Text("referralId")}")).Text("parentId").ShouldStartWith("ref_");
        var third = (await recurring.Shop.Post("/v1/orders", Story.Order("1003"))).ShouldBe(201);
        third["referralId"].ShouldBeNull();
    }

    [Fact]
    public async Task The_cap_of_a_month_leaves_no_reward_row_and_the_referral_says_why()
    {
        var story = await Given(Story.Program("""{"limits": {"perAdvocate": {"rewards": 1, "period": "month"}}, "friendReward": null}"""));
        (await Order(story, "1001", "piotr")).ShouldBe(201);
        var capped = (await Order(story, "1002", "ewa")).ShouldBe(201);
        capped.Text("attribution.outcome").ShouldBe("attributed");
        capped["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeFalse();
        var referral = await story.Shop.Get($"/v1/referrals/{capped.Text("referralId")}");
        referral.Text("reason").ShouldBe("cap_reached");
        referral["rewards"]!.AsArray().Count.ShouldBe(0);
        await story.Shop.At("2026-04-01T00:00:00Z");
        (await Order(story, "1003", "olga"))["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_spent_budget_cuts_the_last_reward_pauses_the_program_and_honours_what_was_promised()
    {
        var story = await Given(Story.Program("""{"limits": {"perAdvocate": null, "budget": 4000}, "friendReward": null}"""));
        (await Order(story, "1001", "piotr")).ShouldBe(201);
        (await Order(story, "1002", "ewa")).ShouldBe(201);
        (await story.Shop.Get($"/v1/programs/{story.ProgramId}")).Text("status").ShouldBe("active");
        var cut = (await Order(story, "1003", "olga")).ShouldBe(201);
        (await story.Shop.Get($"/v1/rewards?referralId={cut.Text("referralId")}")).Items.Single()["amount"]!.GetValue<long>().ShouldBe(1000);
        (await story.Shop.Get($"/v1/programs/{story.ProgramId}")).Text("status").ShouldBe("paused");
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(4000);
        (await story.Shop.Get("/v1/events?type=program.budget_spent")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Credit_expires_at_the_end_of_its_year_and_cannot_be_spent_after()
    {
        var story = await Ordered();
        await story.Shop.At("2027-06-01T00:00:00Z");
        var balance = await story.Balance();
        balance.Number("available").ShouldBe(0);
        balance.Number("expired").ShouldBe(1500);
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":1}""")).ShouldRefuse(409, "insufficient_balance");
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task Facts_in_any_order_and_twice_end_in_the_same_state()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"d-1","type":"delivered","occurredAt":"2026-03-01T08:00:00Z"}""")).ShouldBe(202);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"rf-1","type":"refunded","amount":2500}""")).ShouldBe(202);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"rf-1","type":"refunded","amount":2500}""")).ShouldBe(202);
        var order = Story.Order("1001", $$"""{"couponCodes": ["{{story.Code}}"]}""");
        (await story.Shop.Post("/v1/orders", order)).ShouldBe(201).Text("status").ShouldBe("delivered");
        (await story.Shop.Post("/v1/orders", order)).ShouldBe(200).Number("refundedTotal").ShouldBe(2500);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"d-1","type":"delivered"}""")).ShouldBe(200);
        (await story.Balance()).Number("pending").ShouldBe(1500);
        (await story.Shop.Get("/v1/referrals")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_friend_who_had_the_offer_with_the_order_does_not_get_it_again()
    {
        var story = await Given();
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes": ["{{story.Code}}"]}"""))).ShouldBe(201);
        (await Friends(story)).Single()["status"]!.ToString().ShouldBe("pending");
        (await story.Shop.Post($"/v1/coupons/{story.Code}/redeem", """{"orderExternalId":"1001"}""")).ShouldBe(200);
        (await story.Shop.Post("/v1/orders", """{"externalId":"1001","discount":1500,"total":8500}""")).ShouldBe(200);
        var had = (await Friends(story)).Single(r => r["status"]!.ToString() != "revoked");
        had["status"]!.ToString().ShouldBe("redeemed");
        had["amount"]!.GetValue<long>().ShouldBe(1500);
        (await story.Shop.Post("/v1/orders", """{"externalId":"1001","discount":1000,"total":9000}""")).ShouldBe(200);
        (await story.LedgerSumsToZero()).ShouldBeTrue();

        async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> Friends(Story of) =>
            [.. (await of.Shop.Get($"/v1/rewards?referralId={order.Text("referralId")}")).Items.Where(r => r["recipient"]!.ToString() == "friend")];
    }

    [Fact]
    public async Task Two_records_that_prove_to_be_one_person_share_one_cap_and_one_history()
    {
        var story = await Given(Story.Program("""{"friendReward": null, "limits": {"perAdvocate": {"rewards": 3, "period": "month"}}}"""));
        var twin = (await story.Shop.Post("/v1/advocates", """{"email":"anna.nowak@example.com","name":"Anna N."}""")).ShouldBe(201);
        (await Order(story, "1", "ewa")).ShouldBe(201);
        (await Order(story with { Code = twin.Text("code") }, "2", "jan")).ShouldBe(201);
        (await Order(story with { Code = twin.Text("code") }, "3", "ola")).ShouldBe(201);
        (await story.Shop.Post("/v1/orders/3/events", """{"externalId":"c","type":"cancelled"}""")).ShouldBe(200);
        (await story.Shop.Post($"/v1/advocates/{twin.Text("id")}/merge", $$"""{"into":"{{story.Anna}}"}""")).ShouldBe(200);
        var balance = await story.Balance();
        (balance.Number("pending"), balance.Number("revoked")).ShouldBe((3000, 1500));
        (await Order(story, "4", "iga")).ShouldBe(201)["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeTrue();
        (await Order(story, "5", "ula")).ShouldBe(201)["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBeFalse();
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_touched_before_a_pause_or_a_change_of_terms_keeps_its_worth_also_while_the_clock_stands()
    {
        var story = await Given();
        var visit = await story.Shop.Follow(story.Link);
        (await story.Shop.Patch($"/v1/programs/{story.ProgramId}", """{"advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 100}}}""")).ShouldBe(200);
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/pause")).ShouldBe(200);
        var late = await story.Shop.Follow(story.Link);
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId": "{{visit.ClickId}}"}"""))).ShouldBe(201).Text("attribution.reason").ShouldBe("last_click");
        (await story.Balance()).Number("pending").ShouldBe(1500);
        (await story.Shop.Post("/v1/orders", Story.Order("1002", $$"""{"clickId": "{{late.ClickId}}", "customer": {"email": "ewa@example.com"} }"""))).ShouldBe(201)
            .Text("attribution.reason").ShouldBe("program_inactive");
    }

    private static Task<Answer> Order(Story story, string id, string friend) => story.Shop.Post(
        "/v1/orders", Story.Order(id, $$"""{"couponCodes": ["{{story.Code}}"], "customer": {"externalId": "c-{{friend}}", "email": "{{friend}}@example.com"} }"""));

    private async Task<Story> Ordered(string program = "{}")
    {
        var story = await Given(Story.Program(program));
        var visit = await story.Shop.Follow(story.Link);
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId": "{{visit.ClickId}}"}"""))).ShouldBe(201).Text("referralId").ShouldStartWith("ref_");
        return story;
    }

    private static async Task<Answer> Referral(Story story) =>
        (await story.Shop.Get($"/v1/referrals/{(await story.Shop.Get("/v1/referrals?orderId=1001")).Items.Single()["id"]}")).ShouldBe(200);
}

public sealed class DarkTwinsJourneyOnSqlite(PostgresFixture postgres) : DarkTwinsJourney(TestEngine.Sqlite, postgres);

public sealed class DarkTwinsJourneyOnPostgres(PostgresFixture postgres) : DarkTwinsJourney(TestEngine.Postgres, postgres);
