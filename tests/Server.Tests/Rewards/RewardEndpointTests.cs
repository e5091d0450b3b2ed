using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteRewardEndpointTests(PostgresFixture postgres) : RewardEndpointTests(TestEngine.Sqlite, postgres);

public sealed class PostgresRewardEndpointTests(PostgresFixture postgres) : RewardEndpointTests(TestEngine.Postgres, postgres);

public abstract class RewardEndpointTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task Rewards_balance_and_ledger_are_shown_to_the_letter()
    {
        var story = await Earned();
        var shop = story.Shop;
        var reward = (await shop.Get($"/v1/rewards?advocateId={story.Anna}&status=issued")).ShouldBe(200).Items.Single();
        Names(reward).ShouldBe(
            ["id", "referralId", "recipient", "advocateId", "kind", "amount", "currency", "points", "status", "issuableAt", "issuedAt", "expiresAt",
             "couponCode", "history"]);
        var one = (await shop.Get($"/v1/rewards/{reward["id"]}")).ShouldBe(200);
        (one.Text("recipient"), one.Text("kind"), one.Number("amount"), one.Text("currency"), one.Text("status"))
            .ShouldBe(("advocate", "store_credit", 1500, "EUR", "issued"));
        one["history"]!.AsArray().Select(line => line!["type"]!.ToString()).ShouldBe(["pending", "issued"]);
        (await shop.Get($"/v1/rewards?referralId={reward["referralId"]}")).ShouldBe(200).Items.Count.ShouldBe(2);

        var balance = (await story.Balance()).ShouldBe(200);
        Names(balance.Body!).ShouldBe(
            ["currency", "pending", "available", "redeemed", "expired", "revoked", "inTransit", "receivable", "byKind", "points"]);
        (balance.Number("available"), balance.Number("byKind.store_credit.available"), balance.Number("points.available")).ShouldBe((1500, 1500, 0));

        var accounts = (await shop.Get("/v1/ledger/accounts?limit=1")).ShouldBe(200);
        var next = (await shop.Get($"/v1/ledger/accounts?limit=200&after={Uri.EscapeDataString(accounts.Text("next"))}")).ShouldBe(200);
        accounts.Items.Concat(next.Items).Sum(account => account["balance"]!.GetValue<long>()).ShouldBe(0);
        var entries = (await shop.Get($"/v1/ledger/entries?account=available:store_credit:{story.Anna}&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z"))
            .ShouldBe(200).Items;
        entries.Single()["amount"]!.GetValue<long>().ShouldBe(-1500);
        (await shop.Get("/v1/ledger/entries?to=2020-01-01T00:00:00Z")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Credit_is_spent_given_back_and_refused()
    {
        var story = await Earned();
        var shop = story.Shop;
        var path = $"/v1/advocates/{story.Anna}/redemptions";
        (await shop.Post(path, """{"kind":"store_credit","amount":1501,"orderExternalId":"o-9"}""")).ShouldRefuse(409, "insufficient_balance");
        (await shop.Post(path, """{"kind":"cash","amount":1,"orderExternalId":"o-9"}""")).ShouldBe(400);
        (await shop.Post(path, """{"kind":"store_credit","amount":0,"orderExternalId":"o-9"}""")).ShouldBe(400);
        (await shop.Post("/v1/advocates/adv_0000000000001/redemptions", """{"kind":"store_credit","amount":1,"orderExternalId":"o-9"}""")).ShouldBe(404);

        var spent = (await shop.Post(path, """{"kind":"store_credit","amount":600,"orderExternalId":"o-9"}""")).ShouldBe(201);
        (await story.Balance()).Number("available").ShouldBe(900);
        (await shop.Post($"{path}/{spent.Text("id")}/release")).ShouldBe(200).Text("releasedAt").ShouldNotBeEmpty();
        (await shop.Post($"{path}/{spent.Text("id")}/release")).ShouldRefuse(409, "redemption_released");
        (await story.Balance()).Number("available").ShouldBe(1500);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task One_reward_is_redeemed_revoked_and_runs_out()
    {
        var story = await Earned();
        var shop = story.Shop;
        var id = (await shop.Get($"/v1/rewards?advocateId={story.Anna}")).Items.Single()["id"]!.ToString();
        (await shop.Post($"/v1/rewards/{id}/redeem", """{"amount":500}""")).ShouldBe(200).Text("status").ShouldBe("issued");
        (await shop.Post($"/v1/rewards/{id}/redeem", """{"amount":5000}""")).ShouldRefuse(409, "insufficient_balance");
        (await shop.Post($"/v1/rewards/{id}/revoke", """{"reason":""}""")).ShouldBe(400);
        await shop.At("2027-04-30T00:00:00Z");
        (await shop.Get($"/v1/rewards/{id}")).Text("status").ShouldBe("expired");
        (await story.Balance()).Number("expired").ShouldBe(1000);
        (await shop.Post($"/v1/rewards/{id}/revoke", """{"reason":"too late"}""")).ShouldRefuse(409, "reward_expired");
        (await shop.Get("/v1/rewards/rew_0000000000001")).ShouldBe(404);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonNode node) => node.AsObject().Select(member => member.Key);

    // Piotr bought with Anna's code, and the return window is over.
    private async Task<Story> Earned()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await story.Shop.At("2026-04-20T00:00:00Z");
        return story;
    }
}
