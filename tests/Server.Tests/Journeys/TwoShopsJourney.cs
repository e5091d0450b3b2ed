using System.Net;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>
/// Two shops in one database: every endpoint of the API is called with the other shop's ids and with wrong keys. The
/// list of endpoints is the application's own; one that is not told here what to send fails the test.
/// </summary>
public abstract class TwoShopsJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task No_endpoint_shows_or_changes_anything_of_another_shop()
    {
        var theirs = await Given();
        var visit = await theirs.Shop.Follow(theirs.Link);
        var claim = await theirs.Claim();
        (await theirs.Shop.Post("/v1/orders", Story.Order("1001", $$"""{"couponCodes": ["{{claim.Text("couponCode")}}"], "discount": 100, "total": 9900}"""))).ShouldBe(201);
        await theirs.Shop.At("2026-06-01T00:00:00Z");
        var spent = (await theirs.Shop.Post($"/v1/advocates/{theirs.Anna}/redemptions", """{"kind":"store_credit","amount":100}""")).ShouldBe(201);
        var key = (await theirs.Shop.Post("/v1/api-keys", """{"kind":"secret"}""")).ShouldBe(201);
        var adjusted = (await theirs.Shop.Post($"/v1/advocates/{theirs.Anna}/adjustments", """{"kind":"cash","amount":500,"reason":"x"}""")).ShouldBe(201);
        var payout = (await theirs.Shop.Post("/v1/payouts", """{"method":"csv"}""")).ShouldBe(201);
        var listed = (await theirs.Shop.Post("/v1/screening/list", """{"verdict":"allow","kind":"domain","value":"example.org","reason":"x"}""")).ShouldBe(201);
        var hook = (await theirs.Shop.Post("/v1/webhook-endpoints", """{"url":"https://shop.example/hook","events":["*"]}""")).ShouldBe(201);
        (await theirs.Shop.Patch($"/v1/webhook-endpoints/{hook.Text("id")}", """{"enabled":false,"description":"anna@example.com"}""")).ShouldBe(200);
        await Node.RunDue(theirs.Shop.Id);
        var delivery = (await theirs.Shop.Get($"/v1/webhook-endpoints/{hook.Text("id")}/deliveries")).Items[0]["id"]!.ToString();
        (await theirs.Shop.Post("/v1/ratings", """{"externalId":"r-1","customer":{"email":"anna@example.com"},"stars":1}""")).ShouldBe(201);
        var feed = (await theirs.Shop.Post("/v1/mention-feeds", """{"url":"https://localhost/alert","name":"anna@example.com"}""")).ShouldBe(201);
        var segment = (await theirs.Shop.Post("/v1/segments", """{"name":"anna@example.com","rule":{}}""")).ShouldBe(201);
        var campaign = (await theirs.Shop.Post("/v1/campaigns", $$"""
            {"programId":"{{theirs.ProgramId}}","name":"anna@example.com","startsAt":"2026-07-01T00:00:00Z","endsAt":"2026-07-02T00:00:00Z","advocateBonus":{"multiplier":200} }
            """)).ShouldBe(201);
        var goal = (await theirs.Shop.Post("/v1/goals", """{"name":"anna@example.com","kpi":"shareRate","target":0.5,"from":"2026-06-01","to":"2026-07-01"}""")).ShouldBe(201);
        var ids = new Dictionary<string, string>
        {
            ["/v1/goals/{id}"] = goal.Text("id"),
            ["/v1/segments/{id}"] = segment.Text("id"),
            ["/v1/campaigns/{id}"] = campaign.Text("id"),
            ["/v1/feedback-cases/{id}"] = (await theirs.Shop.Get("/v1/feedback-cases")).Items[0]["id"]!.ToString(),
            ["/v1/mention-feeds/{id}"] = feed.Text("id"),
            ["/v1/mentions/{id}"] = "mnt_0000000000001",
            ["/v1/webhook-endpoints/{id}"] = hook.Text("id"),
            ["/v1/screening/list/{id}"] = listed.Text("id"),
            ["/v1/screening/samples/{referralId}"] = (await theirs.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString(),
            ["/v1/screening/models/{id}"] = "mdl_0000000000001",
            ["/v1/programs/{id}"] = theirs.ProgramId,
            ["/v1/advocates/{id}"] = theirs.Anna,
            ["/v1/clicks/{id}"] = visit.ClickId!,
            ["/v1/referrals/{id}"] = (await theirs.Shop.Get("/v1/referrals")).Items[0]["id"]!.ToString(),
            ["/v1/rewards/{id}"] = (await theirs.Shop.Get("/v1/rewards")).Items[0]["id"]!.ToString(),
            ["/v1/api-keys/{id}"] = key.Text("id"),
            ["/v1/orders/{externalId}"] = "1001",
            ["/v1/coupons/{code}"] = claim.Text("couponCode"),
            ["/v1/payouts/{id}"] = payout.Text("id"),
            ["/v1/code-pools/{pool}"] = "theirs",
            ["/v1/messages/{id}"] = (await Mailed(theirs)).Items[0]["id"]!.ToString(),
        };
        var before = await Snapshot(theirs);
        using var other = await Node.Shop();
        var wrong = new List<string>();
        foreach (var (method, route) in Endpoints())
        {
            var known = ids.Keys.FirstOrDefault(k => route == k || route.StartsWith(k + "/", StringComparison.Ordinal));
            var address = (known is null ? route : known[..known.IndexOf('{', StringComparison.Ordinal)] + ids[known] + route[known.Length..])
                .Replace("{redemptionId}", spent.Text("id"), StringComparison.Ordinal)
                .Replace("{adjustmentId}", adjusted.Text("id"), StringComparison.Ordinal)
                .Replace("{deliveryId}", delivery, StringComparison.Ordinal)
                .Replace("{language}", "it", StringComparison.Ordinal);
            address.ShouldNotContain("{", customMessage: $"Tell this test what stands in {route}.");
            await TryWithOtherKeys(other, theirs, method, route, address, wrong);
        }

        wrong.ShouldBeEmpty();
        (await Snapshot(theirs)).ShouldBe(before);
    }

    [Fact]
    public async Task A_publishable_key_may_only_do_what_a_browser_may()
    {
        var story = await Given();
        (await story.Shop.Get("/v1/orders", story.Shop.PublishableKey)).ShouldRefuse(403, "forbidden");
        (await story.Shop.Post("/v1/orders", Story.Order("1"), story.Shop.PublishableKey)).ShouldRefuse(403, "forbidden");
        (await story.Shop.Get("/v1/shop", "sk_test_wrong")).ShouldRefuse(401, "unauthorized");
        (await story.Shop.Post("/v1/advocates", """{"email":"new@example.com"}""", story.Shop.PublishableKey)).ShouldBe(202);
    }

    private static async Task TryWithOtherKeys(ShopClient other, Story theirs, string method, string route, string address, List<string> wrong)
    {
        var body = method == "GET" ? null : BodyFor(method, route, theirs);
        var http = new HttpMethod(method);
        foreach (var key in new[] { string.Empty, "sk_test_0000" })
        {
            var closed = await other.Send(http, address, body, key);
            if (closed.Status != HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{method} {route} without a right key answers {(int)closed.Status}");
            }
        }

        var answer = await other.Send(http, address, body, null);
        var text = answer.Body?.ToJsonString() ?? string.Empty;
        if (route.Contains('{', StringComparison.Ordinal) && answer.Status != HttpStatusCode.NotFound
            && !(route.EndsWith("/events", StringComparison.Ordinal) && answer.Status == HttpStatusCode.Accepted)
            && !route.StartsWith("/v1/texts/", StringComparison.Ordinal)
            && !(route.StartsWith("/v1/code-pools/", StringComparison.Ordinal) && answer.Status == HttpStatusCode.Created))
        {
            wrong.Add($"{method} {route} with another shop's id answers {(int)answer.Status}: {text}");
        }

        if (text.Contains(theirs.Anna, StringComparison.Ordinal) || text.Contains("anna@example.com", StringComparison.Ordinal))
        {
            wrong.Add($"{method} {route} shows another shop's data: {text}");
        }
    }

    private async Task<Answer> Mailed(Story story)
    {
        await Node.RunDue(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id);
        return await story.Shop.Get("/v1/messages");
    }

    private static string BodyFor(string method, string route, Story theirs) => (method, route) switch
    {
        ("PATCH", "/v1/texts/{language}") => """{"texts":{"friend.get":"x"}}""",
        ("PATCH", _) => "{}",
        (_, "/v1/programs") => Story.Program(),
        (_, "/v1/segments") => """{"name":"x","rule":{}}""",
        (_, "/v1/campaigns") => $$"""{"programId":"{{theirs.ProgramId}}","name":"x","startsAt":"2026-07-01T00:00:00Z","endsAt":"2026-07-02T00:00:00Z","advocateBonus":{"multiplier":200} }""",
        (_, "/v1/goals") => """{"name":"x","kpi":"shareRate","target":0.5,"from":"2026-06-01","to":"2076-06-02"}""",
        (_, "/v1/advocates") => """{"email":"else@example.org"}""",
        (_, "/v1/invitations") => $$"""{"advocateId":"{{theirs.Anna}}","emails":["x@example.com"]}""",
        (_, "/v1/shares") => $$"""{"code":"{{theirs.Code}}","channel":"copy"}""",
        (_, "/v1/claims") => $$"""{"code":"{{theirs.Code}}","email":"x@example.com","consent":true}""",
        (_, "/v1/identify") => """{"clickId":"clk_0000000000001","customer":{"email":"x@example.com"}}""",
        (_, "/v1/orders") => Story.Order("77"),
        (_, "/v1/ratings") => """{"externalId":"r-1","customer":{"email":"x@example.com"},"stars":5}""",
        (_, "/v1/mention-feeds") => """{"url":"https://feeds.example/alert"}""",
        (_, "/v1/webhook-endpoints") => """{"url":"https://else.example/","events":["*"]}""",
        (_, "/v1/webhook-endpoints/{id}/replay") => """{"since":"2026-01-01T00:00:00Z"}""",
        (_, "/v1/api-keys") => """{"kind":"publishable"}""",
        (_, "/v1/test-clock") => """{"now":"2026-01-01T00:00:00Z"}""",
        (_, "/v1/referrals/decisions") => """{"ids":["ref_0000000000001"],"decision":"approve","reason":"x"}""",
        (_, "/v1/screening/list") => """{"verdict":"block","kind":"domain","value":"example.net","reason":"x"}""",
        (_, "/v1/screening/samples/{referralId}") => """{"abuse":true}""",
        (_, "/v1/mail-bounces") => """{"email":"anna@example.com","kind":"hard"}""",
        (_, "/v1/payouts") => """{"method":"csv"}""",
        (_, "/v1/ledger/closes") => """{"month":"2026-03"}""",
        (_, "/v1/code-pools/{pool}/codes") => """{"codes":["POOL-01"]}""",
        var (m, r) when r.EndsWith("/payout-details", StringComparison.Ordinal) && m == "PUT" => """{"name":"Somebody"}""",
        var (_, r) when r.EndsWith("/choose", StringComparison.Ordinal) => """{"kind":"donation"}""",
        var (_, r) when r.EndsWith("/adjustments", StringComparison.Ordinal) => """{"kind":"store_credit","amount":5,"reason":"x"}""",
        var (_, r) when r.EndsWith("/ask", StringComparison.Ordinal) => """{"question":"x"}""",
        var (_, r) when r.EndsWith("/answer", StringComparison.Ordinal) => """{"answer":"x"}""",
        var (_, r) when r.EndsWith("/appeal", StringComparison.Ordinal) => """{"text":"x"}""",
        var (_, r) when r.EndsWith("/reverse", StringComparison.Ordinal) => """{"reason":"x"}""",
        var (_, r) when r.StartsWith("/v1/payouts/", StringComparison.Ordinal) => "{}",
        var (_, r) when r.EndsWith("/codes", StringComparison.Ordinal) => """{"code":"TEA-TIME"}""",
        var (_, r) when r.EndsWith("/merge", StringComparison.Ordinal) => $$"""{"into":"{{theirs.Anna}}"}""",
        var (_, r) when r.EndsWith("/attribution", StringComparison.Ordinal) => """{"advocateId":null,"reason":"none"}""",
        var (_, r) when r.EndsWith("/events", StringComparison.Ordinal) => """{"externalId":"e","type":"delivered"}""",
        var (_, r) when r.EndsWith("/redemptions", StringComparison.Ordinal) => """{"kind":"store_credit","amount":1}""",
        var (_, r) when r.StartsWith("/v1/coupons", StringComparison.Ordinal) => """{"orderExternalId":"1001"}""",
        var (_, r) when r.EndsWith("/approve", StringComparison.Ordinal) || r.EndsWith("/reject", StringComparison.Ordinal)
            || r.EndsWith("/reopen", StringComparison.Ordinal) || r.EndsWith("/revoke", StringComparison.Ordinal) => """{"reason":"because"}""",
        _ => "{}",
    };

    private List<(string Method, string Route)> Endpoints() =>
        ((EndpointDataSource)Node.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
            .Select(e => (Route: "/" + e.RoutePattern.RawText!.TrimStart('/'), Methods: e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []))
            .Where(e => e.Route.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(e => e.Methods.Where(m => m != "OPTIONS").Select(m => (m, e.Route)))
            .ToList();

    private static async Task<string> Snapshot(Story story)
    {
        var parts = new List<string>();
        foreach (var path in new[] { "/v1/shop", "/v1/programs", "/v1/advocates", "/v1/orders", "/v1/referrals", "/v1/rewards", "/v1/ledger/accounts", "/v1/payouts", "/v1/ledger/closes", "/v1/messages", "/v1/webhook-endpoints", "/v1/surveys", "/v1/ratings", "/v1/feedback-cases", "/v1/mention-feeds", "/v1/mentions", "/v1/segments", "/v1/campaigns", "/v1/goals", "/v1/clicks?advocateId=" + story.Anna })
        {
            parts.Add((await story.Shop.Get(path)).ShouldBe(200).Body!.ToJsonString());
        }

        return string.Join("\n", parts);
    }
}

public sealed class TwoShopsJourneyOnSqlite(PostgresFixture postgres) : TwoShopsJourney(TestEngine.Sqlite, postgres);

public sealed class TwoShopsJourneyOnPostgres(PostgresFixture postgres) : TwoShopsJourney(TestEngine.Postgres, postgres);
