using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Many at once: one effect, one referral, an exact budget.</summary>
public abstract class RacesJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task Sixty_four_equal_requests_on_one_key_make_one_effect()
    {
        var story = await Given();
        var order = Story.Order("1001", $$"""{"couponCodes": ["{{story.Code}}"]}""");
        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => story.Shop.Post("/v1/orders", order, idempotencyKey: "k-1")));
        answers.ShouldAllBe(a => (int)a.Status == 201);
        answers.Select(a => a.Body!.ToJsonString()).Distinct().Count().ShouldBe(1);
        answers.Count(a => a.Headers.Contains("Idempotent-Replayed")).ShouldBe(63);
        (await story.Shop.Get("/v1/referrals")).Items.Count.ShouldBe(1);
        (await story.Shop.Post("/v1/orders", Story.Order("1002"), idempotencyKey: "k-1")).ShouldRefuse(422, "idempotency_key_reused");
        (await story.Shop.Post("/v1/shares", """{"code":"NOBODY-1","channel":"copy"}""", idempotencyKey: "k-2")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await story.Shop.Post("/v1/shares", $$"""{"code":"{{story.Code}}","channel":"copy"}""", idempotencyKey: "k-2")).ShouldBe(201);
    }

    [Fact]
    public async Task Two_first_orders_of_one_friend_at_once_make_one_referral()
    {
        var story = await Given();
        var nodes = await Nodes(story);
        for (var round = 0; round < 5; round++)
        {
            var friend = $$"""{"couponCodes": ["{{story.Code}}"], "customer": {"externalId": "c-{{round}}", "email": "friend{{round}}@example.com"} }""";
            var answers = await Task.WhenAll(
                nodes[0].Post("/v1/orders", Story.Order($"a-{round}", friend)), nodes[^1].Post("/v1/orders", Story.Order($"b-{round}", friend)));
            answers.ShouldAllBe(a => (int)a.Status == 201);
            var shown = await Task.WhenAll(story.Shop.Get($"/v1/orders/a-{round}"), story.Shop.Get($"/v1/orders/b-{round}"));
            shown.Select(o => o.Text("attribution.reason")).Order().ShouldBe(["coupon_precedence", "locked_repeat_order"]);
        }

        (await story.Shop.Get("/v1/referrals")).Items.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Two_nodes_race_on_one_budget_and_it_stays_exact()
    {
        var story = await Given(Story.Program("""{"limits": {"perAdvocate": null, "budget": 20000}, "friendReward": null, "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}}}"""));
        var nodes = await Nodes(story);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => nodes[i % nodes.Count].Post("/v1/orders", Story.Order($"o-{i}", $$"""
            {"couponCodes": ["{{story.Code}}"], "customer": {"externalId": "c-{{i}}", "email": "friend{{i}}@example.com"} }
            """))));
        answers.ShouldAllBe(a => (int)a.Status == 201);
        var rewards = (await story.Shop.Get("/v1/rewards?limit=200")).Items;
        rewards.Sum(r => r["amount"]!.GetValue<long>()).ShouldBe(20000);
        rewards.Count.ShouldBe(14);
        (await story.Shop.Get($"/v1/programs/{story.ProgramId}")).Text("status").ShouldBe("paused");
        (await story.Shop.Get("/v1/events?type=program.budget_spent&limit=200")).Items.Count.ShouldBe(1);
        (await story.Balance()).Number("pending").ShouldBe(20000);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    // SQLite is served by one process; PostgreSQL by two nodes here.
    private async Task<List<ShopClient>> Nodes(Story story) =>
        Node.Database.Engine == Storage.Engine.Sqlite ? [story.Shop] : [story.Shop, story.Shop.At(await Site.Start())];
}

public sealed class RacesJourneyOnSqlite(PostgresFixture postgres) : RacesJourney(TestEngine.Sqlite, postgres);

public sealed class RacesJourneyOnPostgres(PostgresFixture postgres) : RacesJourney(TestEngine.Postgres, postgres);
