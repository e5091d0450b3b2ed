using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>A house whose shop is elsewhere, with an active program, and Anna as its advocate.</summary>
public sealed class WidgetHouse : IAsyncDisposable
{
    private WidgetHouse(PageHouse house, ForeignShop leaves) => (House, Leaves) = (house, leaves);

    public PageHouse House { get; }

    /// <summary>The shop elsewhere.</summary>
    public ForeignShop Leaves { get; }

    public ShopClient Shop => House.Shop;

    public string ProgramId { get; private set; } = "";

    /// <summary>Anna's code.</summary>
    public string Code { get; private set; } = "";

    public static async Task<WidgetHouse> Open(
        PostgresFixture postgres, BrowserFixture browser, string name = "Kettle & Leaf", TestEngine engine = TestEngine.Sqlite)
    {
        var house = await PageHouse.Open(engine, postgres, browser, name);
        var made = new WidgetHouse(house, await ForeignShop.Open(house.Shop));
        made.ProgramId = (await house.Shop.Post("/v1/programs", $$"""
            {"name": "Give 15%, get €15", "destination": "{{made.Leaves.Url}}",
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500} },
             "friendReward": {"kind": "coupon", "value": {"type": "percent", "percent": 15, "cap": 5000}, "expiresAfterDays": 30} }
            """)).ShouldBe(201).Text("id");
        (await house.Shop.Post($"/v1/programs/{made.ProgramId}/activate")).ShouldBe(200);
        made.Code = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna","externalId":"c-anna"}"""))
            .ShouldBe(201).Text("code");
        return made;
    }

    /// <summary>The shop's word for its signed-in customer.</summary>
    public async Task<string> Token(string id, string email)
    {
        var secret = (await Shop.Get("/v1/shop")).Text("customerTokenSecret");
        var claims = JsonSerializer.Serialize(new { sub = id, email, exp = DateTimeOffset.UtcNow.AddMinutes(30).ToUnixTimeSeconds() });
        var signed = $"{Part(Encoding.UTF8.GetBytes("""{"alg":"HS256"}"""))}.{Part(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Part(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Somebody in the shop elsewhere.</summary>
    public async Task<IPage> Visitor(string url, int width = 1280, string locale = "en-GB", string? script = null)
    {
        var page = await House.Visitor(width, locale: locale);
        if (script is not null)
        {
            await page.AddInitScriptAsync(script);
        }

        await page.GotoAsync(url);
        return page;
    }

    /// <summary>A friend follows Anna's link, claims, and goes on to the shop.</summary>
    public async Task<(IPage Page, string Coupon)> Claimed(int width = 390)
    {
        var page = await Visitor($"{House.Node.Url}r/{Code}", width);
        await page.GetByLabel("Your e-mail").FillAsync("piotr@example.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get my code" }).ClickAsync();
        var coupon = await page.GetByLabel("Your code").InputValueAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the shop" }).ClickAsync();
        await page.WaitForURLAsync(Leaves.Url + "**");
        return (page, coupon);
    }

    public async ValueTask DisposeAsync()
    {
        await Leaves.DisposeAsync();
        await House.DisposeAsync();
    }

    private static string Part(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
