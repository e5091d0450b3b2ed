using Microsoft.Playwright;
using Shouldly;
using Vouch.DemoShop;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The tea shop's whole loop, walked by two people in two browsers.</summary>
public sealed class DemoShopTests(PostgresFixture postgres, BrowserFixture browser)
{
    [Theory]
    [InlineData(TestEngine.Sqlite, 1280)]
    [InlineData(TestEngine.Postgres, 390)]
    public async Task A_newcomer_walks_the_whole_loop(TestEngine engine, int width)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await house.Program();

        var anna = await house.Visitor(width);
        var link = await AnnaBuysAndJoins(anna);

        var piotr = await house.Visitor(width);
        var coupon = await PiotrClaims(piotr, link);
        await PiotrBuys(piotr, coupon);

        await TheClockRuns(anna);
        await AnnaSeesHerReward(anna);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_shop_served_elsewhere_than_yesterday_takes_its_links_along()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        var shop = await node.Shop(address: "http://127.0.0.1:5080/demo");
        var program = await shop.Post("/v1/programs", """
            {"name":"Give 15","destination":"http://127.0.0.1:5080/demo/teas",
             "advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":1500}}}
            """);
        var elsewhere = await shop.Post("/v1/programs", """
            {"name":"Blog","destination":"https://blog.example/",
             "advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":1500}}}
            """);
        using var api = new VouchApi(node.Url, shop.SecretKey);

        await MovedShop.Tell(api, "http://127.0.0.1:5090/demo");

        (await shop.Get("/v1/shop")).Text("address").ShouldBe("http://127.0.0.1:5090/demo");
        (await shop.Get($"/v1/programs/{program.Text("id")}")).Text("destination").ShouldBe("http://127.0.0.1:5090/demo/teas");
        (await shop.Get($"/v1/programs/{elsewhere.Text("id")}")).Text("destination").ShouldBe("https://blog.example/");
    }

    private static async Task<string> AnnaBuysAndJoins(IPage page)
    {
        await page.GotoAsync("/demo");
        await page.ShouldBeFitToRead();
        await Press(page, "Be Anna");
        await page.GetByRole(AriaRole.Link, new() { Name = "Buy Gyokuro" }).ClickAsync();
        await page.ShouldBeFitToRead();
        await Press(page, "Pay €34.00");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, Anna!" }).WaitForAsync();
        await page.ShouldBeFitToRead();
        await Press(page, "Get my link");
        await page.ShouldBeFitToRead();
        return await page.GetByLabel("Your referral link").InputValueAsync();
    }

    private static async Task<string> PiotrClaims(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Heading, new() { Name = "15% off your first order" }).WaitForAsync();
        (await page.GetByText("Anna invites you to Kettle & Leaf").CountAsync()).ShouldBe(1);
        await page.ShouldBeFitToRead();
        await page.GetByLabel("Your e-mail").FillAsync("piotr@example.com");
        await page.GetByLabel("may write to me").CheckAsync();
        await Press(page, "Get my code");
        var coupon = await page.GetByLabel("Your code").InputValueAsync();
        coupon.Length.ShouldBe(10);
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to the shop" }).ClickAsync();
        return coupon;
    }

    private static async Task PiotrBuys(IPage page, string coupon)
    {
        await Press(page, "Be Piotr");
        await page.GetByRole(AriaRole.Link, new() { Name = "Buy Darjeeling" }).ClickAsync();
        await page.GetByLabel("Coupon code").FillAsync(coupon);
        await Press(page, "Apply");
        (await page.GetByText("−€6.30").CountAsync()).ShouldBe(1);
        await Press(page, "Pay €35.70");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you, Piotr!" }).WaitForAsync();
        (await page.GetByText("coupon_precedence").CountAsync()).ShouldBe(1);
    }

    private static async Task TheClockRuns(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Till" }).ClickAsync();
        await page.ShouldBeFitToRead();
        await page.GetByRole(AriaRole.Button, new() { Name = "Mark delivered" }).First.ClickAsync();
        await page.GetByText("delivered", new() { Exact = true }).First.WaitForAsync();
        await Press(page, "40 days pass");
        await page.GetByRole(AriaRole.Link, new() { Name = "Behind the scenes" }).ClickAsync();
        (await page.GetByText("Piotr Nowak").CountAsync()).ShouldBe(1);
        (await page.Locator(".balance").InnerTextAsync()).ShouldContain("€15.00");
        await page.ShouldBeFitToRead();
    }

    private static async Task AnnaSeesHerReward(IPage page)
    {
        await Press(page, "Open Anna’s own page");
        await page.ShouldBeFitToRead();
        await Press(page, "Open my page");
        (await page.GetByText("Hello, Anna").CountAsync()).ShouldBe(1);
        (await page.Locator(".portal-numbers").InnerTextAsync()).ShouldContain("€15.00");
        (await page.GetByText("Approved.", new() { Exact = true }).CountAsync()).ShouldBe(1);
        (await page.ContentAsync()).ShouldNotContain("piotr@example.com");
        await page.ShouldBeFitToRead();
    }

    [Fact]
    public async Task What_the_shop_does_not_have_leads_back_to_the_shelf()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var page = await house.Visitor(390);
        foreach (var path in (string[])["/demo/buy/NOPE", "/demo/thanks/NOPE", "/demo/nope"])
        {
            (await page.GotoAsync(path))!.Status.ShouldBe(404, path);
            await page.ShouldBeFitToRead();
            (await page.GetByRole(AriaRole.Link, new() { Name = "To the shelf" }).GetAttributeAsync("href")).ShouldBe("/demo");
        }
    }

    private static Task Press(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name }).First.ClickAsync();
}
