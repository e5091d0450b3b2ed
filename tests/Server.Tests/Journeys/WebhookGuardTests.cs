using System.Runtime.CompilerServices;
using Shouldly;
using Vouch.Domain.Webhooks;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Outside;
using Vouch.Storage;

namespace Vouch.Server.Tests.Journeys;

/// <summary>An endpoint leads into the world or nowhere, and the names of all events are known.</summary>
public sealed class WebhookGuardTests(PostgresFixture postgres)
{
    [Fact]
    public async Task No_endpoint_leads_into_our_own_network()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var (refused, notCalled) = (0, 0);
        foreach (string url in OutboundTests.Forbidden.Select(row => row.Data).Where(url => !url.Contains("//to-") && !url.Contains("//both")))
        {
            var json = System.Text.Json.JsonSerializer.Serialize(url);
            var made = await shop.Post("/v1/webhook-endpoints", $$"""{"url":{{json}},"events":["*"]}""");
            if ((int)made.Status == 400)
            {
                made.Body!["errors"]!.AsObject().ShouldContainKey("url");
                refused++;
                continue;
            }

            made.ShouldBe(201);
            var sent = (await shop.Post($"/v1/webhook-endpoints/{made.Text("id")}/test")).ShouldBe(200);
            (sent["delivered"]!.GetValue<bool>(), sent.Text("failure")).ShouldBe((false, "an address that is not called"), url);
            (await shop.Delete("/v1/webhook-endpoints/" + made.Text("id"))).ShouldBe(204);
            notCalled++;
        }

        refused.ShouldBeGreaterThan(60);
        notCalled.ShouldBeGreaterThan(0);
        var kept = (await shop.Post("/v1/webhook-endpoints", """{"url":"https://shop.example/","events":["*"]}""")).ShouldBe(201).Text("id");
        (await shop.Patch("/v1/webhook-endpoints/" + kept, """{"url":"https://10.0.0.1/"}""")).ShouldBe(400);
        (await shop.Patch("/v1/webhook-endpoints/" + kept, """{"url":null}""")).ShouldBe(400);
        (await shop.Patch("/v1/webhook-endpoints/" + kept, """{"events":null}""")).ShouldBe(400);
        (await shop.Patch("/v1/webhook-endpoints/" + kept, """{"secret":"whsec_AAAA"}""")).ShouldBe(400);
    }

    // An event whose type is made of parts shows only the part that is always there.
    [Fact]
    public void Every_event_that_is_published_can_be_wished()
    {
        var types = typeof(Program).Assembly.GetTypes().Where(type => typeof(IShopEvent).IsAssignableFrom(type) && !type.IsAbstract)
            .Select(type => ((IShopEvent)RuntimeHelpers.GetUninitializedObject(type)).Type).ToList();
        types.Count.ShouldBeGreaterThan(30);
        types.Where(type => !EventNames.Known.Contains(type) && !(type.EndsWith('.') && EventNames.Known.Count(known => known.StartsWith(type, StringComparison.Ordinal)) > 1))
            .ShouldBeEmpty();
        EventNames.Known.Where(known => !types.Exists(type => type == known || (type.EndsWith('.') && known.StartsWith(type, StringComparison.Ordinal)))).ShouldBeEmpty();
    }
}
