using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Team;

/// <summary>API keys: their scopes, the day beside the next one, revoking, and what the desk shows of them.</summary>
public sealed partial class KeyTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task A_key_does_what_its_scopes_say_and_makes_none_that_does_more(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var narrow = (await shop.Post("/v1/api-keys", """{"kind":"secret","name":"sync","scopes":["orders_read","keys_write"]}""")).ShouldBe(201);
        var key = narrow.Text("key");
        (await shop.Get("/v1/orders", key)).ShouldBe(200);
        (await shop.Get("/v1/advocates", key)).ShouldRefuse(403, "missing_scope");
        (await shop.Post("/v1/orders", "{}", key)).ShouldRefuse(403, "missing_scope");
        (await shop.Post("/v1/api-keys", """{"kind":"secret"}""", key)).ShouldRefuse(403, "scope_above_yours");
        (await shop.Post("/v1/api-keys", """{"kind":"secret","scopes":["orders_write"]}""", key)).ShouldRefuse(403, "scope_above_yours");
        (await shop.Post("/v1/api-keys", """{"kind":"secret","scopes":["orders_read"]}""", key)).ShouldBe(201);
        foreach (var wrong in new[] { """{"kind":"secret","scopes":[]}""", """{"kind":"secret","scopes":["team_write"]}""", """{"kind":"publishable","scopes":["orders_read"]}""", """{"kind":"secret","scopes":["nothing"]}""" })
        {
            (await shop.Post("/v1/api-keys", wrong)).ShouldBe(400);
        }

        var all = (await shop.Get("/v1/api-keys")).Items;
        all.Count.ShouldBe(4);
        var first = all.Single(one => one["name"]?.ToString() == "first" && one["kind"]!.ToString() == "secret");
        first["usedAt"].ShouldNotBeNull();
        first["scopes"].ShouldBeNull();
        // The last one that may do everything stays, whatever others there are.
        (await shop.Delete($"/v1/api-keys/{first["id"]}")).ShouldRefuse(409, "last_secret_key");
        (await shop.Post($"/v1/api-keys/{first["id"]}/rotate", "{}", key)).ShouldRefuse(403, "scope_above_yours");
    }

    [Fact]
    public async Task A_replaced_key_works_for_a_day_and_a_revoked_one_no_more()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var clock = new StillClock();
        var node = await site.Start(clock);
        using var shop = await node.Shop();
        var old = (await shop.Get("/v1/api-keys")).Items.Single(one => one["kind"]!.ToString() == "secret")["id"]!.ToString();
        var made = (await shop.Post($"/v1/api-keys/{old}/rotate")).ShouldBe(200);
        (await shop.Post($"/v1/api-keys/{old}/rotate")).ShouldBe(404);
        (await shop.Get("/v1/shop")).ShouldBe(200);
        (await shop.Get("/v1/shop", made.Text("key"))).ShouldBe(200);
        clock.Now += TimeSpan.FromHours(24);
        (await shop.Get("/v1/shop")).ShouldBe(401);
        (await shop.Get("/v1/api-keys", made.Text("key"))).Items.ShouldNotContain(one => one["id"]!.ToString() == old);
        var events = (await shop.Get("/v1/events?type=key.rotated", made.Text("key"))).Items.ShouldHaveSingleItem();
        events["data"]!["by"]!.ToString().ShouldBe(made.Text("id"));
    }

    [Fact]
    public async Task The_desk_makes_replaces_and_revokes_keys_and_shows_each_once()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var admin = await Person.SignedIn(node, StaffRole.Admin, shop.Id);
        var keys = $"/desk/{shop.Id}/keys";
        var page = (await admin.Send(keys, keys, ("name", "the <till>"), ("kind", "secret"), ("scopes", "orders_write,orders_read"))).ShouldBe(200).Text;
        var key = KeyText().Match(page).Value;
        (await shop.Get("/v1/orders", key)).ShouldBe(200);
        (await shop.Get("/v1/shop", key)).ShouldBe(403);
        var listed = await admin.Get(keys);
        listed.ShouldNotContain(key);
        listed.ShouldContain("the &lt;till&gt;");
        listed.ShouldContain("orders_read, orders_write");
        (await admin.Send(keys, keys, ("kind", "golden"))).ShouldBe(400);
        (await admin.Send(keys, keys, ("kind", "publishable"), ("scopes", "orders_read"))).ShouldBe(400).Text.ShouldContain("Are for secret keys");

        var id = (await shop.Get("/v1/api-keys")).Items.Single(one => one["name"]?.ToString() == "the <till>")["id"]!.ToString();
        var next = KeyText().Match((await admin.Send(keys, $"{keys}/{id}/rotate")).ShouldBe(200).Text).Value;
        (await shop.Get("/v1/orders", next)).ShouldBe(200);
        (await shop.Get("/v1/orders", key)).ShouldBe(200);
        (await admin.Send(keys, $"{keys}/{id}/revoke")).ShouldBe(303);
        (await shop.Get("/v1/orders", key)).ShouldBe(401);
        (await admin.Send(keys, $"{keys}/{id}/revoke")).ShouldBe(404);
        (await admin.Get($"/desk/{shop.Id}/audit?what=key.deleted")).ShouldContain("admin@shop.example");
    }

    [GeneratedRegex("sk_test_[0-9A-Za-z]{32}")]
    private static partial Regex KeyText();
}
