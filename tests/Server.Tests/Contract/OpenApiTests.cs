using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Contract;

/// <summary>The document at /openapi/v1.json tells the API as it is: every route, every field, nothing else.</summary>
public sealed partial class OpenApiTests(PostgresFixture postgres) : Journey(TestEngine.Sqlite, postgres)
{
    [Fact]
    public async Task It_lists_exactly_the_routes_that_are_mapped()
    {
        var document = await Document();
        document["openapi"]!.ToString().ShouldStartWith("3.1");
        var mapped = ((EndpointDataSource)Node.Services.GetService(typeof(EndpointDataSource))!).Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {endpoint.RoutePattern.RawText}"));
        Operations(document).Select(operation => operation.Name).Order().ShouldBe(mapped.Order());
    }

    [Fact]
    public async Task Every_operation_says_what_it_takes_what_it_answers_and_who_may()
    {
        var document = await Document();
        Operations(document).Count().ShouldBeGreaterThan(50);
        Operations(document).SelectMany(operation => Unsaid(operation.Name, operation.Body)).ShouldBeEmpty();
        Operations(document).Select(operation => operation.Body["operationId"]!.ToString()).ShouldBeUnique();
        var planted = JsonNode.Parse("""{"operationId":"a","summary":"","responses":{"200":{},"400":{"content":{"application/json":{}}}}}""")!;
        Unsaid("POST /v1/planted", planted).ShouldBe(
        [
            "POST /v1/planted has no summary", "POST /v1/planted has no tags", "POST /v1/planted has no security", "POST /v1/planted: 200 has no shape",
            "POST /v1/planted: 400 is no problem+json", "POST /v1/planted says no 401",
        ]);
    }

    [Fact]
    public async Task Shapes_are_what_travels()
    {
        var document = await Document();
        Vague(document, "#").ShouldBeEmpty();
        Vague(JsonNode.Parse("""{"properties":{"a":{},"b":{"type":["integer","string"]},"c":{"$ref":"#/x"}}}""")!, "#")
            .ShouldBe(["#/properties/a says nothing", "#/properties/b is a number or a text"]);
        var shapes = document["components"]!["schemas"]!;
        shapes["AdvocateId"]!["pattern"]!.ToString().ShouldBe("^adv_[0-9a-hjkmnp-tv-z]{13}$");
        shapes["OrderStatus"]!["enum"]!.AsArray().Select(word => word!.ToString()).ShouldContain("delivered");
        shapes["Instant"]!["format"]!.ToString().ShouldBe("date-time");
        shapes["RewardAnswer"]!["properties"]!.AsObject().ShouldContainKey("issuedAt");
        var order = Resolve(document, document["paths"]!["/v1/orders"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!);
        order["properties"]!["subtotal"]!.ToJsonString().ShouldContain("integer");
        Resolve(document, order["properties"]!["customer"]!).ToJsonString().ShouldContain("externalId");
    }

    [Fact]
    public async Task Every_answer_of_a_journey_has_the_shape_that_the_document_promises()
    {
        var document = await Document();
        var story = await Given();
        var witness = new Witness(document, story.Shop);
        var visit = await story.Shop.Follow(story.Link);
        await witness.Post("/v1/programs", Story.Program("""{"milestones":[{"every":2,"reward":{"kind":"points","value":{"type":"points","points":10}}}]}"""));
        await witness.Post("/v1/programs", """{"name":1}""");
        await witness.Post("/v1/advocates", """{"email":"eva@example.com","name":"Eva"}""");
        await witness.Post("/v1/advocates", """{"email":"eva@example.com","name":"Eva"}""");
        await witness.Post("/v1/shares", $$"""{"code":"{{story.Code}}","channel":"email"}""");
        await witness.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","clickId":"{{visit.ClickId}}","consent":true}""");
        await witness.Post("/v1/claims", $$"""{"code":"{{story.Code}}","email":"piotr@example.com","consent":true}""");
        await witness.Post("/v1/orders/1001/events", """{"externalId":"p-1","type":"paid","occurredAt":"2026-03-01T09:01:00Z"}""");
        var order = await witness.Post("/v1/orders", Story.Order("1001", """{"status":"pending","placedAt":"2026-03-01T09:00:30Z"}"""));
        await witness.Post("/v1/orders", Story.Order("1001", """{"status":"pending","placedAt":"2026-03-01T09:00:30Z"}"""));
        await witness.Post("/v1/orders/1001/events", """{"externalId":"d-1","type":"delivered","occurredAt":"2026-03-01T09:02:00Z"}""");
        await witness.Post("/v1/test-clock", """{"now":"2026-05-01T00:00:00Z"}""");
        await witness.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":100}""");
        await witness.Post($"/v1/advocates/{story.Anna}/redemptions", """{"kind":"store_credit","amount":100000}""");
        var hook = await witness.Post("/v1/webhook-endpoints", """{"url":"https://shop.example/hook","events":["advocate.*"]}""");
        await witness.Post($"/v1/webhook-endpoints/{hook["id"]}/rotate-secret", "{}");
        await witness.Post($"/v1/webhook-endpoints/{hook["id"]}/replay", """{"since":"2026-01-01T00:00:00Z"}""");
        await witness.Get("/v1/webhook-endpoints");
        await witness.Get($"/v1/webhook-endpoints/{hook["id"]}");
        var sent = await witness.Get($"/v1/webhook-endpoints/{hook["id"]}/deliveries?status=pending");
        await witness.Get($"/v1/webhook-endpoints/{hook["id"]}/deliveries/{sent.Items[0]["id"]}");
        foreach (var path in Reads(story, visit.ClickId!, order["referralId"]?.ToString()))
        {
            await witness.Get(path);
        }

        await witness.Get("/v1/advocates/adv_0000000000000");
        witness.Wrong.ShouldBeEmpty();
        witness.Seen.Count.ShouldBeGreaterThan(25);
    }

    [Fact]
    public void An_answer_of_another_shape_is_seen()
    {
        var document = JsonNode.Parse("""
            {"a": {"type":"object","required":["n","s"],"properties":{"n":{"type":"integer"},"s":{"enum":["x"],"type":"string"},
             "id":{"oneOf":[{"type":"null"},{"$ref":"#/id"}]},"l":{"type":"array","items":{"$ref":"#/id"}}},"additionalProperties":false},
             "id": {"type":"string","pattern":"^adv_"}}
            """)!;
        var shape = new JsonShape(document);
        shape.Wrong(JsonNode.Parse("""{"n":1,"s":"x","id":null,"l":["adv_1"]}"""), document["a"]!).ShouldBeEmpty();
        shape.Wrong(JsonNode.Parse("""{"n":"1","id":"ref_1","l":["b"],"more":1}"""), document["a"]!).Count().ShouldBe(5);
        shape.Wrong(JsonNode.Parse("""{"n":1.5,"s":"y"}"""), document["a"]!).Count().ShouldBe(2);
    }

    [Fact]
    public async Task It_lints_without_errors()
    {
        Assert.SkipUnless(await Run("npx", "--version") == 0, "npx is not installed.");
        var file = Path.GetFullPath(Path.Combine(Site.MailFolder, "../openapi.json"));
        var script = Path.Combine(Tidy.House.Root, "tests/lint-openapi");
        await File.WriteAllTextAsync(file, (await Document()).ToJsonString());
        Assert.SkipUnless(await Run("npx", "--yes", "@redocly/cli@2.77.0", "--version") == 0, "The linter cannot be downloaded.");
        (await Run(script, file)).ShouldBe(0);
        await File.WriteAllTextAsync(file, (await Document()).ToJsonString().Replace("\"operationId\":\"getShop\"", "\"operationId\":\"patchShop\"", StringComparison.Ordinal));
        (await Run(script, file)).ShouldNotBe(0, "two operations of one id were not seen");
    }

    private async Task<JsonNode> Document()
    {
        using var http = new HttpClient { BaseAddress = Node.Url };
        return JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
    }

    private static IEnumerable<(string Name, JsonNode Body)> Operations(JsonNode document) => document["paths"]!.AsObject().SelectMany(path =>
        path.Value!.AsObject().Select(operation => ($"{operation.Key.ToUpperInvariant()} {path.Key}", operation.Value!)));

    private static IEnumerable<string> Unsaid(string name, JsonNode operation)
    {
        foreach (var word in new[] { "operationId", "summary", "tags", "security" })
        {
            if (operation[word]?.ToJsonString() is null or "[]" or "\"\"")
            {
                yield return $"{name} has no {word}";
            }
        }

        var answers = operation["responses"]!.AsObject();
        foreach (var (status, answer) in answers.Where(answer => answer.Key != "204"))
        {
            var kind = string.CompareOrdinal(status, "400") < 0 ? "application/json" : "application/problem+json";
            var isFile = answer!["content"]?.AsObject().All(content => content.Key is "text/csv" or "text/plain" or "application/xml") == true;
            if (answer["content"]?[kind]?["schema"] is null && !(isFile && answer["content"]!.AsObject().Count > 0))
            {
                yield return kind == "application/json" ? $"{name}: {status} has no shape" : $"{name}: {status} is no problem+json";
            }
        }

        if (!answers.ContainsKey("401"))
        {
            yield return name + " says no 401";
        }
    }

    /// <summary>Fields of which the document says nothing, or that they are a number or a text.</summary>
    private static IEnumerable<string> Vague(JsonNode node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Vague(field.Value!, $"{path}/{field.Key}")).Concat(
            fields["properties"] is JsonObject properties ? properties.SelectMany(property => VagueField(property.Value!, $"{path}/properties/{property.Key}")) : []),
        JsonArray items => items.SelectMany((item, at) => item is null ? [] : Vague(item, $"{path}/{at}")),
        _ => [],
    };

    private static IEnumerable<string> VagueField(JsonNode field, string path)
    {
        if (field["type"] is null && field["$ref"] is null && field["oneOf"] is null)
        {
            yield return path + " says nothing";
        }

        if (field["type"] is JsonArray types && types.Select(type => type!.ToString()).ToList() is var all && all.Contains("string")
            && (all.Contains("integer") || all.Contains("number")))
        {
            yield return path + " is a number or a text";
        }
    }

    private static JsonNode Resolve(JsonNode document, JsonNode schema)
    {
        var reference = schema["$ref"] ?? (schema["oneOf"] as JsonArray)?.Select(choice => choice!["$ref"]).FirstOrDefault(choice => choice is not null);
        return reference is null ? schema : document["components"]!["schemas"]![reference.ToString().Split('/')[^1]]!;
    }

    private static string[] Reads(Story story, string click, string? referral) =>
    [
        "/v1/shop", "/v1/api-keys", "/v1/events", "/v1/test-clock", "/v1/programs", $"/v1/programs/{story.ProgramId}", "/v1/advocates",
        $"/v1/advocates/{story.Anna}", $"/v1/advocates/{story.Anna}/balance", "/v1/clicks", $"/v1/clicks/{click}", "/v1/customers?email=piotr@example.com",
        "/v1/orders", "/v1/orders/1001", "/v1/referrals", $"/v1/referrals/{referral}", "/v1/rewards", "/v1/ledger/accounts", "/v1/ledger/entries",
        "/v1/orders?limit=0",
    ];

    private static async Task<int> Run(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }

    /// <summary>Holds every answer against the document.</summary>
    private sealed partial class Witness(JsonNode document, ShopClient shop)
    {
        public List<string> Wrong { get; } = [];

        public HashSet<string> Seen { get; } = [];

        public async Task<Answer> Get(string path) => Check("get", path, await shop.Get(path));

        public async Task<Answer> Post(string path, string json) => Check("post", path, await shop.Post(path, json));

        private Answer Check(string method, string path, Answer answer)
        {
            var plain = path.Split('?')[0];
            var route = document["paths"]!.AsObject().Select(p => p.Key).Where(known => Regex.IsMatch(plain, "^" + Hole().Replace(known, "[^/]+") + "$"))
                .OrderBy(known => known.Count(letter => letter == '{')).First();
            var status = ((int)answer.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var kind = (int)answer.Status < 400 ? "application/json" : "application/problem+json";
            Seen.Add($"{method} {route} {status}");
            var said = document["paths"]![route]![method]!["responses"]![status]?["content"]?[kind]?["schema"];
            Wrong.AddRange(said is null
                ? [$"{method} {route} answers {status}, which the document does not tell: {answer.Body?.ToJsonString()}"]
                : new JsonShape(document).Wrong(answer.Body, said).Select(wrong => $"{method} {route} {status}: {wrong}"));
            return answer;
        }

        [GeneratedRegex(@"\{[^}]+\}")]
        private static partial Regex Hole();
    }
}
