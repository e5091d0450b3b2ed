using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Team;

/// <summary>The API's reference page: all that the document has, and examples that work as they stand.</summary>
public sealed partial class ReferenceTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_endpoint_of_the_document_is_on_the_page_with_an_example_that_the_api_takes()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        // Who tries an example puts in an id of their own: what a body names has to be there.
        var program = (await shop.Post("/v1/programs", Story.Program())).ShouldBe(201).Text("id");
        using var http = new HttpClient { BaseAddress = node.Url };
        var page = WebUtility.HtmlDecode(await http.GetStringAsync("/docs/api"));
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
        var examples = Example().Matches(page).Select(match => match.Groups).ToList();
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (Method: one.Key.ToUpperInvariant(), Path: path.Key))).ToList();
        examples.Count.ShouldBe(operations.Count);
        page.ShouldNotContain("<script");
        var wrong = new List<string>();
        foreach (var (method, path) in operations)
        {
            page.ShouldContain($"Example: {method} {path}\"", customMessage: path);
            page.ShouldContain($"<span class=\"reference-method\">{method}</span> {path}</h3>", customMessage: path);
        }

        foreach (var groups in examples)
        {
            var (method, url) = (groups[1].Success ? groups[1].Value : "GET", groups[2].Value);
            var isWrite = groups[3].Success && groups[3].Value.Length > 0;
            var answer = await shop.Send(new HttpMethod(method), new Uri(url).PathAndQuery, isWrite ? groups[3].Value.Replace("prg_0123456789abc", program, StringComparison.Ordinal) : method == "GET" ? null : "{}", null);
            if ((int)answer.Status is 400 or 401 or 403 or 405 or 413 or 415 or 422 or >= 500)
            {
                wrong.Add($"{method} {url}: {(int)answer.Status} {answer.Body?.ToJsonString()}");
            }
        }

        wrong.ShouldBeEmpty();
        (await shop.Get("/v1/orders/1001")).ShouldBe(200);
    }

    [Fact]
    public async Task Null_in_the_place_of_any_field_or_item_is_refused_or_taken_and_never_a_fault()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var program = (await shop.Post("/v1/programs", Story.Program())).ShouldBe(201).Text("id");
        (await shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        var anna = (await shop.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201).Text("id");
        using var http = new HttpClient { BaseAddress = node.Url };
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi/v1.json"))!;
        var page = WebUtility.HtmlDecode(await http.GetStringAsync("/docs/api"));
        var tried = 0;
        var wrong = new List<string>();
        foreach (var groups in Example().Matches(page).Select(match => match.Groups).Where(groups => groups[3].Length > 0))
        {
            var (method, url) = (groups[1].Success ? groups[1].Value : "POST", new Uri(groups[2].Value));
            var path = url.PathAndQuery.Replace("prg_0123456789abc", program, StringComparison.Ordinal);
            path = AdvocateId().Replace(path, anna);
            var body = JsonNode.Parse(AdvocateId().Replace(groups[3].Value.Replace("prg_0123456789abc", program, StringComparison.Ordinal), anna))!.AsObject();
            foreach (var name in body.Select(field => field.Key).Concat(FieldsOf(document, method, url.AbsolutePath)).Distinct().ToList())
            {
                foreach (var bad in (string[])["null", "[null]", "{\"x\":null}"])
                {
                    var changed = body.DeepClone().AsObject();
                    changed[name] = JsonNode.Parse(bad);
                    var answer = await shop.Send(new HttpMethod(method), path, changed.ToJsonString(), null);
                    tried++;
                    if ((int)answer.Status >= 500)
                    {
                        wrong.Add($"{method} {path} {name}: {bad}");
                    }
                }
            }
        }

        wrong.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(500);
    }

    // The fields of the body that the document has for an address with its parameters filled in.
    private static IEnumerable<string> FieldsOf(JsonNode document, string method, string path)
    {
        var parts = path.Split('/');
        foreach (var (template, methods) in document["paths"]!.AsObject())
        {
            var pattern = template.Split('/');
            if (pattern.Length != parts.Length || !pattern.Zip(parts).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second)
                || methods![method.ToLowerInvariant()]?["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
            {
                continue;
            }

            while (schema["$ref"] is { } reference)
            {
                schema = document["components"]!["schemas"]![reference.ToString().Split('/')[^1]]!;
            }

            foreach (var (name, _) in schema["properties"]?.AsObject() ?? [])
            {
                yield return name;
            }
        }
    }

    [GeneratedRegex("adv_[0-9a-z]{13}")]
    private static partial Regex AdvocateId();

    [GeneratedRegex(@"<code>curl(?: -X (\w+))? '([^']+)' \\\n  -H 'Authorization: Bearer sk_test_…'(?: \\\n  -H 'Content-Type: application/json' \\\n  -d '([^']*)')?</code>")]
    private static partial Regex Example();
}
