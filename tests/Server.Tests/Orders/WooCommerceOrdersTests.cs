using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Orders;

/// <summary>
/// Webhook bodies captured from a live WooCommerce, told to the order intake in the order in which they came: updated
/// before created, a partial refund seen only in the list of refunds, a cancel, a deletion.
/// </summary>
public abstract class WooCommerceOrdersTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    [Fact]
    public async Task Captured_orders_go_through_the_intake_to_the_right_states()
    {
        Assert.SkipUnless(Directory.Exists(Captured()), "The captured shop payloads are not beside the repository.");
        var story = await Given();
        var fay = (await story.Shop.Post("/v1/advocates", """{"email":"fay@example.com","name":"Fay"}""")).ShouldBe(201);
        (await story.Shop.Post($"/v1/advocates/{fay.Text("id")}/codes", """{"code":"REF-FAY-1"}""")).ShouldBe(201);

        await story.Shop.At("2026-11-21T20:30:00Z");
        foreach (var file in Directory.GetFiles(Captured(), "*-order.*.body").Order(StringComparer.Ordinal))
        {
            var text = await File.ReadAllTextAsync(file);
            if (text.StartsWith('{'))
            {
                await Tell(story.Shop, JsonNode.Parse(text)!.AsObject());
            }
        }

        (await story.Shop.Get("/v1/orders")).Items.Count.ShouldBe(3);
        var refunded = (await story.Shop.Get("/v1/orders/13")).ShouldBe(200);
        refunded.Text("status").ShouldBe("refunded");
        refunded.Number("refundedTotal").ShouldBe(4000);
        var cancelled = (await story.Shop.Get("/v1/orders/14")).ShouldBe(200);
        cancelled.Text("status").ShouldBe("cancelled");
        cancelled.Text("attribution.advocateId").ShouldBe(fay.Text("id"));
        cancelled.Text("attribution.via").ShouldBe("coupon");
        (await story.Shop.Get($"/v1/referrals/{cancelled.Text("referralId")}")).Text("reason").ShouldBe("order_cancelled");
        (await story.Shop.Get("/v1/orders/15")).Text("status").ShouldBe("cancelled");
        (await story.Shop.Get($"/v1/advocates/{fay.Text("id")}/balance")).Number("pending").ShouldBe(0);
        (await story.LedgerSumsToZero()).ShouldBeTrue();
    }

    private static async Task Tell(ShopClient shop, JsonObject woo)
    {
        var id = woo["id"]!.ToString();
        if (woo["status"] is null)
        {
            ((int)(await shop.Post($"/v1/orders/{id}/events", """{"externalId":"deleted","type":"cancelled"}""")).Status).ShouldBeOneOf(200, 202);
            return;
        }

        var discount = Cents(woo["discount_total"]!);
        var order = new JsonObject
        {
            ["externalId"] = id,
            ["placedAt"] = woo["date_created_gmt"] + "Z",
            ["status"] = woo["status"]!.ToString() is "pending" or "on-hold" ? "pending" : "paid",
            ["subtotal"] = woo["line_items"]!.AsArray().Sum(line => Cents(line!["subtotal"]!)),
            ["discount"] = discount,
            ["shipping"] = Cents(woo["shipping_total"]!),
            ["tax"] = Cents(woo["total_tax"]!),
            ["taxIncluded"] = woo["prices_include_tax"]!.GetValue<bool>(),
            ["total"] = Cents(woo["total"]!),
            ["currency"] = woo["currency"]!.ToString(),
            ["couponCodes"] = new JsonArray([.. woo["coupon_lines"]!.AsArray().Select(line => (JsonNode)line!["code"]!.ToString())]),
            ["customer"] = new JsonObject { ["email"] = woo["billing"]!["email"]!.ToString() },
        };
        ((int)(await shop.Post("/v1/orders", order.ToJsonString())).Status).ShouldBeOneOf(200, 201);
        foreach (var refund in woo["refunds"]!.AsArray())
        {
            (await shop.Post($"/v1/orders/{id}/events", $$"""{"externalId":"refund-{{refund!["id"]}}","type":"refunded","amount":{{-Cents(refund["total"]!)}}}""")).ShouldBe(200);
        }

        if (woo["status"]!.ToString() is "completed" or "cancelled")
        {
            var type = woo["status"]!.ToString() == "completed" ? "fulfilled" : "cancelled";
            (await shop.Post($"/v1/orders/{id}/events", $$"""{"externalId":"{{type}}","type":"{{type}}"}""")).ShouldBe(200);
        }
    }

    private static long Cents(JsonNode decimalText) => (long)(decimal.Parse(decimalText.ToString(), CultureInfo.InvariantCulture) * 100);

    private static string Captured() =>
        Path.Combine(Repository.Root, "..", "shared", "data", "stores", "woocommerce");
}

public sealed class WooCommerceOrdersOnSqlite(PostgresFixture postgres) : WooCommerceOrdersTests(TestEngine.Sqlite, postgres);

public sealed class WooCommerceOrdersOnPostgres(PostgresFixture postgres) : WooCommerceOrdersTests(TestEngine.Postgres, postgres);
