using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What a shop sends wrongly: each refusal has its code and changes nothing, and no text brings the server down.</summary>
public abstract class BadInputJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task An_order_number_with_a_slash_is_an_order_number()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", Story.Order("FV/2026%/1", $$"""{"couponCodes": ["{{story.Code}}"]}"""))).ShouldBe(201);
        (await story.Shop.Get("/v1/orders/FV%2F2026%25%2F1")).ShouldBe(200).Text("externalId").ShouldBe("FV/2026%/1");
        (await story.Shop.Post("/v1/orders/FV%2F2026%25%2F1/events", """{"externalId":"rf","type":"refunded"}""")).ShouldBe(200)
            .Text("status").ShouldBe("refunded");
        (await story.Shop.Post("/v1/orders", Story.Order(".."))).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Post($"/v1/orders/{new string('x', 300)}/events", """{"externalId":"e","type":"paid"}""")).ShouldRefuse(404, "not_found");
    }

    [Theory]
    [InlineData("/v1/orders", """{"externalId":"n","status":"paid","subtotal":100,"total":100,"customer":{"email":"n@example.com"},"couponCodes":["x\u0000"]}""")]
    [InlineData("/v1/orders", """{"externalId":"n","status":"paid","subtotal":100,"total":100,"customer":{"email":"n@example.com"},"metadata":{"a\u0000":"b"}}""")]
    [InlineData("/v1/claims", """{"code":"CODE","email":"piotr@example.com","consent":true,"name":"x\u0000"}""")]
    [InlineData("/v1/claims", """{"code":"CODE","email":"piotr@example.com","consent":true,"locale":"a\nb"}""")]
    [InlineData("/v1/advocates", """{"email":"ewa@example.com","name":"\ud800"}""")]
    [InlineData("/v1/coupons/CODE/redeem", """{"orderExternalId":"x\u0000"}""")]
    [InlineData("/v1/api-keys", """{"name":"x\u0000"}""")]
    [InlineData("/v1/segments", """{"name":"x\u0000","rule":{"hasBalance":true}}""")]
    [InlineData("/v1/segments", """{"name":"\ud800","rule":{"hasBalance":true}}""")]
    public async Task Text_that_no_database_can_keep_is_refused(string path, string json)
    {
        var story = await Given();
        var answer = (await story.Shop.Post(path.Replace("CODE", story.Code, StringComparison.Ordinal), json.Replace("CODE", story.Code, StringComparison.Ordinal))).ShouldBe(400);
        answer.Text("code").ShouldNotBe("malformed_json");
        (await story.Shop.Post("/v1/orders", Story.Order("1001"))).ShouldBe(201);
    }

    [Fact]
    public async Task Amounts_beyond_the_largest_are_refused_also_after_conversion()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", """
            {"externalId":"1","status":"paid","subtotal":100000000000000,"total":100000000000000,"currency":"USD","exchangeRate":"99999999",
             "customer":{"email":"piotr@example.com"}}
            """)).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Get("/v1/orders/1")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task A_delivery_told_with_a_wrong_year_does_not_end_the_hold()
    {
        var story = await Given(Story.Program("""{"hold": {"from": "delivered", "days": 14, "graceDays": 0, "assumedDeliveryDays": 5}}"""));
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes": ["{{story.Code}}"]}"""))).ShouldBe(201);
        (await story.Shop.Post("/v1/orders/1001/events", """{"externalId":"d","type":"delivered","occurredAt":"2000-01-01T00:00:00Z"}""")).ShouldBe(200);
        var referral = (await story.Shop.Get($"/v1/referrals/{order.Text("referralId")}")).ShouldBe(200);
        referral.Text("status").ShouldBe("pending");
        referral.Text("holdUntil").ShouldBe("2026-03-15T09:00:00.000Z");
    }

    [Theory]
    [InlineData("""{"name":null}""", "name")]
    [InlineData("""{"timeZone":null}""", "timeZone")]
    [InlineData("""{"languages":null}""", "languages")]
    [InlineData("""{"languages":["en",null]}""", "languages[1]")]
    [InlineData("""{"languages":["en","NaN"]}""", "languages")]
    [InlineData("""{"languages":["en","1e5"]}""", "languages")]
    [InlineData("""{"languages":["en","e-n"]}""", "languages")]
    [InlineData("""{"languages":["en","qqq"]}""", "languages")]
    [InlineData("""{"languages":["en","NaN"],"locale":"NaN"}""", "locale")]
    public async Task Settings_that_cannot_be_are_refused_by_name(string json, string field)
    {
        var story = await Given();
        var answer = (await story.Shop.Patch("/v1/shop", json)).ShouldBe(400);
        answer["errors"]![field].ShouldNotBeNull(answer.Body!.ToJsonString());
        (await story.Shop.Patch("/v1/shop", """{"languages":["en","pl","en-GB","sr-Latn-RS","de"]}""")).ShouldBe(200);
    }

    [Fact]
    public async Task Nobody_is_invited_by_nothing()
    {
        var story = await Given();
        var answer = (await story.Shop.Post("/v1/invitations", $$"""{"advocateId":"{{story.Anna}}","emails":["x@example.com",null]}""")).ShouldBe(400);
        answer["errors"]!["emails[1]"].ShouldNotBeNull();
    }

    [Fact]
    public async Task More_money_than_an_order_brought_does_not_go_back()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", Story.Order("1", """{"subtotal": 9000, "total": 9000}"""))).ShouldBe(201);
        Task<Answer> Happens(string id, string type, long amount) =>
            story.Shop.Post("/v1/orders/1/events", $$"""{"externalId":"{{id}}","type":"{{type}}","amount":{{amount}}}""");
        (await Happens("a", "refunded", 2147483648)).ShouldRefuse(400, "invalid_request");
        (await Happens("b", "refunded", 9001)).ShouldBe(400)["errors"]!["amount"].ShouldNotBeNull();
        (await story.Shop.Get("/v1/orders/1")).Number("refundedTotal").ShouldBe(0);
        (await Happens("a", "refunded", 2000)).ShouldBe(200);
        (await Happens("c", "refunded", 7001)).ShouldRefuse(400, "invalid_request");
        (await Happens("a", "refunded", 2000)).ShouldBe(200);
        (await Happens("d", "charged_back", 9001)).ShouldRefuse(400, "invalid_request");
        (await Happens("c", "refunded", 7000)).ShouldBe(200).Text("status").ShouldBe("refunded");

        // The bank takes all of it, whatever had gone back; and an event that overtook its order is kept as it is.
        (await Happens("d", "charged_back", 9000)).ShouldBe(200);
        (await story.Shop.Post("/v1/orders/2/events", """{"externalId":"e","type":"refunded","amount":10001}""")).ShouldBe(202);
        (await story.Shop.Post("/v1/orders", Story.Order("2"))).ShouldBe(201).Number("refundedTotal").ShouldBe(10000);
    }

    [Fact]
    public async Task What_nobody_can_see_is_no_name_no_number_and_no_note()
    {
        var story = await Given();
        const string unseen = "\\u200b\\u2060 \\u00ad\\ufe0f\\u3164";
        (await story.Shop.Post("/v1/orders", Story.Order("\u200b"))).ShouldBe(400)["errors"]!["externalId"].ShouldNotBeNull();
        (await story.Shop.Post("/v1/programs", Story.Program($$"""{"name":"{{unseen}}"}"""))).ShouldBe(400)["errors"]!["name"].ShouldNotBeNull();
        (await story.Shop.Post("/v1/goals", $$"""{"name":"{{unseen}}","kpi":"shareRate","target":0.5,"from":"2026-06-01","to":"2076-06-02"}"""))
            .ShouldBe(400)["errors"]!["name"].ShouldNotBeNull();
        (await story.Shop.Patch("/v1/shop", $$"""{"name":"{{unseen}}"}""")).ShouldBe(400)["errors"]!["name"].ShouldNotBeNull();
        var order = (await story.Shop.Post("/v1/orders", Story.Order("1", $$"""{"couponCodes": ["{{story.Code}}"]}"""))).ShouldBe(201);
        (await story.Shop.Post($"/v1/referrals/{order.Text("referralId")}/reject", $$"""{"reason":"{{unseen}}"}""")).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Post("/v1/orders/1/attribution", $$"""{"advocateId":null,"reason":"{{unseen}}"}""")).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Patch("/v1/shop", """{"name":"Tea\u200d & Co"}""")).ShouldBe(200).Text("name").ShouldBe("Tea\u200d & Co");
    }

    [Theory]
    [InlineData("/v1/rewards?advocatId=adv_1", "unknown_parameter")]
    [InlineData("/v1/shop?x=1", "unknown_parameter")]
    [InlineData("/v1/advocates?q=%00", "bad_request")]
    public async Task A_misspelt_filter_is_refused_and_not_passed_over(string path, string code) =>
        (await (await Given()).Shop.Get(path)).ShouldRefuse(400, code);

    [Fact]
    public async Task A_body_that_is_missing_or_compressed_is_said_to_be()
    {
        var story = await Given();
        (await story.Shop.Post("/v1/orders", "")).ShouldBe(400)["errors"]!["subtotal"].ShouldNotBeNull();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Node.Url, "/v1/orders"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", story.Shop.SecretKey);
        request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(415);
    }

    [Fact]
    public async Task What_a_mail_would_carry_in_its_head_has_no_line_ends_and_a_shop_speaks_its_default_language()
    {
        var story = await Given();
        (await story.Shop.Patch("/v1/shop", """{"name":"Tea\r\nBcc: x@evil.example"}""")).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Patch("/v1/shop", """{"locale":"de"}""")).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Patch("/v1/shop", """{"locale":"pl","languages":["pl","en"]}""")).ShouldBe(200);
    }

    [Fact]
    public async Task Whoever_guesses_codes_is_slowed_down_and_known_codes_are_not()
    {
        var story = await Given();
        var guesses = new List<int>();
        for (var i = 0; i < 70; i++)
        {
            guesses.Add((await story.Shop.Follow($"/r/ANNA-{i:00000}")).Status);
        }

        // A minute may end in between.
        guesses.Count(status => status != 429).ShouldBeLessThanOrEqualTo(60);
        var claims = new List<Answer>();
        for (var i = 0; i <= 30 && claims.TrueForAll(claim => (int)claim.Status != 429); i++)
        {
            claims.Add(await story.Shop.Post("/v1/claims", """{"code":"ANNA-9WRNG","email":"x@example.com","consent":true}""", story.Shop.PublishableKey));
        }

        claims[^1].ShouldRefuse(429, "too_many_requests");
        (await story.Shop.Post("/v1/claims", """{"code":"ANNA-9WRNG","email":"x@example.com","consent":true}""")).ShouldRefuse(404, "not_found");
        (await story.Shop.Follow(story.Link)).Status.ShouldBe(302);
    }

    [Fact]
    public async Task A_friend_s_reward_has_the_shape_in_which_the_program_was_told()
    {
        var story = await Given();
        var claim = (await story.Shop.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","consent":true}""")).ShouldBe(201);
        const string told = """{"type":"percent","percent":15,"cap":5000}""";
        claim["friendReward"]!["value"]!.ToJsonString().ShouldBe(told);
        (await story.Shop.Get($"/v1/coupons/{claim.Text("couponCode")}")).ShouldBe(200)["value"]!.ToJsonString().ShouldBe(told);
    }
}

public sealed class BadInputJourneyOnSqlite(PostgresFixture postgres) : BadInputJourney(TestEngine.Sqlite, postgres);

public sealed class BadInputJourneyOnPostgres(PostgresFixture postgres) : BadInputJourney(TestEngine.Postgres, postgres);
