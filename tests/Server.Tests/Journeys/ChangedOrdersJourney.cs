using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Orders, coupons and programs that change after they were told: each time the state is that of all facts together.</summary>
public abstract class ChangedOrdersJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string OnlyAdvocate = """{"friendReward": null}""";

    [Theory]
    [InlineData("""{"friendReward": null, "hold": {"from": "placed", "days": 10, "graceDays": 0, "assumedDeliveryDays": 0}}""", "fulfilled")]
    [InlineData("""{"friendReward": null, "hold": {"from": "delivered", "days": 10, "graceDays": 0, "assumedDeliveryDays": 0}}""", "delivered")]
    public async Task Nothing_is_paid_for_an_order_that_is_not_paid(string program, string step)
    {
        var story = await Given(Story.Program(program));
        (await Order(story, "1", """{"status": "pending"}""")).ShouldBe(201);
        (await Event(story, "1", $$"""{"externalId":"s","type":"{{step}}"}""")).ShouldBe(200);
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Balance()).Number("pending").ShouldBe(1500);
        (await Event(story, "1", """{"externalId":"p","type":"paid"}""")).ShouldBe(200);
        await story.Shop.At("2026-07-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(1500);
    }

    [Fact]
    public async Task Credit_spent_for_an_order_comes_back_when_that_order_is_cancelled()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await story.Shop.At("2026-05-01T00:00:00Z");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":900,"orderExternalId":"2001"}""")).ShouldBe(201);
        (await story.Shop.Post("/v1/orders", Story.Order("2001", """{"customer":{"externalId":"c-anna","email":"anna@example.com"} }"""))).ShouldBe(201);
        (await story.Balance()).Number("available").ShouldBe(600);
        (await story.Shop.Post("/v1/orders/2001/events", """{"externalId":"x","type":"cancelled"}""")).ShouldBe(200);
        (await story.Shop.Post("/v1/orders/2001/events", """{"externalId":"x","type":"cancelled"}""")).ShouldBe(200);
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await story.Balance()).Number("redeemed").ShouldBe(0);
    }

    [Fact]
    public async Task Money_that_a_bank_took_back_undoes_what_a_refund_undoes()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await story.Shop.At("2026-05-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"cb","type":"charged_back","amount":10000}""")).ShouldBe(200).Text("status").ShouldBe("refunded");
        (await story.Balance()).Number("available").ShouldBe(0);
        (await story.Shop.Get("/v1/referrals")).Items.Single()["status"]!.ToString().ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_friends_coupon_is_not_redeemed_for_another_persons_order()
    {
        var story = await Given();
        var coupon = (await story.Claim()).Text("couponCode");
        var strange = Story.Order("9001", """{"customer":{"externalId":"c-x","email":"stranger@example.com"} }""");
        (await story.Shop.Post("/v1/orders", strange)).ShouldBe(201);
        (await story.Shop.Post($"/v1/coupons/{coupon}/redeem", """{"orderExternalId":"9001"}""")).ShouldRefuse(409, "coupon_bound");
        (await story.Shop.Post("/v1/orders", Story.Order("9002"))).ShouldBe(201);
        (await story.Shop.Post($"/v1/coupons/{coupon}/redeem", """{"orderExternalId":"9002"}""")).ShouldBe(200);
    }

    [Fact]
    public async Task A_reward_follows_the_order_over_its_minimum_and_back()
    {
        var story = await Given(Story.Program("""
            {"friendReward": null, "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}, "minimumSubtotal": 5000}}
            """));
        foreach (var (total, pending) in new[] { (4000, 0), (6000, 1500), (4000, 0), (9000, 1500) })
        {
            var order = await Order(story, "1", $$"""{"subtotal": {{total}}, "total": {{total}}}""");
            order["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBe(pending > 0);
            (await story.Balance()).Number("pending").ShouldBe(pending);
        }

        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Balance()).Number("available").ShouldBe(1500);
    }

    [Fact]
    public async Task A_reward_that_a_person_revoked_does_not_come_back_with_a_larger_order()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        (await Order(story, "1")).ShouldBe(201);
        var reward = (await story.Shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single();
        (await story.Shop.Post($"/v1/rewards/{reward["id"]}/revoke", """{"reason":"agreed by telephone"}""")).ShouldBe(200);
        (await Order(story, "1", """{"subtotal": 20000, "total": 20000}""")).ShouldBe(200);
        (await story.Balance()).Number("pending").ShouldBe(0);
    }

    [Fact]
    public async Task A_coupon_that_is_used_confirms_the_claim_it_was_given_for()
    {
        var story = await Given();
        var claim = (await story.Shop.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","consent":true}""", story.Shop.PublishableKey)).ShouldBe(201);
        (await story.Shop.Post($"/v1/coupons/{claim.Text("couponCode")}/redeem", """{"orderExternalId":"1"}""")).ShouldBe(200);
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1", """{"couponCodes": [], "discount": 1500, "total": 8500}"""))).ShouldBe(201);
        order.Text("attribution.via").ShouldBe("claim");
    }

    [Fact]
    public async Task The_amounts_of_an_approved_order_stay_fixed_after_a_refund()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        (await Order(story, "1")).ShouldBe(201);
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await Event(story, "1", """{"externalId":"rf","type":"refunded"}""")).ShouldBe(200);
        (await Order(story, "1", """{"subtotal": 20000, "total": 20000}""")).ShouldRefuse(409, "order_settled");
        (await story.Balance()).Number("pending").ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_who_is_blocked_is_paid_by_hand_either()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        var referral = (await Order(story, "1")).ShouldBe(201).Text("referralId");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/block")).ShouldBe(200);
        (await story.Shop.Post($"/v1/referrals/{referral}/approve", """{"reason":"a good one"}""")).ShouldRefuse(409, "advocate_blocked");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/unblock")).ShouldBe(200);
        (await story.Shop.Post($"/v1/referrals/{referral}/approve", """{"reason":"a good one"}""")).ShouldBe(200);
        var reward = (await story.Shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single()["id"];
        (await story.Shop.Post($"/v1/rewards/{reward}/redeem", "")).ShouldBe(200).Text("status").ShouldBe("redeemed");
    }

    [Fact]
    public async Task What_happened_in_a_pause_stays_so_though_the_clock_stands()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/pause")).ShouldBe(200);
        (await Order(story, "1")).Text("attribution.reason").ShouldBe("program_inactive");
        (await story.Shop.Post($"/v1/programs/{story.ProgramId}/activate")).ShouldBe(200);
        (await story.Shop.Post("/v1/orders", """{"externalId":"1","metadata":{"a":"b"}}""")).Text("attribution.reason").ShouldBe("program_inactive");
        (await Order(story, "2", """{"customer": {"email": "ewa@example.com"}}""")).Text("attribution.reason").ShouldBe("coupon_precedence");
    }

    [Fact]
    public async Task A_used_coupon_of_a_refunded_referral_does_not_come_back_to_life()
    {
        var story = await Given(Story.Program("""{"friendReward": null, "advocateReward": {"kind": "coupon", "value": {"type": "percent", "percent": 10}}}"""));
        (await Order(story, "1")).ShouldBe(201);
        await story.Shop.At("2026-06-01T00:00:00Z");
        var code = (await story.Shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single()["couponCode"]!.ToString();
        (await story.Shop.Post($"/v1/coupons/{code}/redeem", """{"orderExternalId":"anna-1"}""")).ShouldBe(200);
        (await Event(story, "1", """{"externalId":"rf","type":"refunded"}""")).ShouldBe(200);
        (await story.Shop.Post($"/v1/coupons/{code}/release", """{"orderExternalId":"anna-1"}""")).ShouldBe(200);
        (await story.Shop.Get($"/v1/coupons/{code}")).Text("reason").ShouldBe("coupon_revoked");
    }

    [Fact]
    public async Task What_was_spent_of_a_lot_is_owed_after_a_refund_though_its_rest_has_expired()
    {
        var story = await Given(Story.Program("""
            {"friendReward": null, "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}, "expiresAfterDays": 60}}
            """));
        (await Order(story, "1")).ShouldBe(201);
        await story.Shop.At("2026-04-10T00:00:00Z");
        (await Spend(story, 1000)).ShouldBe(201);
        await story.Shop.At("2026-08-01T00:00:00Z");
        (await story.Balance()).Number("expired").ShouldBe(500);
        (await Event(story, "1", """{"externalId":"rf","type":"refunded"}""")).ShouldBe(200);
        var balance = await story.Balance();
        (balance.Number("receivable"), balance.Number("available"), balance.Number("expired")).ShouldBe((1000, 0, 500));
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_released_after_a_refund_settles_the_refunded_reward_first()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        (await Order(story, "1")).ShouldBe(201);
        (await Order(story, "2", """{"customer": {"email": "ewa@example.com"}}""")).ShouldBe(201);
        await story.Shop.At("2026-06-01T00:00:00Z");
        var spent = (await Spend(story, 2000)).ShouldBe(201);
        (await Event(story, "2", """{"externalId":"rf","type":"refunded"}""")).ShouldBe(200);
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions/{spent.Text("id")}/release")).ShouldBe(200);
        var balance = await story.Balance();
        (balance.Number("receivable"), balance.Number("available")).ShouldBe((0, 1500));
        var rewards = (await story.Shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items;
        rewards.Select(reward => reward["status"]!.ToString()).ShouldBe(["revoked", "issued"]);
    }

    [Fact]
    public async Task A_lot_that_was_wholly_spent_and_wholly_refunded_is_revoked_by_its_release()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        (await Order(story, "1")).ShouldBe(201);
        await story.Shop.At("2026-06-01T00:00:00Z");
        var spent = (await Spend(story, 1500)).ShouldBe(201);
        (await Event(story, "1", """{"externalId":"rf","type":"refunded"}""")).ShouldBe(200);
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions/{spent.Text("id")}/release")).ShouldBe(200);
        (await story.Shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single()["status"]!.ToString().ShouldBe("revoked");
        (await story.Balance()).Number("receivable").ShouldBe(0);
    }

    [Fact]
    public async Task One_discount_is_one_friend_s_reward()
    {
        var story = await Given();
        var ben = (await story.Shop.Post("/v1/advocates", """{"email":"ben@example.com","name":"Ben"}""")).ShouldBe(201);
        var claim = (await story.Shop.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","consent":true}""")).ShouldBe(201);
        (await story.Shop.Post("/v1/orders", Story.Order("1", $$"""
            {"couponCodes": ["{{claim.Text("couponCode")}}", "{{ben.Text("code")}}"], "discount": 1500, "total": 8500}
            """))).ShouldBe(201);
        var friends = (await story.Shop.Get("/v1/rewards")).Items.Where(reward => reward["recipient"]!.ToString() == "friend" && reward["status"]!.ToString() == "redeemed");
        friends.Sum(reward => reward["amount"]!.GetValue<long>()).ShouldBe(1500);
    }

    [Fact]
    public async Task A_code_that_an_update_takes_off_the_order_can_be_used_again()
    {
        var story = await Given();
        var code = (await story.Shop.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","consent":true}""")).ShouldBe(201).Text("couponCode");
        (await story.Shop.Post("/v1/orders", Story.Order("1", $$"""{"couponCodes": ["{{code}}"], "discount": 1500, "total": 8500}"""))).ShouldBe(201);
        (await story.Shop.Get($"/v1/coupons/{code}")).Text("reason").ShouldBe("coupon_redeemed");
        (await story.Shop.Post("/v1/orders", """{"externalId":"1","couponCodes":[],"discount":0,"total":10000}""")).ShouldBe(200);
        (await story.Shop.Get($"/v1/coupons/{code}"))["valid"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_code_that_is_redeemed_for_an_order_is_no_second_offer()
    {
        var story = await Given();
        var order = (await Order(story, "1")).ShouldBe(201);
        (await story.Shop.Post($"/v1/coupons/{story.Code}/redeem", """{"orderExternalId":"1"}""")).ShouldBe(200);
        (await story.Shop.Get($"/v1/rewards?referralId={order.Text("referralId")}")).Items
            .Where(reward => reward["recipient"]!.ToString() == "friend").ShouldAllBe(reward => reward["status"]!.ToString() == "revoked");
    }

    [Fact]
    public async Task The_old_id_of_a_merged_advocate_answers_with_the_survivor_everywhere()
    {
        var story = await Given(Story.Program(OnlyAdvocate));
        var twin = (await story.Shop.Post("/v1/advocates", """{"email":"anna.nowak@example.com"}""")).ShouldBe(201).Text("id");
        (await Order(story, "1")).ShouldBe(201);
        await story.Shop.At("2026-06-01T00:00:00Z");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/merge", $$"""{"into":"{{twin}}"}""")).ShouldBe(200);
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await story.Shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Count.ShouldBe(1);
        (await story.Shop.Get($"/v1/referrals?advocateId={story.Anna}")).Items.Count.ShouldBe(1);
        var spent = (await Spend(story, 1000)).ShouldBe(201);
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions/{spent.Text("id")}/release")).ShouldBe(200);
    }

    private static Task<Answer> Order(Story story, string id, string changes = "{}") =>
        story.Shop.Post("/v1/orders", Story.Order(id, changes, $$"""{"couponCodes": ["{{story.Code}}"]}"""));

    private static Task<Answer> Event(Story story, string order, string json) => story.Shop.Post($"/v1/orders/{order}/events", json);

    private static Task<Answer> Spend(Story story, long amount) =>
        story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", $$"""{"kind":"store_credit","amount":{{amount}}}""");
}

public sealed class ChangedOrdersJourneyOnSqlite(PostgresFixture postgres) : ChangedOrdersJourney(TestEngine.Sqlite, postgres);

public sealed class ChangedOrdersJourneyOnPostgres(PostgresFixture postgres) : ChangedOrdersJourney(TestEngine.Postgres, postgres);
