using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>Codes that a shop made itself: taken in order, never twice, waited for when there are none.</summary>
public abstract class CodePoolJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private static readonly string Pooled = Story.Program("""
        {"friendReward":{"kind":"coupon","value":{"type":"percent","percent":10,"cap":3000},"codePool":"spring","expiresAfterDays":30}}
        """);

    [Fact]
    public async Task Claims_take_codes_in_order_and_wait_when_there_are_none()
    {
        var story = await Given(Pooled);
        (await Import(story, """{"codes":["spring-01","SPRING-02"],"lowAt":1}""")).ShouldBe(201).Number("free").ShouldBe(2);
        (await story.Claim("a@example.com")).Text("couponCode").ShouldBe("SPRING-01");
        (await story.Claim("b@example.com")).Text("couponCode").ShouldBe("SPRING-02");

        var waiting = await story.Claim("c@example.com");
        waiting["couponCode"].ShouldBeNull();
        waiting.Text("friendReward.status").ShouldBe("waiting");
        (await story.Shop.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"c@example.com","consent":true}""")).ShouldBe(200)["couponCode"].ShouldBeNull();
        (await story.Shop.Get("/v1/rewards?status=waiting")).Items.Count.ShouldBe(1);

        (await Import(story, """{"codes":["SPRING-03","SPRING-04"]}""")).ShouldBe(201).Number("free").ShouldBe(1);
        (await story.Shop.Get("/v1/rewards?status=waiting")).Items.ShouldBeEmpty();
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1", """
            {"discount":1000,"total":9000,"couponCodes":["spring-03"],"customer":{"externalId":"c-c","email":"c@example.com"} }
            """))).ShouldBe(201);
        order.Text("attribution.via").ShouldBe("coupon");
        (await story.Shop.Get("/v1/coupons/SPRING-03")).Text("reason").ShouldBe("coupon_redeemed");
        var codes = (await story.Shop.Get("/v1/code-pools/spring/codes")).ShouldBe(200).Items;
        codes.Select(code => code["status"]!.ToString()).ShouldBe(["issued", "issued", "redeemed", "free"]);
        (await story.Shop.Get("/v1/code-pools/spring/codes?status=free")).Items.Single()["code"]!.ToString().ShouldBe("SPRING-04");
        (await story.Shop.Get("/v1/code-pools/summer/codes")).ShouldRefuse(404, "not_found");
        await Node.RunDue(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id);
        WrittenMails.In(Site.MailFolder).Count(mail => mail.Text.Contains("SPRING-03")).ShouldBe(1);
    }

    [Fact]
    public async Task Doubles_are_named_and_nothing_is_imported_in_part()
    {
        var story = await Given(Pooled);
        (await Import(story, """{"codes":["AAAA-1","aaaa-1"]}""")).ShouldRefuse(400, "codes_not_usable");
        (await Import(story, """{"codes":["AAAA-1","?"]}""")).ShouldRefuse(400, "codes_not_usable");
        (await Import(story, $$"""{"codes":["BBBB-1","{{story.Code}}"]}""")).ShouldRefuse(409, "code_taken");
        (await story.Shop.Get("/v1/code-pools")).Items.ShouldBeEmpty();
        (await Import(story, """{"codes":["BBBB-1"]}""")).ShouldBe(201);
        var again = await Import(story, """{"codes":["CCCC-1","BBBB-1"]}""");
        again.ShouldRefuse(409, "code_taken");
        again["errors"]!["codes[1]"].ShouldNotBeNull();
        (await story.Shop.Get("/v1/code-pools")).Items.Single()["free"]!.GetValue<long>().ShouldBe(1);
    }

    [Fact]
    public async Task Many_claims_at_once_never_share_a_code()
    {
        var story = await Given(Pooled);
        (await Import(story, $$"""{"codes":[{{string.Join(',', Enumerable.Range(0, 10).Select(i => $"\"CODE-{i}\""))}}]}""")).ShouldBe(201);
        var claims = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            story.Shop.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"f{{i}}@example.com","consent":true}""")));
        var codes = claims.Select(claim => claim["couponCode"]?.ToString()).OfType<string>().ToList();
        codes.Count.ShouldBe(10);
        codes.Distinct().Count().ShouldBe(10);
        (await story.Shop.Get("/v1/rewards?status=waiting")).Items.Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_gift_card_comes_from_its_pool_and_is_no_coupon()
    {
        var story = await Given(Story.Program("""
            {"friendReward":null,"advocateReward":{"kind":"gift_card","value":{"type":"fixed","amount":2500},"codePool":"cards"}}
            """));
        (await story.Shop.Post("/v1/orders", Story.Order("1", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        await story.Shop.At("2026-04-10T00:00:00Z");
        (await story.Shop.Get("/v1/rewards")).Items.Single()["status"]!.ToString().ShouldBe("waiting");
        (await story.Balance()).Number("byKind.gift_card.pending").ShouldBe(2500);
        (await story.Shop.Post("/v1/code-pools/cards/codes", """{"codes":["CARD-0001"]}""")).ShouldBe(201);
        var card = (await story.Shop.Get("/v1/rewards")).Items.Single();
        card["couponCode"]!.ToString().ShouldBe("CARD-0001");
        (await story.Balance()).Number("byKind.gift_card.available").ShouldBe(2500);
        (await story.Shop.Get("/v1/coupons/CARD-0001")).ShouldRefuse(404, "not_found");
        (await story.Shop.Post("/v1/coupons/CARD-0001/redeem", """{"orderExternalId":"2"}""")).ShouldRefuse(404, "not_found");
        (await story.Shop.Post("/v1/orders", Story.Order("2", """{"couponCodes":["CARD-0001"],"customer":{"externalId":"c-anna","email":"anna@example.com"} }"""))).ShouldBe(201);
        (await story.Shop.Post($"/v1/rewards/{card["id"]}/redeem", """{"amount":1000}""")).ShouldBe(200).Number("remaining").ShouldBe(1500);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_reward_that_waited_in_vain_is_given_up_with_its_claim()
    {
        var story = await Given(Pooled);
        (await story.Claim("a@example.com"))["couponCode"].ShouldBeNull();
        await story.Shop.At("2026-05-01T00:00:00Z");
        (await story.Shop.Get("/v1/rewards")).Items.Single()["status"]!.ToString().ShouldBe("revoked");
        (await Import(story, """{"codes":["LATE-01"]}""")).ShouldBe(201).Number("free").ShouldBe(1);
    }

    private static Task<Answer> Import(Story story, string body) => story.Shop.Post("/v1/code-pools/spring/codes", body);

}

public sealed class CodePoolJourneyOnSqlite(PostgresFixture postgres) : CodePoolJourney(TestEngine.Sqlite, postgres);

public sealed class CodePoolJourneyOnPostgres(PostgresFixture postgres) : CodePoolJourney(TestEngine.Postgres, postgres);
