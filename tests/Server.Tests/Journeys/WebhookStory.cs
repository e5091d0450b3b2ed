using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What stories about webhooks have in common: a still clock, and receivers on this machine.</summary>
public abstract class WebhookStory(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    internal StillClock Clock { get; } = new();

    protected override Task<TestNode> Start(TestSite site) => site.Start(Clock, allowPrivate: true);

    /// <summary>A receiver that answers with one status.</summary>
    protected static async Task<Receiver> Answering(int status = 200)
    {
        var receiver = await Receiver.Start();
        receiver.Answers = http => status == 204 ? NoContent(http) : Receiver.Answer(http, """{"said":"ok"}""", status);
        return receiver;
    }

    // An answer of 204 with a text breaks its connection, and the delivery with it.
    private static Task NoContent(HttpContext http)
    {
        http.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    /// <summary>Makes an endpoint; the answer with its secret.</summary>
    protected static async Task<Answer> Endpoint(ShopClient shop, string url, string events = "*") => (await shop.Post(
        "/v1/webhook-endpoints", $$"""{"url":"{{url}}","events":["{{events.Replace(",", "\",\"", StringComparison.Ordinal)}}"]}""")).ShouldBe(201);

    /// <summary>Reads the journal to its end and sends what is due by the clock.</summary>
    protected async Task Deliver(ShopClient shop)
    {
        await Node.RunDue(shop.Id);
        await Node.RunOutside(shop.Id);
    }

    protected static async Task<IReadOnlyList<JsonNode>> Deliveries(ShopClient shop, Answer endpoint, string query = "?limit=200") =>
        (await shop.Get($"/v1/webhook-endpoints/{endpoint.Text("id")}/deliveries{query}")).ShouldBe(200).Items;

    protected static async Task<Answer> Detail(ShopClient shop, Answer endpoint, JsonNode delivery) =>
        (await shop.Get($"/v1/webhook-endpoints/{endpoint.Text("id")}/deliveries/{delivery["id"]}")).ShouldBe(200);

    protected static async Task<Answer> Show(ShopClient shop, Answer endpoint) =>
        (await shop.Get($"/v1/webhook-endpoints/{endpoint.Text("id")}")).ShouldBe(200);

    /// <summary>Something happens to an advocate.</summary>
    protected static async Task Rename(ShopClient shop, string advocate, string name) =>
        (await shop.Patch($"/v1/advocates/{advocate}", $$"""{"name":"{{name}}"}""")).ShouldBe(200);

    /// <summary>The ids of all events of a kind, in the journal's order, with what they are about.</summary>
    protected static async Task<List<(string Id, string Subject)>> Journal(ShopClient shop, string group)
    {
        var events = new List<(string, string)>();
        for (string? after = ""; after is not null;)
        {
            var page = await shop.Get("/v1/events?limit=200" + (after.Length == 0 ? "" : "&after=" + after));
            events.AddRange(page.Items.Where(item => item["type"]!.ToString().StartsWith(group, StringComparison.Ordinal))
                .Select(item => (item["id"]!.ToString(), item["subject"]!.ToString())));
            after = page["next"]?.ToString();
        }

        return events;
    }

    protected async Task<List<Notice>> DisabledNotices(ShopClient shop) =>
        [.. (await Notices.ListOpen(Node.Database.For(shop.Id))).Where(notice => notice.Kind == "webhook_disabled")];

    /// <summary>Never answers.</summary>
    protected static Task Hang(HttpContext http) => Task.Delay(System.Threading.Timeout.Infinite, http.RequestAborted);
}
