using Shouldly;
using Vouch.Kit;
using Vouch.Server.Cli;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;
using Vouch.Storage;

namespace Vouch.Server.Tests.Cli;

/// <summary>Verification finds nothing in what the program wrote, and finds each fault that somebody else put in.</summary>
public abstract class VerifyTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task Nothing_differs_after_a_full_life_and_every_planted_fault_is_found()
    {
        var story = await AFullLife();
        (await Verify(story)).Differences.ShouldBeEmpty();

        foreach (var fault in Faults)
        {
            (await Plant(story, fault.Plant)).ShouldBeGreaterThan(0, fault.Name);
            var found = await Verify(story);
            found.Differences.Select(finding => finding.Check).ShouldContain(fault.Check, fault.Name);
            await Plant(story, fault.Undo);
        }

        (await Verify(story)).Differences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_differs_after_a_block_but_the_decision_to_come_is_noted()
    {
        var story = await Given();
        await Order(story, "1001", "piotr@example.com");
        (await story.Shop.Post($"/v1/advocates/{story.Anna}/block")).ShouldBe(200);

        var verdict = await Verify(story);

        verdict.Differences.ShouldBeEmpty();
        verdict.Notes.ShouldHaveSingleItem().Sentence.ShouldContain("standing");
    }

    [Fact]
    public async Task The_command_ends_with_one_when_anything_differs()
    {
        var story = await Given();
        await Order(story, "1001", "piotr@example.com");
        await Node.RunDue(story.Shop.Id);
        var clean = (await VouchCommand.Run(Site.ConnectionString, "verify", "--json")).ShouldEnd(0);
        clean.Json["differences"]!.GetValue<long>().ShouldBe(0);

        await Plant(story, tx => tx.Execute("UPDATE reward_limits SET amount = amount + 1 WHERE shop_id = @shop"));

        var found = (await VouchCommand.Run(Site.ConnectionString, "verify", "--shop", story.Shop.Id.ToString())).ShouldEnd(1);
        found.Output.ShouldContain("The limit ");
        await Plant(story, tx => tx.Execute("UPDATE reward_limits SET amount = amount - 1 WHERE shop_id = @shop"));
    }

    private static readonly Fault[] Faults =
    [
        new("a changed byte in the journal", "journal",
            tx => tx.Execute("UPDATE events SET subject = subject || 'x' WHERE shop_id = @shop AND position = 3"),
            tx => tx.Execute("UPDATE events SET subject = substr(subject, 1, length(subject) - 1) WHERE shop_id = @shop AND position = 3")),
        new("a journal row taken away", "journal",
            tx => tx.Execute("UPDATE events SET position = -2 WHERE shop_id = @shop AND position = 2"),
            tx => tx.Execute("UPDATE events SET position = 2 WHERE shop_id = @shop AND position = -2")),
        new("a journal cut short", "journal",
            tx => tx.Execute("UPDATE chain_heads SET position = position + 1 WHERE shop_id = @shop AND chain = 'journal'"),
            tx => tx.Execute("UPDATE chain_heads SET position = position - 1 WHERE shop_id = @shop AND chain = 'journal'")),
        new("a posting off by one", "ledger",
            tx => tx.Execute("UPDATE ledger_entries SET amount = amount + 1 WHERE shop_id = @shop AND account = 'expense'"),
            tx => tx.Execute("UPDATE ledger_entries SET amount = amount - 1 WHERE shop_id = @shop AND account = 'expense'")),
        new("an account off by one", "ledger",
            tx => tx.Execute("UPDATE ledger_accounts SET balance = balance + 1 WHERE shop_id = @shop AND account = 'expense'"),
            tx => tx.Execute("UPDATE ledger_accounts SET balance = balance - 1 WHERE shop_id = @shop AND account = 'expense'")),
        new("a lot off by one", "lots",
            tx => tx.Execute("UPDATE rewards SET remaining = remaining + 1 WHERE shop_id = @shop AND remaining > 0"),
            tx => tx.Execute("UPDATE rewards SET remaining = remaining - 1 WHERE shop_id = @shop AND remaining > 0")),
        new("a reward in a wrong state", "rewards",
            tx => tx.Execute("UPDATE rewards SET status = 'waiting' WHERE shop_id = @shop AND status = 'pending'"),
            tx => tx.Execute("UPDATE rewards SET status = 'pending' WHERE shop_id = @shop AND status = 'waiting'")),
        new("a reward of a wrong amount", "rewards",
            tx => tx.Execute("UPDATE rewards SET worth = worth - 1 WHERE shop_id = @shop AND kind = 'coupon'"),
            tx => tx.Execute("UPDATE rewards SET worth = worth + 1 WHERE shop_id = @shop AND kind = 'coupon'")),
        new("a limit off by one", "limits",
            tx => tx.Execute("UPDATE reward_limits SET rewards = rewards + 1 WHERE shop_id = @shop"),
            tx => tx.Execute("UPDATE reward_limits SET rewards = rewards - 1 WHERE shop_id = @shop")),
        new("a coupon used by another order too", "coupons",
            tx => tx.Execute("""
                INSERT INTO coupon_uses (shop_id, code, order_external_id, at, released_at)
                SELECT shop_id, code, 'other', at, NULL FROM coupon_uses u WHERE u.shop_id = @shop AND u.released_at IS NULL
                """),
            tx => tx.Execute("DELETE FROM coupon_uses WHERE shop_id = @shop AND order_external_id = 'other'")),
        new("a referral in a wrong state", "referrals",
            tx => tx.Execute("UPDATE referrals SET status = 'rejected' WHERE shop_id = @shop AND status = 'approved'"),
            tx => tx.Execute("UPDATE referrals SET status = 'approved' WHERE shop_id = @shop AND status = 'rejected'")),
        new("a refund off by one", "orders",
            tx => tx.Execute("UPDATE orders SET refunded_base = refunded_base + 1 WHERE shop_id = @shop"),
            tx => tx.Execute("UPDATE orders SET refunded_base = refunded_base - 1 WHERE shop_id = @shop")),
        new("credit that no evidence gave", "attribution",
            tx => tx.Execute("UPDATE attributions SET reason = 'last_invite', via = 'invite' WHERE shop_id = @shop AND via = 'coupon'"),
            tx => tx.Execute("""
                UPDATE attributions SET reason = 'coupon_precedence', via = 'coupon' WHERE shop_id = @shop AND via = 'invite'
                """)),
        new("a day's clicks off by one", "days",
            tx => tx.Execute("UPDATE click_days SET human = human + 1 WHERE shop_id = @shop"),
            tx => tx.Execute("UPDATE click_days SET human = human - 1 WHERE shop_id = @shop")),
        new("a release that nobody will do", "due_work",
            tx => tx.Execute("UPDATE jobs SET kind = 'lost' WHERE shop_id = @shop AND kind = 'release_referral'"),
            tx => tx.Execute("UPDATE jobs SET kind = 'release_referral' WHERE shop_id = @shop AND kind = 'lost'")),
    ];

    // Piotr claims, buys with his coupon and gives a part back; Anna is paid, spends and is taken back from; two more wait.
    private async Task<Story> AFullLife()
    {
        var story = await Given();
        var shop = story.Shop;
        var coupon = (await story.Claim()).Text("couponCode");
        await shop.At("2026-03-02T09:00:00Z");
        var order = Story.Order("1001", $$"""{"discount":1500,"total":8500,"couponCodes":["{{coupon}}"]}""");
        (await shop.Post("/v1/orders", order)).ShouldBe(201);
        await Order(story, "1002", "ewa@example.com");
        await Order(story, "1005", "kasia@example.com");
        await Event(shop, "1001", """{"externalId":"r-1","type":"refunded","amount":850}""");
        await shop.At("2026-05-01T09:00:00Z");
        (await shop.Post(
            $"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":2000,"orderExternalId":"a-1"}""")).ShouldBe(201);
        var spent = (await shop.Post(
            $"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":500,"orderExternalId":"a-2"}""")).ShouldBe(201);
        (await shop.Post($"/v1/advocates/{story.Anna}/redemptions/{spent.Text("id")}/release")).ShouldBe(200);
        await Event(shop, "1001", """{"externalId":"r-2","type":"refunded"}""");
        await Order(story, "1003", "jan@example.com");
        await Order(story, "1004", "ola@example.com");
        await Event(shop, "1004", """{"externalId":"c-1","type":"cancelled"}""");
        await story.Claim("zofia@example.com");
        await Node.RunDue(shop.Id);
        return story;
    }

    private static async Task Order(Story story, string id, string email)
    {
        var order = Story.Order(id, $$$"""{"couponCodes":["{{{story.Code}}}"],"customer":{"email":"{{{email}}}"}}""");
        (await story.Shop.Post("/v1/orders", order)).ShouldBe(201).Text("attribution.advocateId").ShouldBe(story.Anna);
    }

    private static async Task Event(ShopClient shop, string order, string json) =>
        (await shop.Post($"/v1/orders/{order}/events", json)).ShouldBe(200);

    private Task<ShopVerdict> Verify(Story story) => VerifyShop.Run(Node.Database.For(story.Shop.Id), new Meter());

    private Task<int> Plant(Story story, Func<ShopTx, Task<int>> write) => Node.Database.For(story.Shop.Id).Write(write);

    private sealed record Fault(string Name, string Check, Func<ShopTx, Task<int>> Plant, Func<ShopTx, Task<int>> Undo);
}

public sealed class SqliteVerifyTests(PostgresFixture postgres) : VerifyTests(TestEngine.Sqlite, postgres);

public sealed class PostgresVerifyTests(PostgresFixture postgres) : VerifyTests(TestEngine.Postgres, postgres);
