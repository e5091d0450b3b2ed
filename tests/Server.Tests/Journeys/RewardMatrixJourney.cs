using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>
/// Every kind of reward with every way of saying its size, for the advocate and for the friend, from the promise to its
/// use: what the ledger says at the end is looked at account by account.
/// </summary>
public abstract class RewardMatrixJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    /// <summary>A cell: the reward as a program says it, and what it comes to for an order over 100.00.</summary>
    /// <param name="Reward">The specification.</param>
    /// <param name="Amount">What it comes to: minor units or points; 0 where only its use tells.</param>
    /// <param name="Used">The account that has it in the end.</param>
    private sealed record Cell(string Reward, long Amount, string Used)
    {
        public string Kind { get; } = JsonNode.Parse(Reward)!["kind"]!.ToString();

        public bool IsCredit => Kind is "store_credit" or "account_credit" or "points" or "cash" or "gift_card" or "donation";

        public bool HasCode => Kind is "coupon" or "free_shipping" or "free_product" or "free_period";
    }

    private static IEnumerable<Cell> Cells()
    {
        foreach (var kind in (string[])["store_credit", "account_credit", "cash", "gift_card", "donation"])
        {
            var used = kind switch { "cash" => "cash", "donation" => "charity", _ => "redeemed:" + kind };
            yield return new Cell($$$"""{"kind":"{{{kind}}}","value":{"type":"fixed","amount":1234}}""", 1234, used);
            yield return new Cell($$$"""{"kind":"{{{kind}}}","value":{"type":"percent","percent":7.5}}""", 750, used);
            yield return new Cell($$$"""{"kind":"{{{kind}}}","value":{"type":"percent","percent":50,"cap":999}}""", 999, used);
        }

        yield return new Cell("""{"kind":"points","value":{"type":"points","points":120}}""", 120, "redeemed:points");
        yield return new Cell("""{"kind":"coupon","value":{"type":"fixed","amount":800}}""", 800, "redeemed:coupon");
        yield return new Cell("""{"kind":"coupon","value":{"type":"percent","percent":10,"cap":3000}}""", 1000, "redeemed:coupon");
        yield return new Cell("""{"kind":"free_shipping"}""", 0, "redeemed:free_shipping");
        yield return new Cell("""{"kind":"free_shipping","value":{"type":"fixed","amount":600}}""", 600, "redeemed:free_shipping");
        yield return new Cell("""{"kind":"free_product","value":{"type":"quantity","quantity":2,"sku":"TEA-1"},"budgetValue":500}""", 500, "redeemed:free_product");
        yield return new Cell("""{"kind":"free_period","value":{"type":"quantity","quantity":1,"period":"month"},"budgetValue":900}""", 900, "redeemed:free_period");
        yield return new Cell("""{"kind":"early_access","value":{"type":"quantity","quantity":1}}""", 0, "redeemed:early_access");
        yield return new Cell("""{"kind":"custom","title":"A tin of first flush"}""", 0, "redeemed:custom");
        yield return new Cell("""{"kind":"custom","value":{"type":"fixed","amount":700},"title":"A hamper"}""", 700, "redeemed:custom");
        yield return new Cell("""{"kind":"custom","value":{"type":"percent","percent":5}}""", 500, "redeemed:custom");
        yield return new Cell("""{"kind":"store_credit","value":{"type":"fixed","amount":500},"byOrderSubtotal":[{"from":0,"value":{"type":"fixed","amount":500}},{"from":8000,"value":{"type":"percent","percent":15}}]}""", 1500, "redeemed:store_credit");
    }

    [Fact]
    public async Task Every_reward_of_an_advocate_ends_in_the_account_of_its_use()
    {
        foreach (var cell in Cells())
        {
            await Walk(cell, "advocate");
        }
    }

    [Fact]
    public async Task Every_reward_of_a_friend_ends_in_the_account_of_its_use()
    {
        foreach (var cell in Cells())
        {
            await Walk(cell, "friend");
        }
    }

    [Fact]
    public async Task A_refund_before_the_hold_ends_leaves_nothing_of_any_reward()
    {
        foreach (var cell in Cells())
        {
            var story = await Given(Program(cell, "advocate"));
            var reward = await Ordered(story, "advocate");
            (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"r","type":"refunded"}""")).ShouldBe(200);
            await story.Shop.At("2026-04-05T00:00:00Z");
            (await story.Shop.Get($"/v1/rewards/{reward}")).Text("status").ShouldBe("revoked", cell.Reward);
            (await Sums(story)).Values.ShouldAllBe(sum => sum == 0, cell.Reward);
            story.Shop.Dispose();
        }
    }

    [Fact]
    public async Task A_task_is_done_and_undone_and_tells_the_desk_and_the_journal()
    {
        var story = await Given(Story.Program("""{"advocateReward":{"kind":"custom","title":"A tin of first flush","budgetValue":700}}"""));
        var reward = await Ordered(story, "advocate");
        await story.Shop.At("2026-04-05T00:00:00Z");
        (await story.Shop.Post($"/v1/rewards/{reward}/release")).ShouldRefuse(409, "reward_not_redeemed");

        (await story.Shop.Post($"/v1/rewards/{reward}/redeem")).ShouldBe(200).Text("status").ShouldBe("redeemed");
        (await Sums(story))["expense"].ShouldBe(700);
        (await story.Shop.Post($"/v1/rewards/{reward}/redeem")).ShouldRefuse(409, "reward_redeemed");
        (await story.Shop.Post($"/v1/rewards/{reward}/release")).ShouldBe(200).Text("status").ShouldBe("issued");
        (await Sums(story))["expense"].ShouldBe(0);

        (await story.Shop.Post($"/v1/rewards/{reward}/redeem")).ShouldBe(200);
        var types = (await story.Shop.Get("/v1/events?limit=200")).Items.Select(e => e["type"]!.ToString()).ToList();
        types.Count(type => type == "reward.redeemed").ShouldBe(2);
        types.ShouldContain("coupon.released");
    }

    [Fact]
    public async Task An_advocate_takes_credit_as_a_donation_while_nothing_of_it_is_used()
    {
        var story = await Given(Story.Program(
            """{"advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":1500},"choice":["donation"]}}"""));
        var reward = await Ordered(story, "advocate");
        await story.Shop.At("2026-04-05T00:00:00Z");
        (await story.Shop.Get($"/v1/rewards/{reward}"))["choice"]!.AsArray().Select(k => k!.ToString()).ShouldBe(["donation"]);
        (await story.Shop.Post($"/v1/rewards/{reward}/choose", """{"kind":"cash"}""")).ShouldRefuse(409, "no_such_choice");

        var chosen = (await story.Shop.Post($"/v1/rewards/{reward}/choose", """{"kind":"donation"}""")).ShouldBe(200);
        chosen.Text("kind").ShouldBe("donation");
        chosen["expiresAt"].ShouldBeNull();
        (await story.Balance()).Number("byKind.donation.available").ShouldBe(1500);
        (await story.Balance()).Number("byKind.store_credit.available").ShouldBe(0);

        (await story.Shop.Post($"/v1/rewards/{reward}/choose", """{"kind":"store_credit"}""")).ShouldBe(200).Text("expiresAt").ShouldNotBeEmpty();
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":1}""")).ShouldBe(201);
        (await story.Shop.Post($"/v1/rewards/{reward}/choose", """{"kind":"donation"}""")).ShouldRefuse(409, "choice_is_made");
    }

    [Fact]
    public async Task Free_shipping_takes_nothing_of_the_discount_that_a_coupon_gave()
    {
        var story = await Given(Story.Program("""
            {"advocateReward":{"kind":"coupon","value":{"type":"fixed","amount":800}},"friendReward":{"kind":"free_shipping","value":{"type":"fixed","amount":600}}}
            """));
        await Ordered(story, "advocate");
        await story.Shop.At("2026-04-05T00:00:00Z");
        var codes = (await story.Shop.Get("/v1/rewards")).Items.ToDictionary(r => r["kind"]!.ToString(), r => r["couponCode"]!.ToString());
        (await story.Shop.Post("/v1/orders", Story.Order("2001", $$"""
            {"discount":800,"total":9200,"couponCodes":["{{codes["free_shipping"]}}","{{codes["coupon"]}}"],"customer":{"externalId":"c-anna","email":"anna@example.com"} }
            """))).ShouldBe(201);
        var sums = await Sums(story);
        sums.Where(sum => sum.Key.StartsWith("redeemed:coupon:", StringComparison.Ordinal)).Sum(sum => sum.Value).ShouldBe(-800);
        sums.Where(sum => sum.Key.StartsWith("redeemed:free_shipping:", StringComparison.Ordinal)).Sum(sum => sum.Value).ShouldBe(-600);
    }

    [Fact]
    public async Task A_subscription_pays_for_the_months_that_the_program_says()
    {
        var story = await Given(Story.Program(
            """{"advocateReward":{"kind":"account_credit","value":{"type":"percent","percent":10}},"friendReward":null,"qualification":{"orders":{"months":3}}}"""));
        var visit = await story.Shop.Follow(story.Link);
        foreach (var (month, earns) in ((string, bool)[])[("03", true), ("04", true), ("05", true), ("06", false)])
        {
            await story.Shop.At($"2026-{month}-02T10:00:00Z");
            var order = (await story.Shop.Post("/v1/orders", Story.Order("m-" + month, $$"""{"clickId":"{{visit.ClickId}}"}"""))).ShouldBe(201);
            order["attribution"]!["rewardEligible"]!.GetValue<bool>().ShouldBe(earns, month);
        }

        (await story.Shop.Get($"/v1/programs/{story.ProgramId}"))["qualification"]!["orders"]!["months"]!.GetValue<long>().ShouldBe(3);
    }

    [Fact]
    public async Task Sizes_that_do_not_suit_a_kind_are_refused_by_name()
    {
        var shop = await Node.Shop();
        foreach (var reward in (string[])
            [
                """{"kind":"points","value":{"type":"fixed","amount":5}}""", """{"kind":"cash","value":{"type":"points","points":5}}""",
                """{"kind":"free_product","value":{"type":"percent","percent":10}}""", """{"kind":"coupon","value":{"type":"percent","percent":101}}""",
                """{"kind":"coupon"}""", """{"kind":"store_credit","value":{"type":"fixed","amount":1},"codePool":"spring"}""",
                """{"kind":"points","value":{"type":"points","points":1},"choice":["cash"]}""", """{"kind":"gold","value":{"type":"fixed","amount":1}}""",
                """{"kind":"free_period","value":{"type":"quantity","quantity":1,"period":"aeon"}}""",
            ])
        {
            (await shop.Post("/v1/programs", $$"""{"name":"P","destination":"https://shop.example/","advocateReward":{{reward}}}"""))
                .ShouldBe(400);
        }

        (await shop.Get("/v1/programs")).Items.ShouldBeEmpty();
        shop.Dispose();
    }

    private async Task Walk(Cell cell, string side)
    {
        var story = await Given(Program(cell, side));
        var reward = await Ordered(story, side);
        var pending = (await story.Shop.Get($"/v1/rewards/{reward}")).ShouldBe(200);
        pending.Text("status").ShouldBe("pending", cell.Reward);
        pending.Text("kind").ShouldBe(cell.Kind);
        var owner = side == "advocate" ? story.Anna : reward;
        if (cell.IsCredit)
        {
            (await Sums(story))[$"pending:{cell.Kind}:{owner}"].ShouldBe(-cell.Amount, cell.Reward);
        }

        await story.Shop.At("2026-04-05T00:00:00Z");
        var issued = (await story.Shop.Get($"/v1/rewards/{reward}")).ShouldBe(200);
        issued.Text("status").ShouldBe("issued", cell.Reward);
        (issued["couponCode"] is not null).ShouldBe(cell.HasCode, cell.Reward);
        if (cell.IsCredit)
        {
            (await Sums(story))[$"available:{cell.Kind}:{owner}"].ShouldBe(-cell.Amount, cell.Reward);
        }

        await Use(story, cell, side, issued);
        (await story.Shop.Get($"/v1/rewards/{reward}")).Text("status").ShouldBe("redeemed", cell.Reward);
        var sums = await Sums(story);
        sums.Where(sum => sum.Key.StartsWith(cell.Used, StringComparison.Ordinal)).Sum(sum => sum.Value).ShouldBe(-cell.Amount, cell.Reward);
        sums.GetValueOrDefault("expense").ShouldBe(cell.Amount, cell.Reward);
        sums.Values.Sum().ShouldBe(0, cell.Reward);
        story.Shop.Dispose();
    }

    private static async Task Use(Story story, Cell cell, string side, Answer issued)
    {
        var id = issued.Text("id");
        if (cell.Kind == "cash")
        {
            (await story.Shop.Post($"/v1/rewards/{id}/redeem")).ShouldRefuse(409, "cash_is_paid_out");
            var payout = (await story.Shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201);
            payout.Number("amount").ShouldBe(cell.Amount);
            (await story.Shop.Post($"/v1/payouts/{payout.Text("id")}/send")).ShouldBe(200);
            (await story.Shop.Post($"/v1/payouts/{payout.Text("id")}/settle")).ShouldBe(200);
        }
        else if (cell.HasCode && cell.Amount > 0 && cell.Kind == "coupon")
        {
            var code = issued.Text("couponCode");
            var cart = (await story.Shop.Get($"/v1/coupons/{code}?subtotal=10000")).ShouldBe(200);
            cart.Number("amount").ShouldBe(cell.Amount, cell.Reward);
            var discounted = Story.Order("2001", $$"""
                {"subtotal":10000,"discount":{{cell.Amount}},"total":{{10000 - cell.Amount}},"couponCodes":["{{code}}"],"customer":{"externalId":"c-anna","email":"anna@example.com" } }
                """);
            (await story.Shop.Post("/v1/orders", discounted)).ShouldBe(201);
        }
        else if (cell.Kind is "store_credit" or "account_credit" or "points" && side == "advocate")
        {
            var spent = $$"""{"kind":"{{cell.Kind}}","amount":{{cell.Amount}},"orderExternalId":"2001"}""";
            (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", spent)).ShouldBe(201);
            (await story.Shop.Post($"/v1/advocates/{story.Anna}/redemptions", spent)).ShouldRefuse(409, "insufficient_balance");
        }
        else
        {
            (await story.Shop.Post($"/v1/rewards/{id}/redeem", """{"orderExternalId":"2001"}""")).ShouldBe(200);
        }
    }

    private static string Program(Cell cell, string side)
    {
        var none = side == "advocate" ? "friendReward" : "advocateReward";
        return Story.Program($$"""{"{{side}}Reward": {{cell.Reward}}, "{{none}}": null, "limits": null}""");
    }

    // An order over 100.00 by Anna's link, paid and delivered; the reward of the side.
    private static async Task<string> Ordered(Story story, string side)
    {
        var visit = await story.Shop.Follow(story.Link);
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"clickId":"{{visit.ClickId}}"}"""))).ShouldBe(201);
        order.Text("attribution.outcome").ShouldBe("attributed");
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"d","type":"delivered"}""")).ShouldBe(200);
        return (await story.Shop.Get($"/v1/rewards?referralId={order.Text("referralId")}")).Items
            .Single(reward => reward["recipient"]!.ToString() == side)["id"]!.ToString();
    }

    private static async Task<Dictionary<string, long>> Sums(Story story) =>
        (await story.Shop.Get("/v1/ledger/accounts?limit=200")).ShouldBe(200).Items
            .ToDictionary(account => account["account"]!.ToString(), account => account["balance"]!.GetValue<long>());
}

public sealed class RewardMatrixJourneyOnSqlite(PostgresFixture postgres) : RewardMatrixJourney(TestEngine.Sqlite, postgres);

public sealed class RewardMatrixJourneyOnPostgres(PostgresFixture postgres) : RewardMatrixJourney(TestEngine.Postgres, postgres);
